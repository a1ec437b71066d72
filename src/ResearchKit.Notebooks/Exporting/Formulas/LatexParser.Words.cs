namespace ResearchKit.Notebooks.Exporting.Formulas;

// What a formula is written in: names, braces, letters and space.
internal sealed partial class LatexParser
{
    /// <summary>The text of a group as it is written.</summary>
    private string Braced()
    {
        SkipSpace();
        if (_at < text.Length && text[_at] is not ('{' or '\\')) return text[_at++].ToString();
        if (_at < text.Length && text[_at] == '\\')
        {
            var name = Name();
            return LatexSymbols.Identifiers.GetValueOrDefault(name)
                ?? LatexSymbols.Operators.GetValueOrDefault(name, name);
        }

        Expect("{");
        var (start, depth) = (_at, 1);
        for (; _at < text.Length; _at++)
        {
            if (text[_at] == '\\') _at++;
            else if (text[_at] == '{') depth++;
            else if (text[_at] == '}' && --depth == 0) return Plain(text[start.._at++]);
        }

        throw new FormatException("a { does not close");
    }

    /// <summary>The letters up to the next command, which an old font command such as <c>\rm</c> holds for.</summary>
    private string Letters()
    {
        SkipSpace();
        var start = _at;
        while (_at < text.Length && char.IsLetterOrDigit(text[_at])) _at++;
        return text[start.._at];
    }

    /// <summary>Inside text a command is a symbol or an escaped character.</summary>
    private static string Plain(string inside)
    {
        foreach (var escaped in "_%&#${}") inside = inside.Replace($@"\{escaped}", escaped.ToString());
        foreach (var (name, letter) in LatexSymbols.Identifiers.OrderByDescending(pair => pair.Key.Length))
            inside = inside.Replace($@"\{name}", letter);
        return inside.Replace(@"\,", "\u2009").Replace(@"\ ", " ").Replace("~", "\u00a0");
    }

    private string Name()
    {
        Expect(@"\");
        var start = _at;
        while (_at < text.Length && char.IsAsciiLetter(text[_at])) _at++;
        if (_at == start && _at < text.Length) _at++;
        return text[start.._at];
    }

    private void SkipSpace()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
    }

    private bool StartsWith(string word) => text.AsSpan(_at).StartsWith(word);

    private bool Take(string word)
    {
        SkipSpace();
        if (!StartsWith(word)) return false;
        // \limits is no beginning of another command.
        if (word.Length > 2 && _at + word.Length < text.Length && char.IsAsciiLetter(text[_at + word.Length]))
            return false;
        _at += word.Length;
        return true;
    }

    private void Expect(string word)
    {
        SkipSpace();
        if (!StartsWith(word)) throw new FormatException($"{word} is missing");
        _at += word.Length;
    }
}
