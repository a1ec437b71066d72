using System.Net;
using System.Xml.Linq;

namespace ResearchKit.Notebooks.Exporting.Formulas;

/// <summary>
/// Formulas in pages that need nothing else: LaTeX as MathML, which browsers draw themselves. No font and no script has
/// to be loaded, as KaTeX and MathJax would.
/// </summary>
public static class Formula
{
    /// <summary>A formula as HTML.</summary>
    /// <param name="latex">Without delimiters.</param>
    /// <param name="display">Whether it stands on a line of its own.</param>
    /// <returns>MathML; the text itself where it cannot be read.</returns>
    public static string Html(string latex, bool display)
    {
        try
        {
            return LatexParser.Element("math",
                new XAttribute("display", display ? "block" : "inline"),
                // What a screen reader may say, and what is found by who searches the page.
                new XAttribute("alttext", latex.Trim()),
                new LatexParser(latex).Parse()).ToString(SaveOptions.DisableFormatting);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return $"<code>{WebUtility.HtmlEncode(latex)}</code>";
        }
    }

    /// <summary>A formula with the delimiters without which VS Code, JupyterLab and nbconvert show its text.</summary>
    public static string Delimited(string latex) =>
        latex.Contains('$', StringComparison.Ordinal) ? latex : $"$${latex}$$";
}
