using System.Text.Json.Nodes;
using ResearchKit.Cli.Reproduction;

namespace ResearchKit.Cli.Tests;

/// <summary>
/// What the pages at the door show is run or parsed: the README's C# gives the numbers in its comments, its quick
/// commands succeed, all commands parse, and links lead somewhere.
/// </summary>
public sealed class ReadmeTests
{
    private static readonly string Root = Repository.TryFind(AppContext.BaseDirectory)!.Root;
    private static readonly string Readme = File.ReadAllText(Path.Combine(Root, "README.md"));

    public static TheoryData<string> Pages =>
        ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", .. Directory.GetFiles(Path.Combine(Root, "docs"), "*.md")
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))];

    [Fact]
    public void TheSnippetPrintsWhatItsCommentsSay()
    {
        var snippet = MarkdownCode.Blocks(Readme, "csharp").Single();
        Assert.NotEmpty(MarkdownCode.Printed(snippet));
        Assert.Equal(MarkdownCode.Printed(snippet), Run(snippet));
    }

    [Fact]
    public void AWrongCommentIsFound()
    {
        const string snippet = "Console.WriteLine(1 + 1); // 3\n";
        Assert.NotEqual(MarkdownCode.Printed(snippet), Run(snippet));
    }

    public static TheoryData<string> QuickCommands => [.. MarkdownCode.Commands(Readme)
        .Where(c => c.StartsWith("losses", StringComparison.Ordinal) || c == "doctor")];

    [Theory, MemberData(nameof(QuickCommands))]
    public void AQuickCommandSucceeds(string command)
    {
        var run = TestClone.RunWith(("NO_COLOR", "1"), Root, command.Split(' '));
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Stderr));
        Assert.NotEmpty(run.Stdout);
    }

    [Theory, MemberData(nameof(Pages))]
    public void APageShowsCommandsThatExistAndLinksThatLeadSomewhere(string page)
    {
        var path = Path.Combine(Root, page);
        var text = File.ReadAllText(path);
        Assert.Empty(MarkdownCode.Unparsable(text));
        Assert.Empty(MarkdownCode.UnknownNames(text));
        Assert.Empty(MarkdownCode.DeadLinks(text, Path.GetDirectoryName(path)!));
        Assert.Empty(MarkdownCode.DeadPaths(text, Root));
    }

    [Fact]
    public void EveryBlockOfTheReadmeIsLookedAt()
    {
        Assert.True(MarkdownCode.Commands(Readme).Count() > 15);
        Assert.Empty(MarkdownCode.Blocks(Readme, "bash").Concat(MarkdownCode.Blocks(Readme, "shell")));
    }

    // The test of the test: whatever the command's name, a slip in it is found.
    [Theory]
    [InlineData("researchkit reproduce --olny 02")]
    [InlineData("researchkit evaluate pope --answers a.json # a command of another name")]
    [InlineData("researchkit eval pope --answer a.json")]
    [InlineData("researchkit audit")]
    [InlineData("dotnet run --project src/ResearchKit.Cli -c Release -- reprodcue   # every notebook")]
    public void ACommandWithASlipIsFound(string line)
    {
        Assert.Single(MarkdownCode.Unparsable($"```sh\n{line}\n```\n"));
        Assert.Empty(MarkdownCode.Unparsable("```sh\nresearchkit audit data/a.csv # fine\n```\n"));
    }

    [Theory]
    [InlineData("Use `researchkit kernel instal`.", "kernel instal")]
    [InlineData("Use `researchkit labb` or `researchkit doctor`.", "labb")]
    [InlineData("`dotnet run --project src/ResearchKit.Cli -c Release -- kernle install`", "kernle install")]
    public void ANameOfNoCommandIsFound(string text, string name) =>
        Assert.Equal([name], MarkdownCode.UnknownNames(text));

    [Fact]
    public void ALinkToNowhereIsFound() =>
        Assert.Equal(["docs/none.md"], MarkdownCode.DeadLinks(
            "[a](README.md), [b](docs/none.md#part), [c](https://example.org/none.md)", Root));

    [Fact]
    public void APathOfNoFileIsFound() => Assert.Equal(["src/ResearchKit/Loss"], MarkdownCode.DeadPaths(
        "See `src/ResearchKit/Losses`, `src/ResearchKit/Loss` and `src/ResearchKit/Losses/<Name>Loss.cs`.", Root));

    private static IEnumerable<string> Run(string snippet)
    {
        using var clone = new TestClone();
        var run = clone.Notebook("01-readme", snippet).Run("run", "notebooks/01-readme.ipynb", "--out", "done.ipynb");
        Assert.True(run.ExitCode == ExitCode.Success, run.Stderr);
        var printed = JsonNode.Parse(clone.Read("done.ipynb"))!["cells"]![0]!["outputs"]![0]!["text"]!.AsArray();
        return printed.Select(line => ((string)line!).TrimEnd('\n'));
    }
}
