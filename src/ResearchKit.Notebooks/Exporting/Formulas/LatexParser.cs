using System.Xml.Linq;

namespace ResearchKit.Notebooks.Exporting.Formulas;

/// <summary>
/// Reads a formula as papers write them: symbols, fractions, roots, scripts, accents, delimiters that grow, matrices,
/// cases and aligned lines. A command that it does not know is shown as it is written.
/// </summary>
internal sealed partial class LatexParser(string text)
{
    private static readonly XNamespace MathMl = "http://www.w3.org/1998/Math/MathML";
    private int _at;

    /// <summary>The formula as one row of MathML.</summary>
    /// <exception cref="FormatException">A brace or an environment does not close.</exception>
    public XElement Parse()
    {
        var row = Lines("");
        return _at < text.Length ? throw new FormatException($"unexpected {text[_at..]}") : row;
    }

    public static XElement Element(string name, params object?[] content) => new(MathMl + name, content);

    private static XElement Operator(string symbol, params object?[] attributes) =>
        Element("mo", [.. attributes, symbol]);

    /// <summary>Rows of cells up to the end, as a table if there is more than one.</summary>
    private XElement Lines(string environment)
    {
        var rows = new List<List<XElement>> { new() };
        while (true)
        {
            rows[^1].Add(Row());
            if (Take("&")) continue;
            if (!Take(@"\\")) break;
            rows.Add([]);
        }

        if (rows.Count > 1 && rows[^1] is [{ HasElements: false }]) rows.RemoveAt(rows.Count - 1);
        if (rows is [[var only]] && environment is "" or "equation") return rows[0][0];
        // Columns of aligned lines meet at their relation; those of cases begin at the left.
        var align = environment is "cases" ? "left" : null;
        return Element("mtable",
            align is null ? null : new XAttribute("columnalign", align),
            environment.Contains("align", StringComparison.Ordinal) || environment is "" or "split"
                ? new XAttribute("displaystyle", "true") : null,
            rows.Select(cells => Element("mtr", cells.Select((cell, i) => Element("mtd",
                Style(environment, i), cell)))));
    }

    private static XAttribute? Style(string environment, int column) =>
        environment.Contains("align", StringComparison.Ordinal) || environment is "split"
            ? new XAttribute("style", column % 2 == 0 ? "text-align: right; padding-right: 0"
                : "text-align: left; padding-left: 0")
            : environment == "cases" ? new XAttribute("style", "text-align: left") : null;

    /// <summary>Atoms up to what ends a group.</summary>
    private XElement Row()
    {
        var row = Element("mrow");
        while (_at < text.Length && !Ends())
        {
            if (Atom() is not { } atom) continue;
            Space(atom, row.Elements().LastOrDefault());
            row.Add(Scripts(atom));
        }

        return row;
    }

    /// <summary>A sign after an operator or at the beginning is no difference; a function stands off a
    /// factor.</summary>
    private static void Space(XElement atom, XElement? before)
    {
        var beginning = before is null
            || (before.Name.LocalName == "mo" && before.Value is not (")" or "]" or "}" or "|" or "‖"));
        if (atom.Name.LocalName != "mo") return;
        if (beginning && atom.Value is ("−" or "+" or "±" or "∓")) atom.SetAttributeValue("form", "prefix");
        else if (atom.Attribute("lspace") is { } space && !beginning) space.Value = "0.1667em";
    }

    private bool Ends()
    {
        SkipSpace();
        return _at >= text.Length || text[_at] is '}' or '&'
            || StartsWith(@"\\") || StartsWith(@"\right") && !StartsWith(@"\rightarrow") || StartsWith(@"\end");
    }

