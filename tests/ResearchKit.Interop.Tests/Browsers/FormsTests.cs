using ResearchKit.Tests.Shared;

namespace ResearchKit.Interop.Tests.Browsers;

/// <summary>
/// Every published figure in a browser, in both forms: the same size, texts, ticks and marks at the same places, and
/// no text on another. Plotly's script is that of the package Plotly.NET; nothing needs a network.
/// </summary>
public sealed class FormsTests
{
    private const double Near = 6;

    [Fact]
    public void TheInteractiveFormShowsWhatTheDrawingShows()
    {
        Browser.SkipWithout();
        var figures = PublishedFigures.All();
        Assert.NotEmpty(figures);
        using var page = new FormsPage();
        var problems = figures.SelectMany(f => Problems(page.Compare(f.Svg, f.Plotly)).Select(p => $"{f.Name}: {p}"))
            .ToArray();
        Assert.True(problems.Length == 0, string.Join('\n', problems));
    }

    /// <summary>Machines without Arial and its like have fonts whose letters are wider.</summary>
    [Fact]
    public void NoTextOfADrawingMeetsAnotherInAFontOfOtherWidths()
    {
        Browser.SkipWithout();
        using var page = new FormsPage();
        page.DrawIn("monospace");
        var problems = PublishedFigures.All().SelectMany(f => Collisions(page.Compare(f.Svg, f.Plotly))
            .Select(p => $"{f.Name}: {p}")).ToArray();
        Assert.True(problems.Length == 0, string.Join('\n', problems));

        static IEnumerable<string> Collisions(Comparison found) => found.Drawing.Texts
            .Where(t => !IsInside(t.Box, found.Size)).Select(t => $"'{t.Text}' leaves the page")
            .Concat(Overlaps(found.Drawing.Texts).Select(o => $"'{o.Item1.Text}' lies on '{o.Item2.Text}'"));
    }

    private static IEnumerable<string> Problems(Comparison found)
    {
        if (!found.Size.SequenceEqual(found.PlotlySize))
            yield return $"{string.Join(" x ", found.Size)} is {string.Join(" x ", found.PlotlySize)} in Plotly";
        foreach (var (form, name) in new[] { (found.Drawing, "drawing"), (found.Plotly, "Plotly") })
        {
            foreach (var text in form.Texts.Where(t => !IsInside(t.Box, found.Size)))
                yield return $"{name}: '{text.Text}' leaves the page at {Words(text.Box)}";
            foreach (var (one, other) in Overlaps(form.Texts))
                yield return $"{name}: '{one.Text}' lies on '{other.Text}' at {Words(other.Box)}";
        }
        foreach (var problem in Missing(found.Drawing.Texts, found.Plotly.Texts)) yield return problem;
        var (drawn, plotted) = (found.Drawing.Marks, found.Plotly.Marks);
        var bars = drawn.Outlines.Length == 0
            ? Marks("bar", drawn.Rectangles, plotted.Rectangles)
            : Marks("histogram", drawn.Outlines, plotted.Outlines);
        foreach (var problem in bars.Concat(Marks("line", drawn.Lines, plotted.Lines))
            .Concat(Marks("image", drawn.Images, plotted.Images))
            .Concat(Marks("series of points", drawn.Points, plotted.Points)))
            yield return problem;
        if (drawn.Boxes.Length != plotted.Boxes.Length)
            yield return $"{drawn.Boxes.Length} boxes, in Plotly {plotted.Boxes.Length}";
    }

    /// <summary>Each text of the drawing has its like in Plotly, at most a few pixels away, and none is left
    /// over.</summary>
    private static IEnumerable<string> Missing(ShownText[] drawing, ShownText[] plotly)
    {
        var left = plotly.ToList();
        foreach (var text in drawing)
        {
            var like = left.Where(t => t.Text == text.Text).MinBy(t => Distance(t.Box, text.Box));
            if (like is null)
            {
                yield return $"Plotly lacks '{text.Text}'";
                continue;
            }
            left.Remove(like);
            if (Distance(like.Box, text.Box) > Near)
                yield return $"'{text.Text}' is at {Words(text.Box)}, in Plotly at {Words(like.Box)}";
        }
        foreach (var text in left) yield return $"only Plotly has '{text.Text}'";
    }

    private static IEnumerable<string> Marks(string what, double[][] drawing, double[][] plotly)
    {
        if (drawing.Length != plotly.Length) yield return $"{drawing.Length} {what}s, in Plotly {plotly.Length}";
        else
        {
            var left = plotly.ToList();
            foreach (var mark in drawing)
            {
                var like = left.MinBy(m => Enumerable.Range(0, 4).Max(i => Math.Abs(m[i] - mark[i])))!;
                left.Remove(like);
                if (Enumerable.Range(0, 4).Max(i => Math.Abs(like[i] - mark[i])) > 2.5)
                    yield return $"the {what} at {Words(mark)} is at {Words(like)} in Plotly";
            }
        }
    }

    private static double Distance(double[] a, double[] b) => Math.Max(
        Math.Abs(a[0] + a[2] - b[0] - b[2]) / 2, Math.Abs(a[1] + a[3] - b[1] - b[3]) / 2);

    private static bool IsInside(double[] box, double[] size) =>
        box[0] >= -1 && box[1] >= -1 && box[2] <= size[0] + 1 && box[3] <= size[1] + 1;

    /// <summary>Boxes of lines are higher than letters; slanted texts have boxes that say nothing.</summary>
    private static IEnumerable<(ShownText, ShownText)> Overlaps(ShownText[] texts)
    {
        const double Leading = 0.2;
        var upright = texts.Where(t => t.Angle % 90 == 0).Select(t =>
        {
            var (w, h) = (t.Box[2] - t.Box[0], t.Box[3] - t.Box[1]);
            var (x, y) = t.Angle == 0 ? (0.5, h * Leading) : (w * Leading, 0.5);
            return (Text: t, Box: new[] { t.Box[0] + x, t.Box[1] + y, t.Box[2] - x, t.Box[3] - y });
        }).ToArray();
        for (var i = 0; i < upright.Length; i++)
            for (var j = 0; j < i; j++)
            {
                var (a, b) = (upright[i].Box, upright[j].Box);
                if (a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3])
                    yield return (upright[i].Text, upright[j].Text);
            }
    }

    private static string Words(double[] box) => string.Join(" ", box.Select(v => v.ToString("0")));
}
