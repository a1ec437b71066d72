using System.Text;
using System.Text.RegularExpressions;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Tables;

/// <summary>Text for LaTeX: special characters escaped, symbols as commands that every engine knows.</summary>
internal static partial class LatexText
{
    private static readonly string[] GreekNames =
    [
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
        "xi", "o", "pi", "rho", "varsigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
    ];

    internal static string Escape(string text)
    {
        var tex = new StringBuilder();
        foreach (var run in RichText.Parse(Breakable(HyphenBeforeDigit().Replace(text, "\u2212"))).Runs)
        {
            var part = string.Concat(run.Text.EnumerateRunes().Select(Escape));
            tex.Append(run.Shift switch
            {
                1 => $"\\textsuperscript{{{part}}}",
                -1 => $"\\textsubscript{{{part}}}",
                _ => part,
            });
        }
        return tex.ToString();
    }

    /// <summary>The text with zero-width spaces where a long name or number may be broken, which TeX would not
    /// do.</summary>
    internal static string Breakable(string text) => LongWord().Replace(text, word =>
        PartOfWord().Replace(word.Value, part => part.Value + "\u200B").TrimEnd('\u200B'));

    [GeneratedRegex(@"[A-Za-z]{15,}|\d[\d.]{8,}\d")]
    private static partial Regex LongWord();

    /// <summary>A word of a name in camel case, or six digits.</summary>
    [GeneratedRegex(@"[A-Z]?[a-z]+(?=[A-Z])|[\d.]{6}")]
    private static partial Regex PartOfWord();

    /// <summary>A hyphen that stands for a minus sign.</summary>
    [GeneratedRegex(@"(?<![\w.,)-])-(?=[\d.])")]
    private static partial Regex HyphenBeforeDigit();

    private static string Escape(Rune rune) => rune.Value switch
    {
        '\\' => "\\textbackslash{}",
        '~' => "\\textasciitilde{}",
        '^' => "\\textasciicircum{}",
        '<' => "\\textless{}",
        '>' => "\\textgreater{}",
        '|' => "\\textbar{}",
        '"' => "\\textquotedbl{}",
        '_' => "\\_\\allowbreak{}",
        '/' => "/\\allowbreak{}",
        '&' or '%' or '$' or '#' or '{' or '}' => "\\" + rune,
        '[' or ']' => "{" + rune + "}", // after \\ a bracket would be read as an option
        '\n' or '\r' or '\t' => " ",
        0x200B => "\\allowbreak{}",
        0x2212 => "$-$",
        0xB1 => "$\\pm$",
        0xD7 => "$\\times$",
        0x2013 => "--",
        0x2014 => "---",
        0x2191 => "$\\uparrow$",
        0x2193 => "$\\downarrow$",
        0x2192 => "$\\rightarrow$",
        0x2264 => "$\\leq$",
        0x2265 => "$\\geq$",
        0x2248 => "$\\approx$",
        0x221E => "$\\infty$",
        0x2713 or 0x2714 => "$\\checkmark$",
        0x2717 => "$\\times$",
        0x221A => "$\\surd$",
        0xB7 => "$\\cdot$",
        0x2026 => "\\dots{}",
        0x394 => "$\\Delta$",
        0x3A3 => "$\\Sigma$",
        0x3BF => "o",
        >= 0x3B1 and <= 0x3C9 => $"$\\{GreekNames[rune.Value - 0x3B1]}$",
        _ => rune.ToString(),
    };
}
