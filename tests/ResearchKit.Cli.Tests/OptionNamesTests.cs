using System.CommandLine;
using System.Text.RegularExpressions;
using ResearchKit.Cli.Reproduction;

namespace ResearchKit.Cli.Tests;

/// <summary>
/// Libraries name settings, and commands map them to options: no option's name is in a string or a comment of a
/// project other than the command's.
/// </summary>
public sealed partial class OptionNamesTests
{
    private static readonly string Source =
        Path.Combine(Repository.TryFind(AppContext.BaseDirectory)!.Root, "src");

    // Options of other programs that a library starts or names; ours of the same name are not meant there.
    private static readonly (string File, string Option)[] Foreign = [("NotebookReader.cs", "--to")];

    [Fact]
    public void NoLibraryNamesAnOption()
    {
        var options = All().ToHashSet();
        Assert.True(options.Count > 60);
        var files = Directory.GetDirectories(Source).Where(IsLibrary)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj")).ToList();
        Assert.True(files.Count > 700);
        Assert.Empty(files.SelectMany(file => Named(File.ReadAllText(file), options)
            .Where(option => !Foreign.Contains((Path.GetFileName(file), option)))
            .Select(option => $"{Path.GetRelativePath(Source, file)}: {option}")));
    }

    // The test of the test.
    [Theory]
    [InlineData("throw new Exception(\"give it with --answers FILE\");", "--answers")]
    [InlineData("/// <param name=\"x\">What <c>--strict</c> says.</param>", "--strict")]
    [InlineData("const string Key = \"--threads\";", "--threads")]
    [InlineData("i--threads; // --of-no-command, --answers-not", null)]
    public void AnOptionIsFoundWhereverItStands(string line, string? option) =>
        Assert.Equal(option is null ? [] : [option], Named(line, All().ToHashSet()));

    private static bool IsLibrary(string folder) => Path.GetFileName(folder) != "ResearchKit.Cli";

    private static IEnumerable<string> Named(string text, HashSet<string> options) =>
        OptionName().Matches(text).Select(m => m.Value).Where(options.Contains).Distinct();

    private static IEnumerable<string> All() => CommandList.All().SelectMany(Below).SelectMany(c => c.Options)
        .Append(Commands.EngineOption.Create()).Select(o => o.Name)
        .Where(name => name.StartsWith("--", StringComparison.Ordinal));

    private static IEnumerable<Command> Below(Command command) =>
        command.Subcommands.SelectMany(Below).Prepend(command);

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z0-9-]*")]
    private static partial Regex OptionName();
}
