using System.Text;

namespace ResearchKit.Figures.Rendering;

/// <summary>A figure in words, from its titles, axes and data.</summary>
internal static class Description
{
    internal static string Of(Figure figure)
    {
        var text = new StringBuilder();
        if (!string.IsNullOrEmpty(figure.Title)) text.Append(RichText.Plain(figure.Title).TrimEnd('.')).Append(". ");
        for (var i = 0; i < figure.Panels.Length; i++)
        {
            var panel = figure.Panels[i];
            if (figure.Panels.Length > 1) text.Append($"Panel {(char)('a' + i % 26)}");
            else if (string.IsNullOrEmpty(panel.Title)) text.Append("Plot");
            if (!string.IsNullOrEmpty(panel.Title))
                text.Append(figure.Panels.Length > 1 ? ", " : "").Append(RichText.Plain(panel.Title));
            text.Append(": ");
            if (panel.Y.Text.Length > 0) text.Append(RichText.Plain(panel.Y.Text));
            if (panel.X.Text.Length > 0)
                text.Append(panel.Y.Text.Length > 0 ? " against " : "").Append(RichText.Plain(panel.X.Text));
            if (panel.X.Text.Length + panel.Y.Text.Length > 0) text.Append(". ");
            text.Append(panel.Traces.Length == 0 ? "No data. " : string.Concat(panel.Traces.Select(t => Of(t) + ". ")));
        }
        return text.ToString().TrimEnd();
    }

    private static string Of(Trace trace) => trace switch
    {
        LineTrace { Joined: true } t => $"Line {Name(t)}{FromTo(t.Y)}",
        LineTrace t => $"Points {Name(t)}{Range(t.Y)}",
        BarTrace t => $"Bars {Name(t)}" + string.Join(", ", t.Categories.Zip(t.Values).Take(12)
            .Select(p => $"{RichText.Plain(p.First)} {NumberText.Short(p.Second)}")) +
            (t.Categories.Length > 12 ? ", \u2026" : ""),
        HistogramTrace t => $"Histogram {Name(t)}of {t.Values.Length} values{Range(t.Values)}",
        BoxTrace t when BoxSummary.Of(t.Values) is { } box =>
            $"Box {Name(t)}median {NumberText.Short(box.Median)}, " +
            $"quartiles {NumberText.Short(box.Q1)} and {NumberText.Short(box.Q3)}",
        HeatmapTrace t => $"Heat map of {t.Rows.Length} rows by {t.Columns.Length} columns" +
            (string.IsNullOrEmpty(t.Label) ? "" : $", {RichText.Plain(t.Label)}") + Range(t.Values),
        ImageTrace t => t.AltText ?? $"Image of {t.Width} by {t.Height} pixels",
        _ => trace.Name,
    };

    private static string Name(Trace trace) => trace.Name.Length == 0 ? "" : $"'{RichText.Plain(trace.Name)}' ";

    private static string FromTo(IEnumerable<double> values)
    {
        var finite = values.Where(double.IsFinite).ToArray();
        return finite.Length == 0 ? "" : $"from {NumberText.Short(finite[0])} to {NumberText.Short(finite[^1])}";
    }

    private static string Range(IEnumerable<double> values)
    {
        var extent = Extent.Of(values, AxisScale.Linear);
        return extent.IsEmpty ? "" : $" between {NumberText.Short(extent.Min)} and {NumberText.Short(extent.Max)}";
    }
}
