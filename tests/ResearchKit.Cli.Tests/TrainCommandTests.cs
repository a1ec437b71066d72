using System.Text.Json;
using System.Text.Json.Nodes;
using ResearchKit.Imaging;

namespace ResearchKit.Cli.Tests;

/// <summary>The way from pairs on disk to a model that answers: train, train on, score, generate.</summary>
public sealed class TrainCommandTests : IDisposable
{
    private static readonly (string Word, Rgb Color)[] Colors =
        [("red", new(220, 30, 30)), ("green", new(30, 200, 40)), ("blue", new(30, 40, 220)),
            ("yellow", new(230, 220, 40))];

    private readonly TestClone _clone = new();

    public TrainCommandTests()
    {
        var rows = new List<string>();
        for (var i = 0; i < 24; i++)
        {
            var other = (i + 1 + i / 4 % 3) % 4;
            Paint($"{i}.png", i % 4);
            Paint($"{i}.rejected.png", other);
            rows.Add($$"""{"id":"p{{i}}","prompt":"what color is the wall?","chosen":"it is""" +
                $$""" {{Colors[i % 4].Word}}.","rejected":"it is""" +
                $$""" {{Colors[other].Word}}.","image":"{{i}}.png","rejected_image":"{{i}}.rejected.png"}""");
        }
        File.WriteAllLines(_clone.PathOf("pairs.jsonl"), rows);
        Config("sft.json", "micro", "sft", """{"loss":"sft"}""", steps: 60);
    }

    public void Dispose() => _clone.Dispose();

    [Fact]
    public void FromPairsToAModelThatAnswers()
    {
        Succeeds("train", "sft.json", "--threads", "2");
        Assert.True(File.Exists(_clone.PathOf("sft", "model", "config.json")));
        Assert.Equal(7, File.ReadLines(_clone.PathOf("sft", "metrics.jsonl")).Count());
        for (var i = 0; i < 2; i++)
            Assert.Equal($"it is {Colors[i].Word}.\n",
                Succeeds("generate", "--model", "sft/model", "--image", $"{i}.png", "--prompt",
                    "what color is the wall?"));

        Config("adavip.json", "sft/model", "adavip", """{"loss":"adavip","beta":0.5}""", steps: 12);
        var trained = JsonNode.Parse(Succeeds("train", "adavip.json", "--json"))!;
        Assert.Equal((12, true, 0), ((int)trained["step"]!, (bool)trained["completed"]!, (int)trained["dropped"]!));
        Assert.True((double)trained["metrics"]!["rewards/margin"]! > 0);

        // What score writes is what losses eval reads.
        File.WriteAllText(_clone.PathOf("scores.json"),
            Succeeds("score", "--model", "adavip/model", "--reference", "sft/model", "--pairs", "pairs.jsonl",
                "--json"));
        Assert.Contains("adavip", Succeeds("losses", "eval", "adavip", "--scores", "scores.json"));
        Assert.EndsWith("chosen above rejected in 24 of 24 pairs\n",
            Succeeds("score", "--model", "adavip/model", "--pairs", "pairs.jsonl"));
        var sampled =
            Succeeds("generate", "--model", "adavip/model", "--image", "0.png", "--prompt", "what color is the wall?",
                "--temperature", "1", "--top-p", "0.9", "--seed", "3", "--contrast", "0.5", "--json");
        Assert.NotEmpty(JsonNode.Parse(sampled)!["answer"]!.GetValue<string>());
    }

    [Fact]
    public void AFinishedFolderIsGoneOnFromOnlyWhenAsked()
    {
        Config("short.json", "micro", "short", """{"loss":"sft"}""", steps: 4);
        Succeeds("train", "short.json");
        Fails("go on from it (--resume), or choose another folder (out)", "train", "short.json");
        Succeeds("train", "short.json", "--resume");
        Config("short.json", "micro", "short", """{"loss":"sft"}""", steps: 5);
        Fails("of another training", "train", "short.json", "--resume");
    }

    [Fact]
    public void LoraLeavesAnAdapterAndAMergedModel()
    {
        Config("lora.json", "micro", "lora", """{"loss":"sft"}""", steps: 4,
            more: ",\"lora\":{\"rank\":2,\"targets\":[\"q_proj\"]}");
        Succeeds("train", "lora.json");
        Assert.True(File.Exists(_clone.PathOf("lora", "model", "adapter_model.safetensors")));
        Succeeds("score", "--model", "lora/model", "--pairs", "pairs.jsonl");
        Config("lora.json", "micro", "lora2", """{"loss":"sft"}""", steps: 4, more: ",\"lora\":{\"rnk\":2}");
        Fails("lora.json.lora: there is no key 'rnk'; is 'rank' meant?", "train", "lora.json");
    }

