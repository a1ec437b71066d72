using ResearchKit.Datasets;
using ResearchKit.Experiments.Bandits;
using ResearchKit.Figures;
using ResearchKit.Figures.Rendering;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>The figures of the vision-language lab.</summary>
public static class VisionLanguageFigures
{
    private static readonly (string View, string Name, SeriesColor Color)[] Samples =
    [
        ("chosen", "preferred (++)", SeriesColor.Blue),
        ("rejected", "language-rejected (+−)", SeriesColor.Vermillion),
        ("rejected_image", "vision-rejected (−+)", SeriesColor.Green),
    ];

    /// <summary>Scenes, each under the first sentence of its true caption.</summary>
    public static Figure Scenes(string name, int seed, int count, string title)
    {
        var draws = new SeededDraws(seed, stream: 9);
        return Figure.Grid(name, 4, Enumerable.Range(0, count).Select(_ =>
        {
            var scene = HabitWorld.Draw(draws, HabitRates.Training);
            var caption = SceneLanguage.Caption(scene, draws);
            return new Panel(caption.Split('.')[0]).Image(scene.Render(), caption);
        }), title);
    }

    /// <summary>A pair's image beside its vision-rejected image, by every way to make one.</summary>
    public static Figure Pair(string name, ScenePair pair, IReadOnlyList<RejectedImages> ways, string title) =>
        Figure.Grid(name, ways.Count + 1,
        [
            new Panel("preferred").Image(pair.Image, pair.Chosen),
            .. ways.Select(w => new Panel(w.Name).Image(w.Make(pair, 0), w.Name)),
        ], title);

    /// <summary>
    /// Log-probabilities of the three samples token by token, with their sums in the legend; the exchanged word stands
    /// beside the one that it replaces.
    /// </summary>
    public static Figure ByToken(string name, ThreeSamples samples, string title)
    {
        string[] words = [.. samples.Words.Select((word, i) =>
            $"{i + 1} {word}" + (i == samples.Changed ? $" / {samples.Wrong}" : ""))];
        Marker[] markers = [Marker.Circle, Marker.Square, Marker.Triangle];
        var figure = new Figure(name, title).XAxis("token of the answer").YAxis("log π of the token", unit: "nats");
        foreach (var (i, (_, sample, color)) in Samples.Index())
        {
            var logps = samples.LogProbabilities[i];
            figure = figure.Line($"{sample}: {NumberText.Formatted(logps.Sum(), "0.0")} in all", words, logps,
                color: color, marker: markers[i]);
        }
        return figure.WithLegend(LegendPlacement.Top);
    }

    /// <summary>
    /// Log-probabilities of the three samples along training, a panel per arm (AdaViP's Figure 1, bottom).
    /// </summary>
    public static Figure Logps(
        string name, IReadOnlyList<(string Arm, VisionLanguageRun[] Runs)> arms, string title) => Figure.Grid(
        name, 2,
        arms.Select(arm => Samples.Aggregate(
            new Panel(arm.Arm).XAxis("updates").YAxis("mean log-probability", unit: "nats"),
            (panel, s) => Band(panel, s.Name, arm.Runs[0].Steps, arm.Runs.Select(r => r.Logps[s.View]), s.Color))),
        title, shareX: true, shareY: true).WithCaption(SeedBands.Words(arms[0].Runs.Length));

    /// <summary>AdaViP's weights and rewards along training (Figure 5).</summary>
    public static Figure Weights(string name, VisionLanguageRun[] runs, string title)
    {
        int[] steps = [.. runs[0].History.Records.Select(r => r.Step)];
        var weights = Samples.Skip(1).Aggregate(
            new Panel("weights").XAxis("updates").YAxis("weight in the gradient"),
            (panel, s) => Band(panel, s.Name, steps, runs.Select(r => r.History[$"weights/{s.View}"]), s.Color));
        var rewards = Samples.Aggregate(
            new Panel("rewards").XAxis("updates").YAxis("mean reward"),
            (panel, s) => Band(panel, s.Name, steps, runs.Select(r => r.History[$"rewards/{s.View}"]), s.Color));
        return Figure.Grid(name, 2, [weights, rewards], title, shareX: true)
            .WithCaption(SeedBands.Words(runs.Length));
    }

    /// <summary>A measure over a setting, with lines for what has no such setting.</summary>
    /// <param name="name">The figure's name.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="axis">The setting.</param>
    /// <param name="settings">Its values, above 0; the axis is logarithmic.</param>
    /// <param name="curves">For each curve its values: a list of runs per setting.</param>
    /// <param name="lines">For each line its runs.</param>
    /// <param name="measures">What is measured, a panel each.</param>
    public static Figure Sweep(
        string name, string title, string axis, double[] settings,
        IReadOnlyList<(string Name, IReadOnlyList<VisionLanguageRun[]> Runs)> curves,
        IReadOnlyList<(string Name, VisionLanguageRun[] Runs)> lines,
        IReadOnlyList<(string Name, Func<SceneEvaluation, double> Of)> measures) =>
        Figure.Grid(name, measures.Count, measures.Select(m =>
        {
            var panel = new Panel(m.Name).XAxis(axis, scale: AxisScale.Log).YAxis(m.Name, unit: "%");
            SeriesColor[] colors = [SeriesColor.Vermillion, SeriesColor.Blue, SeriesColor.Green, SeriesColor.Orange];
            var color = 0;
            foreach (var (curve, runs) in curves)
            {
                var bands = runs.Select(r => ConfidenceInterval.OfMean(r.Select(x => 100 * m.Of(x.End)))).ToArray();
                panel = panel.Line(curve, settings, bands.Select(b => b.Mean), bands.Select(b => b.Low),
                    bands.Select(b => b.High), colors[color++], Dash.Solid);
            }
            foreach (var (line, runs) in lines)
            {
                var mean = ConfidenceInterval.OfMean(runs.Select(x => 100 * m.Of(x.End)));
                panel = panel.Line(line, [settings[0], settings[^1]], [mean.Mean, mean.Mean], [mean.Low, mean.Low],
                    [mean.High, mean.High], colors[color++], Dash.Dashed);
            }
            return panel;
        }), title).WithCaption(SeedBands.Words(curves[0].Runs[0].Length));

    private static Panel Band(Panel panel, string name, IEnumerable<int> steps, IEnumerable<double[]> curves,
        SeriesColor color)
    {
        var band = SeedBand.Of(curves);
        return panel.Line(name, steps, band.Mean, band.Low, band.High, color, Dash.Solid);
    }
}
