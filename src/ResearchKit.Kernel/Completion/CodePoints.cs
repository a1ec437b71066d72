namespace ResearchKit.Kernel.Completion;

/// <summary>Jupyter counts Unicode code points, .NET counts UTF-16 units; after an emoji they differ.</summary>
internal static class CodePoints
{
    /// <summary>The UTF-16 position of a cursor; -1, or beyond the text, is the end.</summary>
    public static int ToUtf16(string text, int codePoints)
    {
        if (codePoints < 0) return text.Length;
        var at = 0;
        for (var i = 0; i < codePoints && at < text.Length; i++) at += char.IsSurrogatePair(text, at) ? 2 : 1;
        return at;
    }

    /// <summary>The cursor of a UTF-16 position.</summary>
    public static int FromUtf16(string text, int position)
    {
        var points = 0;
        for (var at = 0; at < position; points++) at += char.IsSurrogatePair(text, at) ? 2 : 1;
        return points;
    }
}