    [Fact]
    public void WithPatienceTrainingEndsWhenTheHeldOutLossRises()
    {
        // The pairs contradict each other, so that what is learned of some is wrong of the others.
        var rows = Enumerable.Range(0, 12).Select(i => JsonSerializer.Serialize(new
        {
            id = $"{i}", prompt = $"what is number {i}?", chosen = i % 2 == 0 ? "it is red." : "it is blue.",
            rejected = "it is.", image = "0.png",
        }));
        File.WriteAllLines(_clone.PathOf("pairs.jsonl"), rows);
        Config("early.json", "micro", "early", """{"loss":"sft"}""", steps: 400,
            more: ",\"eval_share\":0.5,\"eval_every\":5,\"patience\":2");
        var run = JsonNode.Parse(Succeeds("train", "early.json", "--json"))!;
        Assert.True((bool)run["stoppedEarly"]!);
        Assert.InRange((int)run["step"]!, 15, 395);
        Assert.True(File.Exists(_clone.PathOf("early", "model", "config.json")));
        Succeeds("train", "early.json", "--resume"); // goes no further
        Assert.True(Directory.Exists(_clone.PathOf("early", $"checkpoint-{run["step"]}")));
    }

    [Theory]
    [InlineData("\"steps\"", "\"stps\"", "steps must be given")]
    [InlineData("\"batch_size\"", "\"batchsize\"", "there is no key 'batchsize'; is 'batch_size' meant?")]
    [InlineData("\"loss\":\"sft\"", "\"loss\":\"sfft\"", "sfft")]
    [InlineData("\"micro\"", "\"nowhere\"", "nowhere: there is no such folder")]
    [InlineData("pairs.jsonl", "gone.jsonl", "gone.jsonl: there is no such file or folder")]
    [InlineData("{\"loss\":\"sft\"}", "{\"loss\":\"kto\"}", "set SliceSize to BatchSize")]
    [InlineData("\"steps\"", "\"patience\":2,\"steps\"", "patience needs held-out pairs: set eval_share")]
    [InlineData("\"steps\"", "\"eval_share\":1,\"steps\"", "eval_share must be from 0 to below 1")]
    [InlineData("\"batch_size\":16", "\"batch_size\":0", "batch_size = 0 must be at least 1")]
    [InlineData("3e-3", "1e400", "learning_rate = 1e400 must be a number")]
    [InlineData("\"steps\"", "\"seed\":2,\"steps\"", "seed")]
    [InlineData("\"steps\"", "\"template\":\"vicuna\",\"steps\"", "there is no chat template 'vicuna'")]
    [InlineData("\"steps\"", "\"reference\":\"x\",\"steps\"", "sft compares with no reference")]
    [InlineData("\"steps\"", "\"lora\":{\"rank\":0},\"steps\"", "rank = 0 must be at least 1")]
    [InlineData("\"steps\"", "\"lora\":{\"targets\":[]},\"steps\"", "targets is empty")]
    [InlineData("{\"loss\":\"sft\"}", "{\"loss\":\"weighted-sum\",\"parts\":[{\"wieght\":1}]}", "no key 'wieght'")]
    [InlineData("{\"loss\":\"sft\"}", "{\"loss\":\"rebel\"}", "no number in field 'score_chosen'")]
    [InlineData("\"sft\",\"loss\"", "\"sft.json\",\"loss\"", "sft.json: this is a file; name a folder.")]
    [InlineData("\"sft\",\"loss\"", "\"sft.json/deep\",\"loss\"", "sft.json is a file, not a folder")]
    public void AWrongSettingIsNamedAndNothingIsWritten(string right, string wrong, string message)
    {
        var text = File.ReadAllText(_clone.PathOf("sft.json"));
        Assert.Contains(right, text);
        File.WriteAllText(_clone.PathOf("sft.json"), text.Replace(right, wrong));
        Fails(message, "train", "sft.json");
        Assert.False(Directory.Exists(_clone.PathOf("sft")));
    }

