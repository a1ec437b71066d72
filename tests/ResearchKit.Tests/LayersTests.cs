using System.Text.RegularExpressions;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>
/// Dependencies between the library's folders point one way. A folder may use what stands before it in the list; a new
/// folder finds its place there.
/// </summary>
public sealed partial class LayersTests
{
    private static readonly string[] Order =
        ["Imaging", "Scenes", "Datasets", "Models", "Pairs", "Losses", "Training", "Benchmarks"];

    public static TheoryData<string> Folders => [.. Order];

    [Theory, MemberData(nameof(Folders))]
    public void AFolderUsesOnlyWhatStandsBeforeIt(string folder)
    {
        var files = Directory.GetFiles(Path.Combine(Library(), folder), "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        var wrong = files.SelectMany(file => Used().Matches(File.ReadAllText(file)).Select(used => used.Groups[1].Value)
            .Where(used => Array.IndexOf(Order, used) > Array.IndexOf(Order, folder))
            .Select(used => $"{Path.GetFileName(file)} uses {used}"));
        Assert.Empty(wrong);
    }

    [Fact]
    public void EveryFolderHasItsPlace() =>
        Assert.Equal(Order.Order(), Directory.GetDirectories(Library()).Select(folder => Path.GetFileName(folder)!)
            .Except(["bin", "obj"]).Order());

    private static string Library()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ResearchKit.sln"))) folder = folder.Parent;
        return Path.Combine(folder.FullName, "src", "ResearchKit");
    }

    [GeneratedRegex(@"\bResearchKit\.([A-Z]\w+)")]
    private static partial Regex Used();
}
