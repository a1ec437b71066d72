using System.Globalization;
using ResearchKit.Experiments.Bandits;
using ResearchKit.Figures;

namespace ResearchKit.Experiments.Explorations;

/// <summary>Small multiples of an exploration; intervals are over the seeds, of which there must be two.</summary>
public static class ExplorationFigures
{
    /// <summary>What measures at the end depend on: a panel per measure, a line per loss.</summary>
    /// <param name="name">The figure's name.</param>
    /// <param name="runs">The runs; those that lack the setting are left out.</param>
    /// <param name="setting">The setting on the horizontal axis: a number above 0.</param>
    /// <param name="measures">The measures, each with the headline of its panel and the text of its axis.</param>
    /// <param name="title">The headline.</param>
    public static Figure OverSetting(
        string name, IReadOnlyList<ExplorationRun> runs, string setting,
        IReadOnlyList<(string Measure, string Panel, string Label)> measures, string title) => Figure.Grid(
            name, 2,
            measures.Select(m => runs.Where(r => r.Inputs[setting].Length > 0).GroupBy(r => r.Inputs["loss"]).Aggregate(
                new Panel(m.Panel).XAxis(ExplorationNames.Input(setting), scale: AxisScale.Log).YAxis(m.Label),
                (panel, loss) =>
                {
                    var points = loss.GroupBy(r => r.Inputs.Number(setting)).OrderBy(p => p.Key).ToArray();
                    var intervals = points.Select(p =>
                        ConfidenceInterval.OfMean(p.Select(r => r.Final(m.Measure)))).ToArray();
                    return panel.Line(
                        ExplorationNames.Loss(loss.Key), points.Select(p => p.Key), intervals.Select(i => i.Mean),
                        intervals.Select(i => i.Low), intervals.Select(i => i.High), dash: Dash.Solid,
                        marker: Marker.Circle);
                })),
            title).WithCaption($"Bands: 95 % intervals over {Seeds(runs)} seeds.");

    /// <summary>A measure over the updates: a panel per loss, a band per value of a setting.</summary>
    /// <param name="name">The figure's name.</param>
    /// <param name="runs">The runs; those that lack the setting are left out.</param>
    /// <param name="setting">What tells the bands of a panel apart.</param>
    /// <param name="measure">The measure.</param>
    /// <param name="label">The text of its axis.</param>
    /// <param name="title">The headline.</param>
    public static Figure Curves(
        string name, IReadOnlyList<ExplorationRun> runs, string setting, string measure, string label,
        string title) => Figure.Grid(
            name, 2,
            runs.Where(r => r.Inputs[setting].Length > 0).GroupBy(r => r.Inputs["loss"]).Select(loss =>
                loss.GroupBy(r => r.Inputs[setting]).Aggregate(
                    new Panel(ExplorationNames.Loss(loss.Key)).XAxis("updates").YAxis(label),
                    (panel, value) => panel.Band(
                        ExplorationNames.Value(setting, value.Key), value.First().Outcome.Steps,
                        value.Select(r => r.Outcome.Curves[measure])))),
            title, shareX: true, shareY: true).WithCaption($"Bands: 95 % intervals over {Seeds(runs)} seeds.");

    private static string Seeds(IReadOnlyList<ExplorationRun> runs) =>
        runs.Select(r => r.Inputs["seed"]).Distinct().Count().ToString(CultureInfo.InvariantCulture);
}
