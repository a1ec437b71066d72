using System.Text.RegularExpressions;

namespace ResearchKit.Pairs.Inspection;

/// <summary>A stretch of text that both responses have, or one alone.</summary>
/// <param name="Text">Words with the space around them.</param>
/// <param name="Differs">Whether the other response lacks it.</param>
public readonly record struct TextSpan(string Text, bool Differs);

/// <summary>Which words of two responses differ: those outside a longest common subsequence of words.</summary>
public static partial class WordDifference
{
    // A table of this many cells takes 16 MB; beyond it, everything between the common beginning and end is marked.
    private const long MostCells = 4_000_000;

    /// <summary>Both texts in stretches; joined, each gives its text again.</summary>
    public static (IReadOnlyList<TextSpan> A, IReadOnlyList<TextSpan> B) Of(string a, string b)
    {
        string[] x = Words(a), y = Words(b);
        int start = 0, endX = x.Length, endY = y.Length;
        while (start < endX && start < endY && Same(x[start], y[start])) start++;
        while (endX > start && endY > start && Same(x[endX - 1], y[endY - 1])) (endX, endY) = (endX - 1, endY - 1);
        bool[] inX = Marks(x.Length, start, endX), inY = Marks(y.Length, start, endY);
        if ((long)(endX - start + 1) * (endY - start + 1) <= MostCells)
            KeepCommon(x.AsSpan(start..endX), y.AsSpan(start..endY), inX.AsSpan(start), inY.AsSpan(start));
        return (Spans(x, inX), Spans(y, inY));
    }

    private static string[] Words(string text) => [.. Word().Matches(text).Select(m => m.Value)];

    private static bool Same(string a, string b) => a.AsSpan().Trim().SequenceEqual(b.AsSpan().Trim());

    private static bool[] Marks(int length, int start, int end)
    {
        var marks = new bool[length];
        marks.AsSpan(start..end).Fill(true);
        return marks;
    }

    private static void KeepCommon(ReadOnlySpan<string> x, ReadOnlySpan<string> y, Span<bool> inX, Span<bool> inY)
    {
        var longest = new int[x.Length + 1, y.Length + 1]; // common words of the rests from i and j on
        for (var i = x.Length - 1; i >= 0; i--)
            for (var j = y.Length - 1; j >= 0; j--)
                longest[i, j] = Same(x[i], y[j]) ? longest[i + 1, j + 1] + 1
                    : Math.Max(longest[i + 1, j], longest[i, j + 1]);
        for (int i = 0, j = 0; i < x.Length && j < y.Length;)
            if (Same(x[i], y[j])) inX[i++] = inY[j++] = false;
            else if (longest[i + 1, j] >= longest[i, j + 1]) i++;
            else j++;
    }

    private static List<TextSpan> Spans(string[] words, bool[] marks)
    {
        var spans = new List<TextSpan>();
        for (int start = 0, end; start < words.Length; start = end)
        {
            for (end = start + 1; end < words.Length && marks[end] == marks[start];) end++;
            spans.Add(new(string.Concat(words[start..end]), marks[start]));
        }
        return spans;
    }

    // A word, or a single mark, with the space after it; space at the beginning is a word of its own.
    [GeneratedRegex(@"(?:[\p{L}\p{N}'’]+|[^\s])\s*|^\s+")]
    private static partial Regex Word();
}
