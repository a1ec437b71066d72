using System.Xml.Linq;

namespace ResearchKit.Notebooks.Exporting.Formulas;

// Delimiters that grow with what they enclose, and those of a size that is asked for.
internal sealed partial class LatexParser
{
    private XElement Fenced()
    {
        var open = Delimiter();
        var inside = Lines("");
        Expect(@"\right");
        return Element("mrow", Fence(open, "prefix"), inside, Fence(Delimiter(), "postfix"));
    }

    private static XElement? Fence(string symbol, string form) => symbol == "." ? null
        : Operator(symbol, new XAttribute("form", form), new XAttribute("stretchy", "true"));

    private XElement Sized(string name)
    {
        var size = name switch
        {
            ['B', 'i', 'g', 'g', ..] => "3em",
            ['b', 'i', 'g', 'g', ..] => "2.4em",
            ['B', ..] => "1.8em",
            _ => "1.2em"
        };
        return Operator(Delimiter(), new XAttribute("minsize", size), new XAttribute("maxsize", size));
    }

    private string Delimiter()
    {
        SkipSpace();
        if (_at >= text.Length) throw new FormatException("a delimiter is missing");
        if (text[_at] != '\\') return text[_at++].ToString();
        var name = Name();
        return LatexSymbols.Operators.GetValueOrDefault(name, name);
    }
}
