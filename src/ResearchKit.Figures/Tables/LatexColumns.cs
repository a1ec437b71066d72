using System.Globalization;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Tables;

/// <summary>
/// Widths of a LaTeX table's columns, so that it fits the text block: columns as wide as their content if that fits,
/// else paragraphs that share the width as a browser does: each gets the width of its longest word, and the rest goes
/// where the text is.
/// </summary>
internal sealed class LatexColumns
{
    // 5.5 in, the narrower of the usual text blocks (ICLR, NeurIPS), in TeX's points.
    private const double TextWidth = 397;
    private const double Separation = 3; // \tabcolsep on either side
    // Computer Modern is wider than the sans-serif whose widths we know, and bold is wider still.
    private const double Wider = 1.22;
    private const double WiderYet = 1.3; // the design of 7 points

    private readonly double[] _natural;
    private readonly double[] _widths;

    internal LatexColumns(
        IReadOnlyList<IReadOnlyList<string>> rows, int columns, IReadOnlyList<(string? Header, int Count)> spans)
    {
        foreach (var (size, points) in new[] { ("\\small", 9.0), ("\\footnotesize", 8.0), ("\\scriptsize", 7.0) })
        {
            Size = size;
            Points = points;
            _natural = WithSpans(
                [.. Enumerable.Range(0, columns).Select(c => rows.Max(r => Width(r[c])))], spans, Width);
            _widths = _natural;
            var room = TextWidth - 2 * Separation * columns - 2; // TeX rounds, too
            if (_natural.Sum() <= room) return;
            var least = WithSpans(
                [.. Enumerable.Range(0, columns).Select(c => rows.Max(r => Least(r[c])))], spans, Least);
            _widths = Shared(least, room);
            Wraps = true;
            if (least.Sum() <= room * 0.8) return;
        }
        _natural ??= [];
        _widths ??= [];
    }

    /// <summary>The command for the font size.</summary>
    internal string Size { get; } = "";

    /// <summary>The font size in points.</summary>
    internal double Points { get; }

    /// <summary>True if cells are paragraphs.</summary>
    internal bool Wraps { get; }

    /// <summary>About how many lines a row takes.</summary>
    internal int Lines(IReadOnlyList<string> row) => !Wraps ? 1
        : row.Select((text, c) => (int)Math.Ceiling(1.1 * Width(text) / _widths[c])).Append(1).Max();

    /// <summary>The column's part of the table's preamble.</summary>
    internal string Specification(int column, Align align)
    {
        if (!Wraps) return align switch { Align.Left => "l", Align.Right => "r", _ => "c" };
        var side = align switch { Align.Left => "raggedright", Align.Right => "raggedleft", _ => "centering" };
        // TeX hyphenates no word that begins a paragraph, unless something stands before it.
        return $">{{\\{side}\\arraybackslash\\hspace{{0pt}}}}p{{{Share(_widths[column])}\\linewidth}}";
    }

    private static string Share(double width) => (Math.Floor(1e4 * width / TextWidth) / 1e4)
        .ToString("0.0000", CultureInfo.InvariantCulture);

    /// <summary>A header over several columns: a paragraph where cells are.</summary>
    internal string Span(int first, int count)
    {
        if (!Wraps) return "c";
        var width = _widths.Skip(first).Take(count).Sum() + 2 * Separation * (count - 1);
        return $">{{\\centering\\arraybackslash}}p{{{Share(width)}\\linewidth}}";
    }

    /// <summary>The widest part of a text between two places at which LaTeX may break the line.</summary>
    private double Least(string text) => LatexText.Breakable(RichText.Plain(text)).Split(' ').Max(word => word
        .Split(['/', '-', '_', '\u200B'], StringSplitOptions.RemoveEmptyEntries).DefaultIfEmpty("")
        .Max(part => Width(part) * (Hyphenates(word) ? 0.75 : 1)));

    /// <summary>In the smallest size TeX may hyphenate a long word, but no number and nothing with a hyphen.</summary>
    private bool Hyphenates(string word) => Points < 8 && word.Length >= 9 && word.All(char.IsLetter);

    /// <summary>Headers that are wider than the columns under them widen the last of these.</summary>
    private static double[] WithSpans(
        double[] widths, IReadOnlyList<(string? Header, int Count)> spans, Func<string, double> measure)
    {
        var column = 0;
        foreach (var (header, count) in spans)
        {
            var under = widths.Skip(column).Take(count).Sum() + 2 * Separation * (count - 1);
            column += count;
            if (header is not null) widths[column - 1] += Math.Max(0, measure(header) - under);
        }
        return widths;
    }

    private double Width(string text) => (Points < 8 ? WiderYet : Wider) * RichText.Width(text, Points) + 1;

    private double[] Shared(double[] least, double room)
    {
        // Columns that need little get it; the others share what is left in proportion to what they want beyond.
        var free = Math.Max(0, room - least.Sum());
        var wanted = _natural.Zip(least, (n, l) => Math.Sqrt(Math.Max(0, n - l))).ToArray();
        var sum = Math.Max(1e-9, wanted.Sum());
        var widths = least.Select((l, c) => Math.Min(_natural[c], l + free * wanted[c] / sum)).ToArray();
        // What narrow columns leave over goes to the widest.
        widths[Array.IndexOf(wanted, wanted.Max())] += Math.Max(0, room - widths.Sum());
        var scale = Math.Min(1, room / widths.Sum());
        return [.. widths.Select(w => w * scale)];
    }
}
