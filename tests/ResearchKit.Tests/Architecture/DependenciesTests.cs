using System.Text.RegularExpressions;

namespace ResearchKit.Tests.Architecture;

/// <summary>docs/dependencies.md names every package of the repository, in the version that is restored.</summary>
public sealed partial class DependenciesTests
{
    [Fact]
    public void EveryPackageStandsOnThePageInItsVersion() =>
        Assert.Empty(Missing(File.ReadAllText(SourceFolder.Of("docs/dependencies.md")),
            File.ReadAllText(SourceFolder.Of("Directory.Packages.props"))));

    // The test of the test.
    [Theory]
    [InlineData("| Deedle | 8.1.0 |", "")]
    [InlineData("| Deedle | 8.1.1 |", "Deedle 8.1.0")]
    [InlineData("| Parquet.Net | 8.1.0 |", "Deedle 8.1.0")]
    [InlineData("| Deedle | 18.1.0 |", "Deedle 8.1.0")]
    public void APackageOfAnotherVersionIsFound(string page, string missing) => Assert.Equal(missing,
        string.Join(", ", Missing(page, """<PackageVersion Include="Deedle" Version="8.1.0" />""")));

    /// <summary>A row may speak of a family by its first name, and of several packages with their versions in
    /// order.</summary>
    private static IEnumerable<string> Missing(string page, string props)
    {
        var rows = page.Split('\n').Where(l => l.StartsWith('|')).Select(l => l.Split('|')).Where(c => c.Length > 3)
            .Select(c => (Names: c[1], Versions: Number().Matches(c[2]).Select(m => m.Value).ToArray())).ToArray();
        return Package().Matches(props).Select(m => (Name: m.Groups[1].Value, Version: m.Groups[2].Value))
            .Where(p => !rows.Any(r => r.Versions.Contains(p.Version) && Names(r.Names, p.Name)))
            .Select(p => $"{p.Name} {p.Version}");
    }

    // "Microsoft.CodeAnalysis (Scripting, Features)" and "Microsoft.CodeAnalysis, .Scripting" name the members.
    private static bool Names(string row, string package) =>
        Word().Matches(row).Any(w => package == w.Value || package.StartsWith(w.Value + ".", StringComparison.Ordinal));

    [GeneratedRegex("""<PackageVersion Include="([^"]+)" Version="([^"]+)" />""")]
    private static partial Regex Package();

    [GeneratedRegex(@"\d[\w.-]*")]
    private static partial Regex Number();

    [GeneratedRegex(@"[\w.]+")]
    private static partial Regex Word();
}
