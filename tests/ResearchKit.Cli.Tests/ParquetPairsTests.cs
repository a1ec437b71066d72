using System.Text.Json.Nodes;
using ResearchKit.Cli.Reproduction;

namespace ResearchKit.Cli.Tests;

/// <summary>Preference pairs whose images stand in the rows of a Parquet file.</summary>
public sealed class ParquetPairsTests : IDisposable
{
    private static readonly string Root = Repository.TryFind(AppContext.BaseDirectory)!.Root;
    private static readonly string Samples = Path.Combine(Root, "data", "samples");
    private static readonly string OddRows =
        Path.Combine(Root, "tests/ResearchKit.Interop.Tests/Parquet/Fixtures/rlaif-v.snappy.parquet");
    private readonly TestClone _clone = new();

    public void Dispose() => _clone.Dispose();

    [Fact]
    public void ImagesInTheRowsGiveThePairsOfImagesInAFolder()
    {
        var folder = Path.Combine(Samples, "images");
        var fromFolder = Build("from-folder", "pairs.rlaif-v.jsonl", "--images", folder);
        var fromRows = Build("from-rows", "pairs.rlaif-v.parquet");
        Assert.Equal((ExitCode.Success, "from-rows/pairs.jsonl: 3 of 3 rows gave a pair\n"),
            (fromRows.ExitCode, fromRows.Stdout));
        Assert.Equal(ExitCode.Success, fromFolder.ExitCode);
        foreach (var file in Directory.GetFiles(_clone.PathOf("from-folder", "images"))
            .Append(_clone.PathOf("from-folder", "pairs.jsonl")))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(file.Replace("from-folder", "from-rows")));
        var origins = new[] { "from-folder", "from-rows" }.Select(o => Origin(o)).ToArray();
        Assert.Equal((string)origins[0]["sha256"]!, (string)origins[1]["sha256"]!);
        Assert.Equal((null, true), ((bool?)origins[0]["embedded"], (bool?)origins[1]["embedded"]));
        // complete, and nothing has changed
        Assert.Equal(fromRows.Stdout, Build("from-rows", "pairs.rlaif-v.parquet").Stdout);
    }

    /// <summary>What each row of the file lacks stands in
    /// ResearchKit.Interop.Tests/Parquet/Fixtures/make.sql.</summary>
    [Fact]
    public void OddRowsAreDroppedCountedAndReported()
    {
        var run = Build("out", OddRows);
        Assert.Equal(ExitCode.NothingBuilt, run.ExitCode);
        Assert.Equal(
            [
                ("1", "the annotations do not have the image"), ("2", "no text in field 'rejected'"),
                ("3", "the image is missing"),
                ("4", "the row names no image"), ("5", "the annotations do not have the image"),
            ],
            File.ReadLines(_clone.PathOf("out", "dropped.jsonl")).Select(l => JsonNode.Parse(l)!)
                .Select(d => (d["origin"]!["row"]!.ToString(), (string)d["reason"]!)));
        var strict = Build("strict", OddRows, "--strict");
        Assert.Equal((ExitCode.Usage, "error: --strict: row 2: no text in field 'rejected'.\n"),
            (strict.ExitCode, strict.Stderr));
    }

    [Fact]
    public void ADamagedFileIsOneMessage()
    {
        File.WriteAllText(_clone.PathOf("cut.parquet"), "PAR1 and nothing else");
        var run = Build("out", _clone.PathOf("cut.parquet"));
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.EndsWith("cut.parquet: the Parquet file is damaged or cut short: its footer cannot be read\n",
            run.Stderr);
        Assert.False(Directory.Exists(_clone.PathOf("out")));
    }

    [Fact]
    public void InspectShowsImagesOfTheRows()
    {
        var run = _clone.Run("pairs", "inspect", Path.Combine(Samples, "pairs.rlaif-v.parquet"), "--out", "page.html");
        Assert.Equal((ExitCode.Success, "page.html: 3 of 3 pairs\n"), (run.ExitCode, run.Stdout));
        var page = File.ReadAllText(_clone.PathOf("page.html"));
        Assert.Equal(3, page.Split("data:image/png;base64,").Length - 1);
        Assert.DoesNotContain("is missing", page);
    }

    private ProcessResult Build(string output, string responses, params string[] options) => _clone.Run(
        ["pairs", "build", "--coco", Path.Combine(Samples, "instances.json"), "--responses",
            Path.Combine(Samples, responses),
            "--remover", "diffusion", "--out", output, .. options]);

    private JsonNode Origin(string output) =>
        JsonNode.Parse(File.ReadLines(_clone.PathOf(output, "provenance.jsonl")).First())!["origin"]!;
}