    [Fact]
    public void AFolderOnADiskThatIsReadOnlyIsNoticedBeforeAnythingIsRead()
    {
        Assert.SkipUnless(_clone.Shell("unshare", "-rm", "true").ExitCode == 0,
            "no user namespaces here to mount a disk in");
        Directory.CreateDirectory(_clone.PathOf("disk"));
        Config("sft.json", "nowhere", "disk/run", """{"loss":"sft"}""", steps: 1);
        var run = _clone.Shell("unshare", "-rm", "sh", "-c", "mount -t tmpfs -o ro none disk && $RK train sft.json");
        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Stdout));
        Assert.Matches(
            @"^error: out .*disk/run: nothing can be written there\. Read-only file system\.?\n$", run.Stderr);
    }

    [Fact]
    public void RowsThatCannotBeUsedAreLeftOutAndWithStrictAnError()
    {
        File.AppendAllText(_clone.PathOf("pairs.jsonl"), """
            {"id":"gone","prompt":"what?","chosen":"it is red.","rejected":"it is blue.","image":"gone.png"}
            {"id":"long","prompt":"what?","chosen":"LONG","rejected":"it is blue.","image":"0.png"}

            """.Replace("LONG", string.Join(' ', Enumerable.Repeat("red", 200))));
        Config("some.json", "micro", "some", """{"loss":"sft"}""", steps: 2);
        var run = _clone.Run("train", "some.json");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("pair gone: gone.png is missing", run.Stderr);
        Assert.Contains("pair long: with its question and image the answer takes", run.Stderr);
        Config("some.json", "micro", "other", """{"loss":"sft"}""", steps: 2);
        Fails("2 rows cannot be used (--strict): pair gone", "train", "some.json", "--strict");
    }

    [Fact]
    public void ScoreCutsOverlongAnswersLikeTrain()
    {
        Config("short.json", "micro", "short", """{"loss":"sft"}""", steps: 1, more: ",\"overlong\":\"cut\"");
        var rows = File.ReadAllLines(_clone.PathOf("pairs.jsonl"))[..2];
        File.WriteAllLines(_clone.PathOf("pairs.jsonl"),
            [rows[0], rows[1].Replace("it is", string.Join(' ', Enumerable.Repeat("it is", 200)))]);
        Assert.Equal("", _clone.Run("train", "short.json").Stderr);
        string[] score = ["score", "--model", "short/model", "--pairs", "pairs.jsonl"];
        var rejected = _clone.Run(score);
        Assert.Contains("left out: pair p1: with its question and image the answer takes", rejected.Stderr);
        Assert.EndsWith(" of 1 pairs\n", rejected.Stdout);
        var cut = _clone.Run([.. score, "--overlong", "cut"]);
        Assert.Equal((ExitCode.Success, ""), (cut.ExitCode, cut.Stderr));
        Assert.EndsWith(" of 2 pairs\n", cut.Stdout);
        Fails("--overlong maybe: one of reject, cut is needed", [.. score, "--overlong", "maybe"]);
    }

    [Fact]
    public void CtrlCKeepsACheckpoint()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent by kill");
        Config("long.json", "micro", "long", """{"loss":"sft"}""", steps: 100000, more: ",\"save_every\":1");
        using var process = _clone.Start("train", "long.json");
        SpinWait.SpinUntil(() => process.HasExited || Directory.Exists(_clone.PathOf("long")));
        Interrupt(process);
        var run = TestClone.Finish(process);
        Assert.Equal(ExitCode.Canceled, run.ExitCode);
        Assert.Matches(@"stopped after \d+ of 100000 steps; go on with --resume", run.Stderr);
        Assert.Single(Directory.GetDirectories(_clone.PathOf("long")));
        Assert.False(Directory.Exists(_clone.PathOf("long", "model")));
    }

    [Fact]
    public void CtrlCWritesTheScoresSoFar()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent by kill");
        Config("short.json", "micro", "short", """{"loss":"sft"}""", steps: 1);
        Succeeds("train", "short.json");
        // The row that is left out is reported when scoring begins.
        var row = File.ReadLines(_clone.PathOf("pairs.jsonl")).First();
        File.WriteAllLines(_clone.PathOf("many.jsonl"),
            Enumerable.Repeat(row, 20000).Prepend(row.Replace("0.png", "gone.png")));
        using var process = _clone.Start("score", "--model", "short/model", "--pairs", "many.jsonl", "--json");
        Assert.Contains("left out: pair p0", process.StandardError.ReadLine());
        Interrupt(process);
        var run = TestClone.Finish(process);
        Assert.Equal(ExitCode.Canceled, run.ExitCode);
        var scores = JsonNode.Parse(run.Stdout)!;
        var count = scores["ids"]!.AsArray().Count;
        Assert.InRange(count, 0, 19999);
        Assert.Equal(count, scores["views"]!["rejected_image"]!["policy"]!.AsArray().Count);
        Assert.Contains($"stopped after {count} of 20000 pairs", run.Stderr);
    }

    private void Interrupt(System.Diagnostics.Process process) => Assert.Equal(0,
        _clone.Shell("kill", "-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)).ExitCode);

    private void Paint(string name, int color)
    {
        var image = new RgbImage(32, 32);
        image.Fill(Colors[color].Color);
        ImageFile.Save(image, _clone.PathOf(name));
    }

    private void Config(string name, string model, string output, string loss, int steps, string more = "") =>
        File.WriteAllText(_clone.PathOf(name),
        $$"""{"model":"{{model}}","pairs":"pairs.jsonl","out":"{{output}}","loss":{{loss}},"steps":""" +
        $$"""{{steps}},"learning_rate":3e-3,"batch_size":16,"seed":1{{more}}}""");

    private string Succeeds(params string[] arguments)
    {
        var run = _clone.Run(arguments);
        Assert.True(run.ExitCode == ExitCode.Success, run.Stderr);
        return run.Stdout;
    }

    private void Fails(string message, params string[] arguments)
    {
        var run = _clone.Run(arguments);
        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Stdout));
        Assert.Contains(message, run.Stderr);
        Assert.Single(run.Stderr.TrimEnd('\n').Split('\n'));
    }
}
