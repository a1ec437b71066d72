using System.CommandLine;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ResearchKit.Cli.Commands;
using ResearchKit.Cli.Reproduction;

namespace ResearchKit.Cli.Tests;

/// <summary>What the README shows is run: its C# gives the numbers in its comments, its commands exist.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Root = Repository.TryFind(AppContext.BaseDirectory)!.Root;
    private static readonly string Readme = File.ReadAllText(Path.Combine(Root, "README.md"));

    [Fact]
    public void TheSnippetPrintsWhatItsCommentsSay()
    {
        var snippet = Blocks("csharp").Single();
        var expected = PrintedComment().Matches(snippet).Select(m => m.Groups[1].Value);
        using var clone = new TestClone();
        var run = clone.Notebook("01-readme", snippet).Run("run", "notebooks/01-readme.ipynb", "--out", "done.ipynb");
        Assert.True(run.ExitCode == ExitCode.Success, run.Stderr);
        var printed = JsonNode.Parse(clone.Read("done.ipynb"))!["cells"]![0]!["outputs"]![0]!["text"]!.AsArray();
        Assert.Equal(expected, printed.Select(line => ((string)line!).TrimEnd('\n')));
    }

    public static TheoryData<string> QuickCommands =>
        [.. Commands().Where(c => c.StartsWith("losses") || c == "doctor")];

    [Theory, MemberData(nameof(QuickCommands))]
    public void AQuickCommandSucceeds(string command)
    {
        var run = TestClone.RunWith(("NO_COLOR", "1"), Root, command.Split(' '));
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Stderr));
        Assert.NotEmpty(run.Stdout);
    }

    // Long commands are not run again here; the parser still checks their names, options and values.
    public static TheoryData<string> LongCommands =>
        [.. Commands()
            .Where(c => c.StartsWith("re") || c.StartsWith("run") || c.StartsWith("image") || c.StartsWith("pairs")
                || c.StartsWith("vision")
        || c.StartsWith("train") || c.StartsWith("score") || c.StartsWith("generate"))];

    [Theory, MemberData(nameof(LongCommands))]
    public void ALongCommandIsOneThatTheParserKnows(string command)
    {
        var root = new RootCommand { EngineOption.Create() };
        foreach (var known in CommandList.All()) root.Add(known);
        Assert.Empty(root.Parse(command.Split(' ')).Errors);
    }

    private static IEnumerable<string> Commands() => Blocks("sh").SelectMany(b => b.Split('\n'))
        .Where(line => line.StartsWith("researchkit "))
        .Select(line => line["researchkit ".Length..].Split('#')[0].Trim());

    private static IEnumerable<string> Blocks(string language) =>
        Regex.Matches(Readme, $"^```{language}\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)
        .Select(m => m.Groups[1].Value);

    [GeneratedRegex(@"Console\.WriteLine\(.*\); // (.+)$", RegexOptions.Multiline)]
    private static partial Regex PrintedComment();
}
