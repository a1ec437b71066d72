namespace ResearchKit.Notebooks.Tests.EngineSwap;

/// <summary>Full names as the lists spell them: <c>TorchSharp.torch.nn.Module&lt;T, TResult&gt;</c>.</summary>
internal static class TypeName
{
    /// <summary>The parts between dots, type arguments with the part they belong to.</summary>
    public static IReadOnlyList<string> Parts(string name)
    {
        var parts = new List<string>();
        int start = 0, depth = 0;
        for (int i = 0; i <= name.Length; i++)
        {
            if (i < name.Length && name[i] is '<' or '(') depth++;
            else if (i < name.Length && name[i] is '>' or ')') depth--;
            if (i < name.Length && (name[i] != '.' || depth > 0)) continue;
            parts.Add(name[start..i]);
            start = i + 1;
        }
        return parts;
    }

    /// <summary>A part as metadata has it: <c>Module`2</c>.</summary>
    public static string Key(string part) =>
        part.IndexOf('<') is >= 0 and var open ? $"{part[..open]}`{Arguments(part).Count}" : part;

    /// <summary>What stands between a part's outermost angle brackets.</summary>
    public static IReadOnlyList<string> Arguments(string part) =>
        SplitAtCommas(part[(part.IndexOf('<') + 1)..part.LastIndexOf('>')]);

    /// <summary>Splits at the commas that no bracket encloses.</summary>
    public static IReadOnlyList<string> SplitAtCommas(string text)
    {
        var parts = new List<string>();
        int start = 0, depth = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] is '<' or '(' or '[') depth++;
            else if (i < text.Length && text[i] is '>' or ')' or ']') depth--;
            if (i < text.Length && (text[i] != ',' || depth > 0)) continue;
            parts.Add(text[start..i].Trim());
            start = i + 1;
        }
        return parts;
    }

    /// <summary>Every name in the text that begins with <paramref name="root"/> and a dot, those among type arguments
    /// too, and where it is.</summary>
    public static IEnumerable<(string Name, int At)> Mentioned(string text, string root)
    {
        for (int at = text.IndexOf(root + ".", StringComparison.Ordinal); at >= 0; at =
            text.IndexOf(root + ".", at + 1, StringComparison.Ordinal))
        {
            int end = at, depth = 0;
            while (end < text.Length
                && (depth > 0 || char.IsLetterOrDigit(text[end]) || text[end] is '_' or '.' or '<' or '>'))
            {
                if (text[end] == '<') depth++;
                else if (text[end] == '>' && --depth < 0) break;
                end++;
            }
            yield return (text[at..end], at);
        }
    }
}
