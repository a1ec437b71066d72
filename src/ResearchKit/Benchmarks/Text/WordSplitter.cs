namespace ResearchKit.Benchmarks.Text;

/// <summary>
/// Splits a text into words: runs of letters and digits with hyphens and apostrophes inside. <c>dog's</c> gives
/// <c>dog</c>. NLTK's tokenizer, which the official scripts use, gives the same words and punctuation besides, except
/// that it does not split <c>cat/dog</c> or <c>cat.The</c>.
/// </summary>
internal static class WordSplitter
{
    /// <summary>The next word, as a range of the text; false if there is none.</summary>
    public static bool Next(ReadOnlySpan<char> text, ref int position, out Range word)
    {
        while (position < text.Length && !char.IsLetterOrDigit(text[position])) position++;
        var start = position;
        while (position < text.Length && (char.IsLetterOrDigit(text[position]) || Inside(text, position))) position++;
        var end = position;
        if (end - start > 2 && text[end - 1] is 's' or 'S' && text[end - 2] is '\'' or '’') end -= 2;
        word = start..end;
        return end > start;
    }

    /// <summary>The number of words between blanks.</summary>
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        var inside = false;
        foreach (var c in text)
        {
            var blank = char.IsWhiteSpace(c);
            if (!blank && !inside) count++;
            inside = !blank;
        }
        return count;
    }

    private static bool Inside(ReadOnlySpan<char> text, int at) =>
        text[at] is '-' or '\'' or '’' && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]);
}