    private XElement? Atom()
    {
        SkipSpace();
        if (_at >= text.Length) throw new FormatException("something is missing at the end");
        var c = text[_at];
        switch (c)
        {
            case '{':
                return Group();
            case '\\':
                return Command();
            case '^' or '_':
                return Element("mrow");
            case '~':
                _at++;
                return Element("mspace", new XAttribute("width", "0.25em"));
        }

        if (char.IsAsciiDigit(c)) return Element("mn", Number());
        _at++;
        if (char.IsLetter(c)) return Element("mi", c.ToString());
        if (char.IsHighSurrogate(c) && _at < text.Length) return Element("mi", $"{c}{text[_at++]}");
        return c is '(' or ')' or '[' or ']' or '|'
            ? Operator(c.ToString(), new XAttribute("stretchy", "false"))
            : c == '/' ? Operator("/", new XAttribute("lspace", "0"), new XAttribute("rspace", "0"))
            : Operator(c switch { '-' => "−", '*' => "∗", '\'' => "′", _ => c.ToString() });
    }

    private string Number()
    {
        var start = _at;
        while (_at < text.Length && (char.IsAsciiDigit(text[_at])
            || (text[_at] is '.' or ',' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1])
                && text[_at] is '.'))) _at++;
        return text[start.._at];
    }

    private XElement Scripts(XElement atom)
    {
        XElement? below = null, above = null;
        while (true)
        {
            SkipSpace();
            if (Take(@"\limits") || Take(@"\nolimits")) continue;
            if (below is null && Take("_")) below = Argument();
            else if (above is null && Take("^")) above = Argument();
            else if (above is null && _at < text.Length && text[_at] == '\'')
            {
                var primes = "";
                while (Take("'")) primes += "′";
                above = Operator(primes);
                if (Take("^")) above = Element("mrow", above, Argument());
            }
            else break;
        }

        if (below is null && above is null) return atom;
        var stacked = atom.Attribute("movablelimits") is not null || atom.Name.LocalName is "munder" or "mover"
            && atom.Attribute("class") is not null;
        return (below, above, stacked) switch
        {
            (_, null, false) => Element("msub", atom, below),
            (null, _, false) => Element("msup", atom, above),
            (_, _, false) => Element("msubsup", atom, below, above),
            (_, null, _) => Element("munder", atom, below),
            (null, _, _) => Element("mover", atom, above),
            _ => Element("munderover", atom, below, above),
        };
    }

    /// <summary>A group, or one symbol.</summary>
    private XElement Argument() => Atom() ?? Element("mrow");

    private XElement Group()
    {
        Expect("{");
        var row = Row();
        Expect("}");
        return row.Elements().Count() == 1 ? row.Elements().Single() : row;
    }

    private XElement? Command()
    {
        var name = Name();
        if (LatexSymbols.Identifiers.TryGetValue(name, out var letter))
            return Element("mi", char.IsUpper(letter, 0) ? new XAttribute("mathvariant", "normal") : null, letter);
        if (LatexSymbols.Operators.TryGetValue(name, out var symbol))
            return Operator(symbol, new XAttribute("stretchy", "false"));
        if (LatexSymbols.WithLimits.TryGetValue(name, out var limits))
            return Operator(limits, new XAttribute("movablelimits", "true"), Named(limits));
        if (LatexSymbols.Integrals.TryGetValue(name, out var integral)) return Operator(integral);
        if (LatexSymbols.Functions.Contains(name)) return Operator(name, Named(name));
        if (LatexSymbols.Spaces.TryGetValue(name, out var width))
            return Element("mspace", new XAttribute("width", width));
        if (LatexSymbols.Accents.TryGetValue(name, out var accent)) return Accent("mover", accent, name);
        if (LatexSymbols.Underlines.TryGetValue(name, out var line)) return Accent("munder", line, name);
        if (MathAlphabet.Is(name)) return Element("mi", MathAlphabet.Set(name, Braced()));
        return name switch
        {
            "frac" or "dfrac" or "tfrac" or "cfrac" => Element("mfrac", Argument(), Argument()),
            "binom" => Element("mrow", Operator("("),
                Element("mfrac", new XAttribute("linethickness", "0"), Argument(), Argument()), Operator(")")),
            "sqrt" => Root(),
            "text" or "textrm" or "mbox" or "textit" or "textbf" or "texttt" =>
                Element("mtext", Braced() is var words && words.Trim().Length == words.Length ? words
                    // Spaces at the ends are not shown otherwise.
                    : words.Replace(' ', '\u00a0')),
            "mathrm" or "mathsf" or "mathit" or "mathtt" => Element("mi", new XAttribute("mathvariant", "normal"),
                Braced()),
            "operatorname" => Operator(Braced() is var word ? word : "", Named(word),
                Take("*") ? new XAttribute("movablelimits", "true") : null),
            "rm" or "sf" or "tt" => Element("mi", new XAttribute("mathvariant", "normal"), Letters()),
            "bf" => Element("mi", MathAlphabet.Set("mathbf", Letters())),
            "cal" => Element("mi", MathAlphabet.Set("mathcal", Letters())),
            "left" => Fenced(),
            "big" or "Big" or "bigg" or "Bigg" or "bigl" or "bigr" or "Bigl" or "Bigr" or "biggl" or "biggr" or "Biggl"
                or "Biggr" or "bigm" or "middle" => Sized(name),
            "begin" => Environment(),
            "overset" or "stackrel" => Reversed("mover"),
            "underset" => Reversed("munder"),
            "not" => Operator(Argument().Value + "\u0338"),
            "substack" => Substack(),
            "displaystyle" or "textstyle" or "scriptstyle" or "limits" or "nolimits" or "nonumber" or "notag" => null,
            "label" => Braced() is null ? null : null,
            "tag" => Element("mtext", $"  ({Braced()})"),
            _ => Element("mtext", $@"\{name}"),
        };
    }

    // A name of several letters is followed by a thin space, a symbol by what the browser knows of it.
    private static IEnumerable<XAttribute> Named(string name) => name.Length > 0 && char.IsAsciiLetter(name[0])
        ? [new XAttribute("lspace", "0"), new XAttribute("rspace", "0.1667em")] : [];

    private XElement Accent(string element, string mark, string name)
    {
        var stretches = LatexSymbols.Stretching.Contains(name);
        // Braces have a text of their own above or below them, which Scripts stacks.
        return Element(element, new XAttribute(element == "mover" ? "accent" : "accentunder", "true"),
            name.EndsWith("brace", StringComparison.Ordinal) ? new XAttribute("class", "brace") : null,
            Argument(), Operator(mark, new XAttribute("stretchy", stretches ? "true" : "false")));
    }

    private XElement Root()
    {
        if (!Take("[")) return Element("msqrt", Argument());
        var end = text.IndexOf(']', _at);
        if (end < 0) throw new FormatException("a root's [ does not close");
        var degree = new LatexParser(text[_at..end]).Parse();
        _at = end + 1;
        return Element("mroot", Argument(), degree);
    }

    private XElement Environment()
    {
        var name = Braced().TrimEnd('*');
        if (name is "array") Braced();
        var table = Lines(name);
        Expect(@"\end");
        if (Braced().TrimEnd('*') != name) throw new FormatException($@"\begin{{{name}}} does not end");
        var (open, close) = name switch
        {
            "pmatrix" => ("(", ")"),
            "bmatrix" => ("[", "]"),
            "Bmatrix" => ("{", "}"),
            "vmatrix" => ("|", "|"),
            "Vmatrix" => ("‖", "‖"),
            "cases" => ("{", "."),
            _ => (".", "."),
        };
        return Element("mrow", Fence(open, "prefix"), table, Fence(close, "postfix"));
    }

    private XElement Reversed(string element)
    {
        var mark = Argument();
        return Element(element, Argument(), mark);
    }

    private XElement Substack()
    {
        Expect("{");
        var lines = Lines("");
        Expect("}");
        return lines;
    }
}
