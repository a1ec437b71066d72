using System.Text;

namespace ResearchKit.Figures.Rendering;

/// <summary>
/// Text with subscripts and superscripts: <c>10^{-3}</c>, <c>log π_{ref}(y|x)</c>. A <c>_</c> or <c>^</c> without a
/// brace stands for itself.
/// </summary>
internal sealed class RichText
{
    internal readonly record struct Run(string Text, int Shift);

    private const double SmallSize = 0.72;

    private RichText(IReadOnlyList<Run> runs) => Runs = runs;

    /// <summary>The parts: on the line (shift 0), above (1) or below it (-1).</summary>
    internal IReadOnlyList<Run> Runs { get; }

    internal static RichText Parse(string text)
    {
        var runs = new List<Run>();
        var start = 0;
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (text[i] is not ('_' or '^') || text[i + 1] != '{') continue;
            var end = text.IndexOf('}', i + 2);
            if (end < 0) break;
            if (i > start) runs.Add(new Run(text[start..i], 0));
            runs.Add(new Run(text[(i + 2)..end], text[i] == '^' ? 1 : -1));
            start = end + 1;
            i = end;
        }
        if (start < text.Length) runs.Add(new Run(text[start..], 0));
        return new RichText(runs);
    }

    /// <summary>The width in pixels.</summary>
    internal static double Width(string text, double size, bool bold = false) =>
        Parse(text).Runs.Sum(r => FontMetrics.Width(r.Text, r.Shift == 0 ? size : size * SmallSize, bold));

    /// <summary>The sum of the letters' widths in pixels, without a margin for kerning and hinting.</summary>
    internal static double Advances(string text, double size, bool bold) =>
        Parse(text).Runs.Sum(r => FontMetrics.Advances(r.Text, r.Shift == 0 ? size : size * SmallSize, bold));

    /// <summary>Without braces: <c>10^-3</c>, <c>π_ref</c>.</summary>
    internal static string Plain(string text) =>
        string.Concat(
            Parse(text).Runs.Select(r => r.Shift switch { 1 => "^" + r.Text, -1 => "_" + r.Text, _ => r.Text }));

    /// <summary>With the HTML tags that Plotly understands.</summary>
    internal static string Html(string text)
    {
        var html = new StringBuilder();
        foreach (var run in Parse(text).Runs)
        {
            var escaped = run.Text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
            html.Append(run.Shift switch { 1 => $"<sup>{escaped}</sup>", -1 => $"<sub>{escaped}</sub>", _ => escaped });
        }
        return html.ToString();
    }

    /// <summary>The content of an SVG text element.</summary>
    internal static string Svg(string text, double size)
    {
        var svg = new StringBuilder();
        var back = 0.0;
        foreach (var (part, partSize, rise) in Placed(text, size))
        {
            if (rise == 0 && back == 0) svg.Append(Figures.Svg.SvgWriter.Escape(part));
            else
            {
                svg.Append("<tspan dy=\"").Append(NumberText.Pixels(-rise - back)).Append('"');
                if (rise != 0) svg.Append(" font-size=\"").Append(NumberText.Pixels(partSize)).Append('"');
                svg.Append('>').Append(Figures.Svg.SvgWriter.Escape(part)).Append("</tspan>");
            }
            back = -rise;
        }
        return svg.ToString();
    }

    /// <summary>The parts with their sizes and how far they rise above the baseline, in pixels.</summary>
    internal static IEnumerable<(string Text, double Size, double Rise)> Placed(string text, double size) =>
        Parse(text).Runs.Select(r => (r.Text, r.Shift == 0 ? size : size * SmallSize,
            r.Shift switch { 1 => 0.36 * size, -1 => -0.18 * size, _ => 0 }));

    /// <summary>Lines no wider than a width, broken at spaces; a longer word is broken where it must be.</summary>
    internal static IReadOnlyList<string> Wrap(string text, double width, double size, bool bold = false)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.Split('\n'))
        {
            var line = "";
            foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var longer = line.Length == 0 ? word : line + " " + word;
                if (Width(longer, size, bold) <= width) { line = longer; continue; }
                if (line.Length > 0) lines.Add(line);
                line = word;
                while (Width(line, size, bold) > width && line.Length > 1)
                {
                    var cut = line.Length - 1;
                    while (cut > 1 && Width(line[..cut], size, bold) > width) cut--;
                    lines.Add(line[..cut]);
                    line = line[cut..];
                }
            }
            lines.Add(line);
        }
        return lines;
    }

    /// <summary>The text, or its beginning with an ellipsis if it is wider than a width.</summary>
    internal static string Shorten(string text, double width, double size, bool bold = false)
    {
        if (Width(text, size, bold) <= width) return text;
        var plain = Plain(text);
        var cut = plain.Length;
        while (cut > 0 && Width(plain[..cut] + "\u2026", size, bold) > width) cut--;
        return plain[..cut].TrimEnd() + "\u2026";
    }
}
