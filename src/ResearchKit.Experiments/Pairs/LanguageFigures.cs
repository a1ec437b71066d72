using ResearchKit.Figures;

namespace ResearchKit.Experiments.Pairs;

/// <summary>Figures about preference pairs of responses.</summary>
public static class LanguageFigures
{
    /// <summary>Accuracy of the detectors by kind of negative, with 95 % intervals.</summary>
    /// <param name="name">The figure's name.</param>
    /// <param name="rows">What the detectors found.</param>
    /// <param name="title">What the figure says.</param>
    public static Figure Detector(string name, IReadOnlyList<DetectorRow> rows, string title)
    {
        var names = rows.Select(r => r.Name).ToArray();
        var (fewest, most) = (rows.Min(r => r.Pairs), rows.Max(r => r.Pairs));
        return new Figure(name, title).XAxis("rejected response").YAxis("detector's accuracy", "%", min: 40, max: 105)
            .HorizontalLine(50, "chance").HorizontalLine(85, "85 %: an obvious shortcut")
            .Points("seen alone", names, rows.Select(r => r.Alone))
            .Points("side by side", names, rows.Select(r => r.SideBySide))
            .Points("style alone", names, rows.Select(r => r.Style))
            .WithCaption(
                $"Bars: Wilson's 95 % intervals over {fewest}{(fewest < most ? $" to {most}" : "")} pairs. " +
                "Five-fold cross-validation, both responses of a pair in the same fold.");
    }

    /// <summary>How much longer rejected responses are, and how many words differ.</summary>
    /// <param name="name">The figure's name.</param>
    /// <param name="sets">The kinds of negatives.</param>
    /// <param name="title">What the figure says.</param>
    public static Figure Distances(string name, IReadOnlyList<NegativeSet> sets, string title)
    {
        return Figure.Grid(name, 1,
            [Boxes("rejected minus preferred length", s => s.LengthDifferences()),
                Boxes("edit distance", s => s.EditDistances())], title)
            .WithCaption(
                "Boxes: median and quartiles over pairs; whiskers reach to 1.5 box lengths, points lie beyond.");

        Panel Boxes(string about, Func<NegativeSet, IEnumerable<int>> measure) =>
            sets.Aggregate(new Panel().YAxis(about, "words"), (panel, s) => panel.Box(s.Name, measure(s)));
    }

    /// <summary>How far pairs can be trusted whose labeler errs.</summary>
    /// <param name="name">The figure's name.</param>
    /// <param name="outcomes">One for each error rate.</param>
    /// <param name="title">What the figure says.</param>
    public static Figure Labeling(string name, IReadOnlyList<LabelingOutcome> outcomes, string title)
    {
        var rates = outcomes.Select(o => 100 * o.ErrorRate).ToArray();
        return new Figure(name, title).XAxis("labeler's error rate", "%").YAxis("share of pairs", "%", min: 0, max: 100)
            .Line("preferred is truer", rates, Values(o => o.Right.Value), Values(o => o.Right.Low),
                Values(o => o.Right.High))
            .Line("reversed", rates, Values(o => o.Reversed.Value), Values(o => o.Reversed.Low),
                Values(o => o.Reversed.High))
            .WithCaption(
                $"One pair of each scene, the widest gap among its samples; {outcomes.Max(o => o.Pairs)} scenes, " +
                "Wilson's 95 % intervals. Equal numbers of false claims count as half right.");

        double[] Values(Func<LabelingOutcome, double> value) => [.. outcomes.Select(o => 100 * value(o))];
    }

    private static Figure Points(this Figure figure, string name, string[] kinds, IEnumerable<Measurement> accuracies)
    {
        var all = accuracies.ToArray();
        return figure.Scatter(name, kinds, all.Select(a => 100 * a.Value), all.Select(a => 100 * a.Low),
            all.Select(a => 100 * a.High));
    }
}
