using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Tests;

/// <summary>Figures whose texts and numbers are as unlucky as can be.</summary>
internal static class UnluckyFigures
{
    private const string Long =
        "A label of more than sixty characters that nobody would write on purpose, but data sets hold them";

    internal static IEnumerable<Figure> All
    {
        get
        {
            string[] categories = [.. Enumerable.Range(0, 12).Select(i => $"{i} {Long}")];
            var values = Enumerable.Range(0, 12).Select(i => i - 3.5).ToArray();
            yield return new Figure("long", Long + Long).XAxis(Long, Long).YAxis(Long, Long)
                .Bars(Long, categories, values, format: "0.000").Bars("b", categories, values).WithCaption(Long + Long);
            yield return new Figure("long-horizontal", Long).XAxis(Long).YAxis(Long).Horizontal()
                .Bars(Long, categories, values, format: "0.0000");
            yield return new Figure("long-direct", Long).YAxis(Long).Line(Long, values)
                .Line(Long + "b", values.Select(v => v * 2)).WithLegend(LegendPlacement.Direct);
            yield return new Figure("long-map").Heatmap(new double[12, 12], categories, categories, Long, Long);
            yield return Figure.Grid("long-grid", 3,
                Enumerable.Range(0, 5).Select(i => new Panel(Long).XAxis(Long).YAxis(Long).Line(Long + i, values)));
            yield return new Figure("one-word", new string('W', 200)).XAxis(new string('x', 200)).Line("a", values)
                .Line(new string('y', 200), values);
            yield return new Figure("small").Line("first", values).Line("second", values).XAxis("x").YAxis("y")
                .WithSize(120, 40);
            yield return new Figure("huge-numbers").Line("a", values.Select(v => v * 1e200),
                values.Select(v => v * 1e-200));
            yield return new Figure("large-offset").Line("a", [1e9 + 1, 1e9 + 2], [123456.001, 123456.002]);
            yield return new Figure("note-at-edge").Line("a", values).Note(11, 8.5, Long)
                .Note(0, -3.5, "corner", arrow: true).VerticalLine(11, "the very last step").HorizontalLine(8.5, "top");
        }
    }
}
