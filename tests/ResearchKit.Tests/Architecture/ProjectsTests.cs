using System.Text.RegularExpressions;

namespace ResearchKit.Tests.Architecture;

/// <summary>The table of layers in ARCHITECTURE.md has every project, and each uses only those below it.</summary>
public sealed partial class ProjectsTests
{
    [Fact]
    public void EveryProjectStandsInTheTableAndUsesOnlyThoseBelowIt() =>
        Assert.Empty(Problems(File.ReadAllText(SourceFolder.Of("ARCHITECTURE.md")),
            Directory.EnumerateFiles(SourceFolder.Of("src"), "*.csproj", SearchOption.AllDirectories)
                .ToDictionary(file => Path.GetFileNameWithoutExtension(file)!, File.ReadAllText)));

    // The test of the test.
    [Theory]
    [InlineData("Lab", "Lab is not in the table")]
    [InlineData("Upper", "")]
    [InlineData("Upper.Reports", "")]
    [InlineData("Lower", "Lower uses Upper")]
    public void AProjectThatIsUnknownOrUsesAnUpperOneIsFound(string name, string problem)
    {
        const string table = "| `Upper` | a |\n| `Upper.*` | b |\n| `Lower` | c |\n";
        var used = name == "Lower" ? "Upper" : "Lower";
        Assert.Equal(problem, string.Join('\n', Problems(table,
            new() { [name] = $"<ProjectReference Include=\"..\\{used}\\{used}.csproj\" />" })));
    }

    private static IEnumerable<string> Problems(string page, Dictionary<string, string> projects)
    {
        string[] rows = [.. Row().Matches(page).Select(m => m.Groups[1].Value)];
        foreach (var (name, text) in projects)
        {
            if (Place(name) < 0) yield return $"{name} is not in the table";
            else
                foreach (var used in Reference().Matches(text).Select(m => m.Groups[1].Value))
                    if (Place(used) <= Place(name)) yield return $"{name} uses {used}";
        }

        int Place(string name) => Array.FindIndex(rows, row =>
            row == name || row.EndsWith(".*", StringComparison.Ordinal)
            && name.StartsWith(row[..^1], StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^\| `([\w.*]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"<ProjectReference\s+Include=""[^""]*?([\w.]+)\.csproj""")]
    private static partial Regex Reference();
}
