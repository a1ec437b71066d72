using ResearchKit.Figures;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>The figures and the table of the vision-language lab.</summary>
public static class VisionLanguageFigures
{
    private static readonly (string View, string Name, SeriesColor SeriesColor)[] Samples =
        [("chosen", "preferred (++)", SeriesColor.Blue), ("rejected", "language-rejected (+−)", SeriesColor.Vermillion),
            ("rejected_image", "vision-rejected (−+)", SeriesColor.Green)];

    /// <summary>Scenes, each with its true caption.</summary>
    public static Figure Scenes(string name, IEnumerable<BlockScene> scenes, string title) => Figure.Grid(
        name, 4,
        scenes.Select(s => new Panel(BlockScene.Caption(s.Present)).Image(s.Render(), BlockScene.Caption(s.Present))),
        title);

    /// <summary>Log-probabilities of the three samples along training, a panel per loss (AdaViP's Figure 1,
    /// bottom).</summary>
    public static Figure Logps(string name, IReadOnlyList<VisionLanguageRun[]> arms, string title) => Figure.Grid(
        name, 3,
        arms.Select(runs => Samples.Aggregate(
            new Panel(runs[0].Loss).XAxis("updates").YAxis("mean log-probability", unit: "nats"),
            (panel, s) =>
                Band(panel, s.Name, [0, .. runs[0].Steps],
                    runs.Select(r => (double[])[r.Base[s.View], .. r.Logps[s.View]]), s.SeriesColor))),
        title, shareX: true, shareY: true);

    /// <summary>AdaViP's weights and rewards along training (Figure 5).</summary>
    public static Figure Weights(string name, VisionLanguageRun[] runs, string title)
    {
        int[] steps = [.. runs[0].History.Records.Select(r => r.Step)];
        var weights = Samples.Skip(1).Aggregate(
            new Panel("weights").XAxis("updates").YAxis("weight in the gradient"),
            (panel, s) => Band(panel, s.Name, steps, runs.Select(r => r.History[$"weights/{s.View}"]), s.SeriesColor));
        var rewards = Samples.Aggregate(
            new Panel("rewards").XAxis("updates").YAxis("mean reward"),
            (panel, s) => Band(panel, s.Name, steps, runs.Select(r => r.History[$"rewards/{s.View}"]), s.SeriesColor));
        return Figure.Grid(name, 2, [weights, rewards], title, shareX: true);
    }

    /// <summary>What the models say of held-out scenes, means over seeds with intervals.</summary>
    public static Table Scores(string name, IReadOnlyList<(string Model, BlockEvaluation[] Seeds)> models,
        string caption) => Table.From(name, models.Select(m => new
        {
            m.Model,
            Chair = Text(m.Seeds.Select(s => 100 * s.Chair)), Cover = Text(m.Seeds.Select(s => 100 * s.Cover)),
            F1 = Text(m.Seeds.Select(s => 100 * s.F1)), Accuracy = Text(m.Seeds.Select(s => 100 * s.Accuracy)),
        }))
        .Column("Model", header: "model").Column("Chair", header: "CHAIR", unit: "%").Column("Cover", unit: "%")
        .Column("F1", header: "existence F1", unit: "%").Column("Accuracy", header: "existence accuracy", unit: "%")
        .WithCaption(caption);

    private static string Text(IEnumerable<double> values) => ConfidenceInterval.OfMean(values).ToString();

    private static Panel Band(Panel panel, string name, IEnumerable<int> steps, IEnumerable<double[]> curves,
        SeriesColor hue)
    {
        var band = SeedBand.Of(curves);
        return panel.Line(name, steps, band.Mean, band.Low, band.High, hue, Dash.Solid);
    }
}
