using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace ResearchKit.Kernel.Completion;

/// <summary>XML documentation as text to read.</summary>
internal static partial class Documentation
{
    /// <summary>Summary, parameters, result, exceptions; empty if the symbol has none.</summary>
    public static string Of(ISymbol symbol)
    {
        var xml = (symbol.OriginalDefinition.GetDocumentationCommentXml() ?? "").Trim();
        if (xml.Length == 0) return "";
        XElement root;
        try
        {
            root = XElement.Parse(xml.StartsWith("<member", StringComparison.Ordinal)
                || xml.StartsWith("<doc", StringComparison.Ordinal) ? xml : $"<member>{xml}</member>");
        }
        catch (XmlException)
        {
            return "";
        }

        var text = new StringBuilder();
        if (root.Element("summary") is { } summary) text.AppendLine(Flat(summary));
        foreach (var parameter in root.Elements("param"))
            text.AppendLine($"  {(string?)parameter.Attribute("name")}: {Flat(parameter)}");
        if (root.Element("returns") is { } returns && Flat(returns) is { Length: > 0 } result)
            text.AppendLine($"Returns: {result}");
        foreach (var exception in root.Elements("exception"))
            text.AppendLine($"Throws {Short((string?)exception.Attribute("cref"))}: {Flat(exception)}");
        if (root.Element("remarks") is { } remarks) text.AppendLine().AppendLine(Flat(remarks));
        return text.ToString().ReplaceLineEndings("\n").TrimEnd();
    }

    private static string Flat(XElement element)
    {
        var text = new StringBuilder();
        foreach (var node in element.Nodes())
        {
            if (node is XText plain) text.Append(plain.Value);
            if (node is XElement child) text.Append(Inline(child));
        }

        return Spaces().Replace(text.ToString(), " ").Trim();
    }

    private static string Inline(XElement element) => element.Name.LocalName switch
    {
        "see" or "seealso" => Short((string?)element.Attribute("cref")) is { Length: > 0 } name ? name
            : (string?)element.Attribute("langword") ?? (string?)element.Attribute("href") ?? Flat(element),
        "paramref" or "typeparamref" => (string?)element.Attribute("name") ?? "",
        "para" or "br" => " " + Flat(element) + " ",
        _ => Flat(element),
    };

    /// <summary><c>M:System.Math.Max(System.Int32,System.Int32)</c> is Math.Max.</summary>
    private static string Short(string? cref)
    {
        if (cref is null) return "";
        var name = cref[(cref.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('(')[0];
        var parts = Arity().Replace(name, "").Split('.');
        return cref.StartsWith("T:", StringComparison.Ordinal) ? parts[^1] : string.Join('.', parts.TakeLast(2));
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"`+\d+")]
    private static partial Regex Arity();
}
