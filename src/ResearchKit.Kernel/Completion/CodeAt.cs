using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Kernel.Completion;

/// <summary>
/// A cell as an editor sees it: lines that are directives, and parts in other languages, become spaces, so that
/// positions stay what they are.
/// </summary>
internal static class CodeAt
{
    /// <summary>The C# around a position; null where the position is in a directive or in another language.</summary>
    public static string? Csharp(string cell, int position)
    {
        var lines = cell.Split('\n');
        var inCsharp = true;
        var start = 0;
        string? at = null;
        for (var i = 0; i < lines.Length; i++)
        {
            var end = start + lines[i].Length;
            var trimmed = lines[i].TrimStart();
            var directive = trimmed.StartsWith("#!", StringComparison.Ordinal)
                || trimmed.StartsWith("#r", StringComparison.Ordinal)
                || trimmed.StartsWith("#i ", StringComparison.Ordinal)
                || trimmed.StartsWith("#load", StringComparison.Ordinal);
            if (CellText.LanguageOf(lines[i]) is { } language) inCsharp = language == "csharp";
            if (directive || !inCsharp) lines[i] = new string(' ', lines[i].Length);
            else if (position >= start && position <= end) at = "";
            start = end + 1;
        }

        return at is null ? null : string.Join('\n', lines);
    }

    /// <summary>The line on which a position stands, up to it.</summary>
    public static string LineBefore(string cell, int position)
    {
        var start = position == 0 ? 0 : cell.LastIndexOf('\n', position - 1) + 1;
        return cell[start..position];
    }
}
