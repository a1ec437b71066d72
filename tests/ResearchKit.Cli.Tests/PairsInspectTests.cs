using ResearchKit.Cli.Reproduction;

namespace ResearchKit.Cli.Tests;

public sealed class PairsInspectTests : IDisposable
{
    private static readonly string Samples =
        Path.Combine(Repository.TryFind(AppContext.BaseDirectory)!.Root, "data", "samples");
    private readonly TestClone _clone = new();

    public void Dispose() => _clone.Dispose();

    [Fact]
    public void AFolderGetsItsPage()
    {
        Assert.Equal(ExitCode.Success,
            _clone.Run("pairs", "build", "--scenes", "4", "--stages", "oracle", "--out", "pairs").ExitCode);
        var run = _clone.Run("pairs", "inspect", "pairs", "--limit", "2");
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Stderr));
        Assert.Matches(@"^pairs/pairs\.html: 2 of \d pairs\n$", run.Stdout);
        Assert.Contains("<title>pairs: preference pairs</title>", _clone.Read("pairs", "pairs.html"));
    }

    [Fact]
    public void AxeFindsNothingSeriousWideOrNarrowLightOrDark()
    {
        Browser.SkipWithout();
        _clone.Run("pairs", "build", "--scenes", "3", "--stages", "oracle", "--out", "pairs");
        _clone.Run("pairs", "inspect", "pairs");
        using var browser = new Browser();
        foreach (var (width, height, dark) in new[] { (1280, 900, false), (390, 844, true) })
        {
            browser.Show(width, height, dark);
            browser.Open(new Uri(_clone.PathOf("pairs", "pairs.html")).AbsoluteUri);
            browser.Run("document.querySelectorAll('details').forEach(d => d.open = true)");
            var faults = Axe.Faults(browser);
            browser.Screenshot($"pairs-{width}");
            Assert.True(faults.Count == 0, $"at {width}: {string.Join('\n', faults)}");
            var room = browser.Run("return [innerWidth, document.documentElement.scrollWidth]")!.AsArray();
            Assert.True((int)room[1]! <= (int)room[0]!, $"{room[1]} wide on a screen of {room[0]}");
        }
    }

    [Theory]
    [InlineData("pairs.rlaif-v.jsonl")]
    [InlineData("pairs.llava.json")]
    [InlineData("pairs.trl.jsonl")]
    public void AFileOfAnyFormatFindsItsImages(string name)
    {
        var run =
            _clone.Run("pairs", "inspect", Path.Combine(Samples, name), "--images", Path.Combine(Samples, "images"),
                "--out", "x.html");
        Assert.Equal((ExitCode.Success, "x.html: 3 of 3 pairs\n"), (run.ExitCode, run.Stdout));
        Assert.Equal(4, _clone.Read("x.html").Split("data:image/png").Length);
    }

    [Theory]
    [InlineData("error: gone: there is no such file or folder.\n", "gone")]
    [InlineData("error: notebooks: there is no pairs.jsonl in it; if a build was stopped there, run it again to its " +
    "end.\n", "notebooks")]
    [InlineData("error: --limit 0: at least one pair.\n", "notebooks", "--limit", "0")]
    [InlineData("error: --images gone: there is no such folder.\n", "notebooks", "--images", "gone")]
    [InlineData("error: odd.jsonl: the fields text belong to none of the formats researchkit, rlaif-v, rlhf-v, " +
    "llava, trl, llama-factory, alpaca\n", "odd.jsonl")]
    public void AMistakeIsOneMessage(string message, params string[] arguments)
    {
        File.WriteAllText(_clone.PathOf("odd.jsonl"), "{\"text\":1}");
        var run = _clone.Run(["pairs", "inspect", .. arguments]);
        Assert.Equal((ExitCode.Usage, "", message), (run.ExitCode, run.Stdout, run.Stderr));
    }
}
