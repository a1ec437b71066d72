using System.Text.Json.Nodes;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Kernel.Completion;

/// <summary>Completes <c>#!</c> magics, <c>#r</c> and the paths behind them.</summary>
internal static class DirectiveCompletion
{
    public static JsonObject Reply(string code, int position)
    {
        var line = CodeAt.LineBefore(code, position);
        var trimmed = line.TrimStart();
        var word = trimmed.Contains(' ', StringComparison.Ordinal) ? null : trimmed;
        var end = CodePoints.FromUtf16(code, position);
        if (word is not null)
        {
            var start = CodePoints.FromUtf16(code, position - word.Length);
            return Intellisense.Reply(
                Directives.Names.Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                .Select(name => (name, "magic")),
                start, end);
        }

        var typed = line[(line.LastIndexOfAny([' ', '"', '/', '\\']) + 1)..];
        return Intellisense.Reply(Paths(line, typed), CodePoints.FromUtf16(code, position - typed.Length), end);
    }

    private static IEnumerable<(string Text, string Type)> Paths(string line, string typed)
    {
        var argument = line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..].TrimStart().TrimStart('"');
        if (argument.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase)) return [];
        var folder = Path.Combine(Directory.GetCurrentDirectory(), argument[..^typed.Length]);
        if (!Directory.Exists(folder)) return [];
        try
        {
            return
            [
                .. new DirectoryInfo(folder).EnumerateFileSystemInfos(typed + "*")
                    .Where(entry => entry is DirectoryInfo || Path.GetExtension(entry.Name)
                        is ".dll" or ".csproj" or ".cs" or ".csx" or ".ipynb" or ".dib" or ".nupkg")
                    .Select(entry => (entry is DirectoryInfo ? entry.Name + "/" : entry.Name, "path"))
                    .Order(),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }
}
