using System.Runtime.CompilerServices;
using ResearchKit.Interop.Parquet;
using ResearchKit.Pairs;

namespace ResearchKit.Interop.Tests.Parquet;

/// <summary>Rows of the files that Fixtures/make.sql made with DuckDB; what they hold is written there.</summary>
public sealed class ParquetRowsTests
{
    internal static readonly string Folder = FolderOf();

    private static readonly byte[] Jpeg = Image("baseline-2x2.jpg"), Png = Image("png-palette4.png");

    [Fact]
    public void RlaifVRowsHaveTheirFieldsAndTheBytesOfTheirImages()
    {
        var rows = Read("rlaif-v.snappy.parquet");
        Assert.Equal([1, 2, 3, 4, 5], rows.Select(r => r.Number));
        Assert.Equal(
            """{"ds_name":"test","image":{"path":"row-000001"},"question":"What is in image 1?","chosen":"A chosen""" +
            """ answer 1","""
            + """
            "rejected":"A rejected answer 1","origin_dataset":"VQAv2","origin_split":"{\u0022model\u0022:\u0022m\u0022,\u0022type\u0022:\u0022q\u0022}","idx":1,"image_path":"folder/image-1.png"}
            """,
            rows[0].Fields!.Value.GetRawText());
        Assert.Equal("null", rows[1].Fields!.Value.GetProperty("rejected").GetRawText());
        Assert.Equal("""{"path":null}""", rows[2].Fields!.Value.GetProperty("image").GetRawText());
        Assert.Equal("null", rows[3].Fields!.Value.GetProperty("image").GetRawText());
        Assert.Equal([Png, Jpeg, null, null, Png], rows.Select(r => r.Image));
    }

    [Fact]
    public void ListsOfStructsAreListsOfObjectsAndMayBeEmptyOrNull()
    {
        var rows = Read("llava.zstd.parquet");
        Assert.Equal(
            [
                """[{"from":"human","value":"\u003Cimage\u003E\nQuestion 1?"}]""", "[]", "null",
                """[{"from":"human","value":"\u003Cimage\u003E\nQuestion 4?"}]""",
            ],
            rows.Select(r => r.Fields!.Value.GetProperty("conversations").GetRawText()));
        Assert.All(rows, r => Assert.Equal(Jpeg, r.Image));
        Assert.Equal("""{"path":"coco/3.jpg"}""", rows[2].Fields!.Value.GetProperty("image").GetRawText());
        Assert.Equal("""{"from":"gpt","value":"Rejected 4"}""",
            rows[3].Fields!.Value.GetProperty("rejected").GetRawText());
    }

    [Fact]
    public void ListsInListsAreAssembledFromTheirLevels()
    {
        var rows = Read("trl.gzip.parquet");
        Assert.Equal(3, rows.Count);
        var fields = rows[1].Fields!.Value;
        Assert.Equal("""[{"path":"row-000002"}]""", fields.GetProperty("images").GetRawText());
        Assert.Equal(
            """[{"role":"user","content":[{"type":"image","text":null},{"type":"text","text":"Ask 2"}]}]""",
            fields.GetProperty("prompt").GetRawText());
        Assert.Equal("""[{"role":"assistant","content":[{"type":"text","text":"No 2"}]}]""",
            fields.GetProperty("rejected").GetRawText());
        Assert.All(rows, r => Assert.Equal(Png, r.Image));
    }

    [Fact]
    public void RowsOfAllGroupsComeInOrder()
    {
        var rows = Read("groups.parquet");
        Assert.Equal(Enumerable.Range(1, 5000), rows.Select(r => r.Number));
        Assert.Equal(Enumerable.Range(1, 5000).Select(i => $"good {i}"),
            rows.Select(r => r.Fields!.Value.GetProperty("chosen").GetString()));
        var last = rows[^1].Fields!.Value;
        Assert.Equal("[5000,5001]", last.GetProperty("numbers").GetRawText());
        Assert.Equal(7500m, last.GetProperty("price").GetDecimal());
        Assert.Equal(5000 / 7.0, last.GetProperty("score").GetDouble());
        Assert.Equal("null", last.GetProperty("at").GetRawText()); // no format has times
        Assert.False(last.TryGetProperty("extra", out _)); // nor maps
    }

    [Fact]
    public void WithoutImagesTheRowsAreTheSame()
    {
        foreach (var name in (string[])["llava.zstd.parquet", "trl.gzip.parquet"])
        {
            var without = new ParquetRows().Read(Path.Combine(Folder, name), withImages: false).ToList();
            Assert.All(without, r => Assert.Null(r.Image));
            Assert.Equal(Read(name).Select(r => r.Fields!.Value.GetRawText()),
                without.Select(r => r.Fields!.Value.GetRawText()));
        }
    }

    [Fact]
    public void ADamagedGroupCostsItsOwnRowsOnly()
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, "groups.parquet"));
        bytes.AsSpan(bytes.Length / 2, 200).Fill(0xAA); // within the second of three groups
        using var file = new TemporaryFile(bytes);
        var rows = new ParquetRows().Read(file.Path, withImages: true).ToList();
        Assert.Equal(5000, rows.Count);
        Assert.All(rows.Skip(2048)
            .Take(2048), r => Assert.Equal("row group 2 of the Parquet file is damaged", r.Problem));
        Assert.All(rows.Take(2048).Concat(rows.Skip(4096)), r => Assert.Null(r.Problem));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public void ACutFileIsOneMessage(double part)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, "rlaif-v.snappy.parquet"));
        using var file = new TemporaryFile(bytes[..(int)(part * bytes.Length)]);
        var error =
            Assert.Throws<PairFormatException>(() => new ParquetRows().Read(file.Path, withImages: true).ToList());
        Assert.Equal($"{file.Path}: the Parquet file is damaged or cut short: its footer cannot be read",
            error.Message);
    }

    private static List<FileRow> Read(string name) =>
        [.. new ParquetRows().Read(Path.Combine(Folder, name), withImages: true)];

    private static byte[] Image(string name) =>
        File.ReadAllBytes(Path.Combine(Folder, "../../../ResearchKit.Tests/Imaging/Fixtures", name));

    private static string FolderOf([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "Fixtures");

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(byte[] bytes) => File.WriteAllBytes(Path, bytes);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
