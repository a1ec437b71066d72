using System.Text.RegularExpressions;

namespace ResearchKit.Recipes;

/// <summary>The page shows code that is compiled: each block says from which file it is, and stands in it.</summary>
public sealed partial class ContributingTests
{
    private static readonly string Root = FindRoot();

    private static readonly string Page = File.ReadAllText(Path.Combine(Root, "CONTRIBUTING.md"));

    [Fact]
    public void EveryBlockOfCSharpStandsInTheFileThatItNames()
    {
        Assert.Equal(Regex.Count(Page, "^```csharp", RegexOptions.Multiline), Block().Count(Page));
        Assert.Empty(Foreign(Page));
    }

    [Fact]
    public void ABlockThatIsNotInItsFileIsFound() =>
        Assert.Equal(["tests/ResearchKit.Recipes.Tests/HingeFigure.cs"],
            Foreign("<!-- from tests/ResearchKit.Recipes.Tests/HingeFigure.cs -->\n```csharp\nint nowhere;\n```\n"));

    [Fact]
    public void EveryPathOnThePageIsThere()
    {
        var paths = PathName().Matches(Page).Select(m => m.Groups[1].Value).Where(p => !p.Contains('<')).Distinct();
        Assert.NotEmpty(paths);
        Assert.All(paths, p => Assert.True(Path.Exists(Path.Combine(Root, p)), p));
    }

    private static IEnumerable<string> Foreign(string page) => Block().Matches(page)
        .Where(m => !File.ReadAllText(Path.Combine(Root, m.Groups[1].Value)).Contains(m.Groups[2].Value))
        .Select(m => m.Groups[1].Value);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ResearchKit.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    [GeneratedRegex("^<!-- from (\\S+) -->\n```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"`((?:src|tests|data|docs|notebooks|environment)/[^`*\s]*)")]
    private static partial Regex PathName();
}
