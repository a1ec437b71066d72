using System.CommandLine;
using System.Text.RegularExpressions;
using ResearchKit.Cli.Commands;

namespace ResearchKit.Cli.Tests;

/// <summary>What a page in Markdown shows of code and commands, and what is wrong with it.</summary>
internal static partial class MarkdownCode
{
    private const string Program = "dotnet run --project src/ResearchKit.Cli -c Release --";

    /// <summary>The blocks of a language.</summary>
    public static IEnumerable<string> Blocks(string page, string language) =>
        Regex.Matches(page, $"^```{language}\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)
        .Select(m => m.Groups[1].Value);

    /// <summary>The commands of its <c>sh</c> blocks, without <c>researchkit</c> and comments.</summary>
    public static IEnumerable<string> Commands(string page) => Blocks(page, "sh").SelectMany(b => b.Split('\n'))
        .Select(line => line.Replace(Program, "researchkit").Split(" # ")[0].Split(" > ")[0].Trim())
        .Where(line => line.StartsWith("researchkit ", StringComparison.Ordinal))
        .Select(line => line["researchkit ".Length..]);

    /// <summary>Lines that our parser does not take; none of the commands is run.</summary>
    public static IEnumerable<string> Unparsable(string page)
    {
        var root = new RootCommand { EngineOption.Create() };
        foreach (var known in CommandList.All()) root.Add(known);
        return Commands(page).Where(command => root.Parse(Words(command)).Errors.Count > 0);
    }

    /// <summary>Names of commands in running text, such as <c>`researchkit kernel install`</c>, that do not
    /// exist.</summary>
    public static IEnumerable<string> UnknownNames(string page) =>
        InText().Matches(page).Select(m => m.Groups[1].Value.Trim())
        .Where(words => words.Length > 0 && !IsKnown([.. CommandList.All()], words.Split(' ')));

    /// <summary>Links to files that are not there.</summary>
    /// <param name="page">The page.</param>
    /// <param name="folder">Where the page is.</param>
    public static IEnumerable<string> DeadLinks(string page, string folder) =>
        Link().Matches(page).Select(m => m.Groups[1].Value).Where(target => !target.Contains("://"))
        .Select(target => target.Split('#')[0])
        .Where(target => target.Length > 0 && !Path.Exists(Path.Combine(folder, target)));

    /// <summary>Paths of the repository in running text, such as <c>`src/ResearchKit/Losses`</c>, that are not
    /// there.</summary>
    public static IEnumerable<string> DeadPaths(string page, string root) =>
        PathInText().Matches(page).Select(m => m.Groups[1].Value).Where(path => !Path.Exists(Path.Combine(root, path)));

    /// <summary>What the comments of a snippet say that its lines print.</summary>
    public static IEnumerable<string> Printed(string snippet) =>
        PrintedComment().Matches(snippet).Select(m => m.Groups[1].Value);

    private static string[] Words(string command) =>
        [.. Word().Matches(command).Select(m => m.Value.Trim('"'))];

    // Words after the last command are its arguments.
    private static bool IsKnown(IReadOnlyList<Command> commands, ReadOnlySpan<string> words)
    {
        if (words.IsEmpty || commands.Count == 0) return true;
        foreach (var command in commands)
            if (command.Name == words[0] || command.Aliases.Contains(words[0]))
                return IsKnown([.. command.Subcommands], words[1..]);
        return false;
    }

    [GeneratedRegex(@"""[^""]*""|\S+")]
    private static partial Regex Word();

    [GeneratedRegex(@"`(?:researchkit|dotnet run --project src/ResearchKit\.Cli -c Release --)((?: [a-z][a-z-]*)+)")]
    private static partial Regex InText();

    [GeneratedRegex(@"`((?:src|tests|docs|data|environment|notebooks)/[\w./-]+)`")]
    private static partial Regex PathInText();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"Console\.WriteLine\(.*\); // (.+)$", RegexOptions.Multiline)]
    private static partial Regex PrintedComment();
}
