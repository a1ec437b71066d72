using System.Globalization;
using System.Text;
using ResearchKit.Cli.Commands;
using ResearchKit.Cli.Reproduction;
using ResearchKit.Imaging;
using ResearchKit.Pairs.Building;

namespace ResearchKit.Cli.Tests;

public sealed class PairsBuildTests : IDisposable
{
    private static readonly string Samples =
        Path.Combine(Repository.TryFind(AppContext.BaseDirectory)!.Root, "data", "samples");
    private readonly TestClone _clone = new();

    public void Dispose() => _clone.Dispose();

    [Theory]
    [InlineData("pairs.jsonl", "researchkit")]
    [InlineData("pairs.rlaif-v.jsonl", "rlaif-v")]
    [InlineData("pairs.llava.json", "llava")]
    [InlineData("pairs.trl.jsonl", "trl")]
    public void ImagesWithAnnotationsBecomePairsInAnyFormat(string responses, string format)
    {
        var run =
            _clone.Run([.. Build(responses, "out"), "--format", format, "--remover", "diffusion", "--keep-candidates"]);
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Stderr));
        Assert.Equal("out/pairs.jsonl: 3 of 3 rows gave a pair\n", run.Stdout);
        var expected = ResearchKit.Pairs.Formats.PairFormat.All[format];
        var pairs = ResearchKit.Pairs.PairFile.Read(_clone.PathOf("out", "pairs.jsonl"), expected, new()).ToArray();
        Assert.Equal(["sample-3", "sample-8", "sample-21"], pairs.Select(p => p.Id));
        Assert.Equal(["images/000001.png", "images/000002.png", "images/000003.png"], pairs.Select(p => p.Image));
        Assert.Equal("images/000001.rejected.png", pairs[0].RejectedImage);
        var original = ImageFile.Load(Path.Combine(Samples, "images", "scene-3.png"));
        Assert.Equal(original.Pixels, ImageFile.Load(_clone.PathOf("out", "images", "000001.png")).Pixels);
        Assert.True(File.Exists(_clone.PathOf("out", "images", "000001.candidate-2.png")));
    }

    [Fact]
    public void ChangedSettingsAreNamedByTheirOptions()
    {
        Assert.Equal(ExitCode.Success, _clone.Run([.. Build("pairs.jsonl", "out"), "--remover", "diffusion"]).ExitCode);
        var run = _clone.Run([.. Build("pairs.jsonl", "out"), "--limit", "2"]);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("out was begun with other settings: --remover was diffusion, now it is exemplar; --limit was " +
            "none, now it is 2. Run with the same again, or choose another folder with --out.", run.Stderr);
        string[] options = [.. PairsBuildCommand.Create().Options.Select(o => o.Name)];
        Assert.All(Enum.GetValues<BuildSetting>(), s => Assert.Contains(PairSourceOptions.NameOf(s), options));
    }

    [Fact]
    public void RowsWithoutAPairAreListedWithTheirReasons()
    {
        Directory.CreateDirectory(_clone.PathOf("images"));
        File.Copy(Path.Combine(Samples, "images", "scene-3.png"), _clone.PathOf("images", "scene-3.png"));
        File.WriteAllText(_clone.PathOf("images", "scene-8.png"), "no image");
        ImageFile.Save(new(30, 20), _clone.PathOf("images", "scene-21.png"));
        ImageFile.Save(new(30, 20), _clone.PathOf("images", "other.png"));
        File.WriteAllText(_clone.PathOf("rows.jsonl"), """
            {"id":"good","prompt":"q","chosen":"A star and two trees.","rejected":"b","image":"some/folder/scene-3.png"}
            {"id":"gone","prompt":"q","chosen":"A star.","rejected":"b","image":"gone.png"}
            {"id":"outside","prompt":"q","chosen":"A star.","rejected":"b","image":"../rows.jsonl"}
            {"id":"corrupt","prompt":"q","chosen":"A hat.","rejected":"b","image":"scene-8.png"}
            {"id":"size","prompt":"q","chosen":"A hat.","rejected":"b","image":"scene-21.png"}
            {"id":"unknown","prompt":"q","chosen":"A hat.","rejected":"b","image":"other.png"}
            {"id":"unnamed","prompt":"q","chosen":"Nothing.","rejected":"b","image":"scene-3.png"}
            {"id":"blind","prompt":"q","chosen":"A hat.","rejected":"b"}
            {"id":"half","prompt":"q","chosen":"A hat."}
            """);
        var run =
            _clone.Run("pairs", "build", "--images", "images", "--coco", Path.Combine(Samples, "instances.json"),
                "--responses", "rows.jsonl", "--out", "out");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.StartsWith("out/pairs.jsonl: 1 of 9 rows gave a pair\n", run.Stdout);
        var dropped = File.ReadLines(_clone.PathOf("out", "dropped.jsonl"))
            .Select(l => System.Text.Json.Nodes.JsonNode.Parse(l)!).ToArray();
        Assert.Equal(
            [
                ("gone", "the image is missing"), ("outside", "the image is missing"),
                ("corrupt", "the image cannot be read"),
                ("size", "the annotations are for an image of another size"),
                ("unknown", "the annotations do not have the image"),
                ("unnamed", "the response names no annotated object"), ("blind", "the row names no image"),
                ("9", "no text in field 'rejected'"),
            ],
            dropped.Select(d => ((string)d["id"]!, (string)d["reason"]!)));
        Assert.Contains("of none of the formats PNG, JPEG", (string)dropped[2]["detail"]!);

        // The image is there now: the rows would not mix with those of before.
        File.Copy(_clone.PathOf("images", "scene-3.png"), _clone.PathOf("images", "gone.png"));
        var again =
            _clone.Run("pairs", "build", "--images", "images", "--coco", Path.Combine(Samples, "instances.json"),
                "--responses", "rows.jsonl", "--out", "out");
        Assert.Equal(
            (ExitCode.Usage,
            "error: out: the image gone.png of row 2 has changed since its pair was built. Choose another folder, " +
            "or delete this one.\n"), (again.ExitCode, again.Stderr));
    }

    [Fact]
    public void NoPairAtAllIsAnExitCode()
    {
        File.WriteAllText(_clone.PathOf("rows.jsonl"),
            """{"id":"a","prompt":"q","chosen":"A star.","rejected":"b","image":"gone.png"}""");
        var run =
            _clone.Run("pairs", "build", "--images", ".", "--coco", Path.Combine(Samples, "instances.json"),
                "--responses", "rows.jsonl", "--out", "out");
        Assert.Equal((ExitCode.NothingBuilt, "error: no row gave a pair; out/dropped.jsonl says why.\n"),
            (run.ExitCode, run.Stderr));
    }

    [Theory]
    [InlineData("error: say what to build from: --scenes NUMBER, or --images FOLDER --coco FILE --responses FILE.\n")]
    [InlineData("error: --responses is missing: the file of preference pairs that name the images.\n", "--images", ".")]
    [InlineData("error: --images is missing: the folder of the images that the responses name.\n", "--responses",
    "good.jsonl")]
    [InlineData("error: --coco is missing: annotations in COCO's format say what is where.", "--images", ".",
    "--responses", "good.jsonl")]
    [InlineData("error: --coco does not go with --scenes: pairs come from scenes or from images.\n", "--scenes", "3",
    "--coco", "x")]
    [InlineData("error: --scenes 0: at least one.\n", "--scenes", "0")]
    [InlineData("error: --seed 2147483647: too large for 5 scenes.\n", "--scenes", "5", "--seed", "2147483647")]
    [InlineData("error: --responses x: there is no such file.\n", "--images", ".", "--responses", "x", "--coco", "y")]
    [InlineData("error: gone: there is no such folder of images.\n", "--images", "gone", "--responses", "good.jsonl",
    "--coco", "coco.json")]
    [InlineData("error: --limit 0: at least one row.\n", "--images", ".", "--responses", "good.jsonl", "--coco",
    "coco.json", "--limit", "0")]
    [InlineData("error: coco.json: this is no JSON, or it is broken off: line 1", "--images", ".",
    "--responses", "good.jsonl", "--coco", "coco.json")]
    [InlineData("error: odd.jsonl: the fields text, label belong to none of the formats researchkit, rlaif-v, " +
    "rlhf-v, llava, trl, llama-factory, alpaca\n", "--images", ".", "--responses", "odd.jsonl", "--coco", "coco.json")]
    [InlineData("error: empty.jsonl: there is no row: a list of JSON objects, or one object per line, is needed\n",
    "--images", ".", "--responses", "empty.jsonl", "--coco", "coco.json")]
    [InlineData("error: --limit does not go with --scenes: pairs come from scenes or from images.\n", "--scenes", "3",
    "--limit", "2")]
    [InlineData("error: --stages goes with --scenes, or with --stages learned.\n", "--images", ".", "--responses",
    "good.jsonl", "--stages", "oracle")]
    [InlineData("error: --seed goes with --scenes.\n", "--images", ".", "--seed", "4")]
    [InlineData("error: --coco does not go with --stages learned, which looks for itself.\n", "--images", ".",
    "--responses", "good.jsonl", "--coco", "coco.json", "--stages", "learned")]
    [InlineData("error: --coco y: there is no such file.\n", "--images", ".", "--responses", "good.jsonl", "--coco",
    "y")]
    [InlineData("error: --remover does not go with --stages oracle, which knows what lies behind objects.\n",
    "--scenes", "3", "--stages", "oracle", "--remover", "diffusion")]
    [InlineData("error: --weights goes with --stages learned.\n", "--scenes", "3", "--weights", "x")]
    [InlineData("error: there is no file gone/clip.safetensors; train them again into data/vision",
    "--scenes", "3", "--stages", "learned", "--weights", "gone")]
    [InlineData("error: --stages perfect: one of oracle, classical, learned is needed.", "--scenes", "3", "--stages",
    "perfect")]
    public void AMistakeIsOneMessageAndNothingIsWritten(string message, params string[] options)
    {
        File.WriteAllText(_clone.PathOf("good.jsonl"),
            """{"prompt":"q","chosen":"a","rejected":"b","image":"x.png"}""");
        File.WriteAllText(_clone.PathOf("odd.jsonl"), """{"text":"q","label":1}""");
        File.WriteAllText(_clone.PathOf("empty.jsonl"), "");
        File.WriteAllText(_clone.PathOf("coco.json"), "{");
        var run = _clone.Run(["pairs", "build", "--out", "out", .. options]);
        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Stdout));
        Assert.StartsWith(message, run.Stderr);
        Assert.False(Directory.Exists(_clone.PathOf("out")));
    }

    // The real process, killed without warning after some pairs, twice, and started again.
    [Fact]
    public void AKilledRunStartedAgainEndsWithTheSameBytes()
    {
        string[] command =
            ["pairs", "build", "--scenes", "60", "--seed", "5", "--remover", "diffusion", "--threads", "2", "--out"];
        Assert.Equal(ExitCode.Success, _clone.Run([.. command, "whole"]).ExitCode);
        foreach (var lines in (int[])[8, 30])
        {
            using var process = _clone.Start([.. command, "killed"]);
            var images = _clone.PathOf("killed", "images");
            SpinWait.SpinUntil(() => process.HasExited
                || Directory.Exists(images) && Directory.GetFiles(images).Length >= 2 * lines);
            process.Kill();
            process.WaitForExit();
            Assert.True(File.Exists(_clone.PathOf("killed", "unfinished.jsonl")), "it was killed too late");
            Assert.False(File.Exists(_clone.PathOf("killed", "pairs.jsonl")));
        }
        var last = _clone.Run([.. command[..^1], "--out", "killed"]);
        Assert.Equal(ExitCode.Success, last.ExitCode);
        Assert.Contains(" of 60 pairs were done before\n", last.Stderr);
        Assert.Equal(Contents(_clone.PathOf("whole")), Contents(_clone.PathOf("killed")));
    }

    [Fact]
    public void CtrlCKeepsWhatIsDoneAndSaysHowToGoOn()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent by kill");
        using var process =
            _clone.Start("pairs", "build", "--scenes", "100000", "--remover", "diffusion", "--out", "out");
        var images = _clone.PathOf("out", "images");
        SpinWait.SpinUntil(() => process.HasExited
            || Directory.Exists(images) && Directory.GetFiles(images).Length >= 60);
        Assert.Equal(0, _clone.Shell("kill", "-INT", process.Id.ToString(CultureInfo.InvariantCulture)).ExitCode);
        var run = TestClone.Finish(process);
        Assert.Equal(ExitCode.Canceled, run.ExitCode);
        Assert.Matches(
            @"error: stopped after \d+ of 100000; they are kept in out\. Run the same command again to go on\.\n$",
            run.Stderr);
    }

    private static string[] Build(string responses, string folder) =>
    [
        "pairs", "build", "--images", Path.Combine(Samples, "images"), "--coco",
        Path.Combine(Samples, "instances.json"),
        "--responses", Path.Combine(Samples, responses), "--out", folder,
    ];

    private static SortedDictionary<string, string> Contents(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(folder, f), f => Encoding.Latin1.GetString(File.ReadAllBytes(f))),
            StringComparer.Ordinal);
}
