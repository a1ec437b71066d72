using System.Text;
using ResearchKit.Pairs;
using ResearchKit.Pairs.Formats;

namespace ResearchKit.Tests.Pairs;

[Collection(NonParallelCollection.Name)] // live memory is the whole process's
public sealed class PairFileMemoryTests : IDisposable
{
    private const int Rows = 50_000, Megabyte = 1 << 20;
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AFileOf50MegabytesIsReadInTheMemoryOfAFewRows(bool list)
    {
        WriteRows(list);
        Assert.True(new FileInfo(_path).Length > 50 * Megabyte, $"{new FileInfo(_path).Length} bytes");
        var report = new LoadReport();
        long before = 0, most = 0;
        var read = 0;
        foreach (var pair in PairFile.Read(_path, PairFormat.RlaifV, report))
        {
            Assert.Equal("What is in the picture?", pair.Prompt);
            if (++read == 2_000) before = GC.GetTotalMemory(forceFullCollection: true);
            if (read % 12_000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
        }
        Assert.Equal((Rows, Rows, 100), (report.Rows, report.Kept, report.Duplicates));
        TestContext.Current.TestOutputHelper?.WriteLine($"grew by {(most - before) / 1024.0:F0} KB over {Rows} rows");
        // What grows is the hash kept of each row, about 40 bytes in its table, which doubles now and then.
        Assert.True(most - before < 6 * Megabyte,
            $"{(most - before) / 1024} KB more are alive after {Rows} rows of a kilobyte each");
    }

    // Rows of a kilobyte; the last hundred repeat the first.
    private void WriteRows(bool list)
    {
        using var writer = new StreamWriter(_path, append: false, new UTF8Encoding(false));
        var filler = new string('x', 480);
        if (list) writer.Write("[\n");
        for (var i = 0; i < Rows; i++)
        {
            var content = i % (Rows - 100);
            if (list && i > 0) writer.Write(",\n");
            writer.Write($$"""{"idx":{{i}},"question":"What is in the picture?","chosen":"{{filler}}""" +
                $$""" {{content}}","rejected":"{{filler}} and {{content}}","image_path":"images/{{content}}.jpg"}""");
            if (!list) writer.Write('\n');
        }
        if (list) writer.Write("\n]\n");
    }
}
