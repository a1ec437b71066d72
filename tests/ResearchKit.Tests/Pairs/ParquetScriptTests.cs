using System.ComponentModel;
using System.Diagnostics;
using ResearchKit.Imaging;
using ResearchKit.Pairs;
using ResearchKit.Pairs.Formats;

namespace ResearchKit.Tests.Pairs;

/// <summary>The script that unpacks Parquet, on rows as pyarrow gives them: what it writes is what we read.</summary>
public sealed class ParquetScriptTests : IDisposable
{
    private const string Program = """
        import sys
        sys.dont_write_bytecode = True
        sys.path.insert(0, sys.argv[1])
        import parquet_to_pairs
        image = open(sys.argv[3], "rb").read()
        rows = [{"ds_name": "RLAIF-V", "idx": "7", "question": "What is it?", "chosen": "Ein Ball \u2013 ja.", "rejected": "A cat.", "image": {"bytes": image, "path": "1.png"}, "image_path": "elsewhere/1.png"},
                {"idx": "8", "question": "And this?", "chosen": "a", "rejected": "b", "image": {"bytes": b"\xff\xd8\xff", "path": None}}]
        print(parquet_to_pairs.write(sys.argv[2], rows))
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("parquet").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void UnpackedRowsAreReadAsRlaifV()
    {
        var root = SampleDataTests.Root();
        var image = Path.Combine(root, "data", "samples", "images", "scene-3.png");
        Run(Path.Combine(root, "environment"), folder, image);
        var path = Path.Combine(folder, "pairs.jsonl");
        Assert.Same(PairFormat.RlaifV, PairFile.FormatOf(path));
        var report = new LoadReport();
        Assert.Equal(
            [new("7", "What is it?", "Ein Ball – ja.", "A cat.", "images/000001.png"), new("8", "And this?", "a", "b", "images/000002.jpg")],
            PairFile.Read(path, PairFormat.RlaifV, report).ToArray());
        Assert.Equal(ImageFile.Load(image).Pixels, ImageFile.Load(Path.Combine(folder, "images", "000001.png")).Pixels);
    }

    private static void Run(params string[] arguments)
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", ["-c", Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = python.StandardOutput.ReadToEnd();
            var errors = python.StandardError.ReadToEnd();
            python.WaitForExit();
            Assert.True(python.ExitCode == 0 && output.Trim() == "2", errors);
        }
        catch (Win32Exception)
        {
            Assert.Skip("python3 is not installed");
        }
    }
}
