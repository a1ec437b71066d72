using ResearchKit.Datasets.Bandits;
using ResearchKit.Figures;
using ResearchKit.Training.Bandits;

namespace ResearchKit.Experiments.Bandits;

/// <summary>The figures that bandit experiments share.</summary>
public static class BanditFigures
{
    /// <summary>Reference policy and true rewards, with the chosen (+) and rejected (-) responses marked.</summary>
    public static Figure World(string name, BanditLab lab, BanditPreferences data, string title) => Figure.Grid(
        name, 2,
        [
            new Panel("reference policy").XAxis("response").YAxis("prompt")
                .Heatmap(lab.ReferenceProbabilities, label: "probability", min: 0).WithCellTexts(Symbols(data)),
            new Panel("true reward").XAxis("response").YAxis("prompt")
                .Heatmap(lab.Truth.Rewards, label: "reward", map: ColorMap.Diverging).WithCellTexts(Symbols(data)),
        ],
        title);

    /// <summary>Likelihood heat maps at the start, the middle and the end of trainings, one row per training.</summary>
    public static Figure Likelihoods(string name, IEnumerable<(string Name, BanditRun Run)> runs, string title) =>
        Figure.Grid(name, 3, runs.SelectMany(r => Thirds(r.Name, r.Run)), title, shareX: true, shareY: true);

    /// <summary>Chosen, rejected and unseen likelihood over training, one panel per set of runs, with bands.</summary>
    public static Figure Curves(
        string name, IEnumerable<(string Name, BanditRun[] Runs)> sets, string title) => Figure.Grid(
            name, 2,
            sets.Select(s => new Panel(s.Name).XAxis("updates").YAxis("probability", min: 0, max: 1)
                .Band("chosen", s.Runs, r => r.Trajectory.Chosen(), SeriesColor.Blue)
                .Band("rejected", s.Runs, r => r.Trajectory.Rejected(), SeriesColor.Vermillion)
                .Band("unseen (8 responses together)", s.Runs, r => r.Trajectory.Unseen(), SeriesColor.Gray)),
            title, shareX: true, shareY: true);

    /// <summary>Mean log-probabilities of chosen and rejected responses over training, with bands.</summary>
    public static Figure LogCurves(
        string name, IEnumerable<(string Name, BanditRun[] Runs)> sets, string title) => Figure.Grid(
            name, 2,
            sets.Select(s => new Panel(s.Name).XAxis("updates").YAxis("mean log-probability", unit: "nats")
                .Band("chosen", s.Runs, r => r.Trajectory.LogChosen(), SeriesColor.Blue)
                .Band("rejected", s.Runs, r => r.Trajectory.LogRejected(), SeriesColor.Vermillion)),
            title, shareX: true, shareY: true);

    /// <summary>
    /// Chosen likelihood over the reward margin reached, one panel per scenario, one band per optimizer.
    /// </summary>
    public static Figure OverMargin(
        string name, IEnumerable<(string Name, BanditRun[] AdamW, BanditRun[] Sgd)> sets, string title) => Figure.Grid(
            name, 2,
            sets.Select(s =>
            {
                var reach = Math.Min(MarginCurve.Reach(s.AdamW), MarginCurve.Reach(s.Sgd));
                double[] margins = [.. Enumerable.Range(0, 31).Select(i => reach * i / 30)];
                SeedBand Band(BanditRun[] runs) =>
                    SeedBand.Of(runs.Select(r => MarginCurve.At(r, r.Trajectory.Chosen(), margins)));
                var (adamW, sgd) = (Band(s.AdamW), Band(s.Sgd));
                return new Panel(s.Name).XAxis("mean reward margin βh").YAxis("π(y^{+})", min: 0, max: 1)
                    .Line("AdamW", margins, adamW.Mean, adamW.Low, adamW.High, SeriesColor.Purple, Dash.Solid)
                    .Line("SGD", margins, sgd.Mean, sgd.Low, sgd.High, SeriesColor.Green, Dash.Solid);
            }),
            title, shareY: true);

    /// <summary>
    /// Measured gradient ratios against pi(y+) / pi(y-), one series per training, on logarithmic axes.
    /// </summary>
    public static Figure GradientRatios(
        string name, IEnumerable<(string Name, GradientBalance Balance)> runs, string title)
    {
        var figure = new Figure(name, title)
            .XAxis("likelihood ratio π(y^{+}) / π(y^{−})", scale: AxisScale.Log)
            .YAxis("measured gradient ratio", scale: AxisScale.Log);
        foreach (var (series, balance) in runs)
            figure = figure.Scatter(series, Thinned(balance.Theory), Thinned(balance.Measured));
        return figure;
    }

    /// <summary>What a prompt's own pair and what the other prompts' pairs do to it, with bands over seeds.</summary>
    public static Figure Interference(string name, IReadOnlyList<InterferencePath> paths, string title)
    {
        Panel Panel(string about, string unit, Func<InterferencePath, double[]> own, Func<InterferencePath,
            double[]> others) =>
            new Panel(about).XAxis("updates").YAxis("rate per unit of learning rate", unit: unit).HorizontalLine(0)
                .Band("own pair", paths[0].Steps, paths.Select(own), SeriesColor.Green)
                .Band("pairs of other prompts", paths[0].Steps, paths.Select(others), SeriesColor.Purple);

        return Figure.Grid(
            name, 2,
            [
                Panel("chosen log-probability", "nats", p => p.ChosenOwn, p => p.ChosenOthers),
                Panel("mass of unseen responses", "", p => p.UnseenOwn, p => p.UnseenOthers),
            ],
            title);
    }

    /// <summary>
    /// Where a hyper-parameter leads: final likelihoods, and the drop of the rejected log-probability.
    /// </summary>
    public static Figure Sweep(
        string name, IReadOnlyList<(double Value, BanditRun[] Runs)> sweep, string parameter, string title)
    {
        Panel With(Panel panel, string series, Func<BanditTrajectory, double> measure, SeriesColor color)
        {
            var intervals = sweep.Select(s =>
                ConfidenceInterval.OfMean(s.Runs.Select(r => measure(r.Trajectory)))).ToArray();
            return panel.Line(
                series, sweep.Select(s => s.Value), intervals.Select(i => i.Mean), intervals.Select(i => i.Low),
                intervals.Select(i => i.High), color, Dash.Solid, Marker.Circle);
        }

        var left = new Panel("likelihoods at the end").XAxis(parameter, scale: AxisScale.Log)
            .YAxis("probability", min: 0, max: 1);
        left = With(left, "chosen, at its peak", p => p.Chosen().Max(), SeriesColor.Sky);
        left = With(left, "chosen", p => p.Chosen()[^1], SeriesColor.Blue);
        left = With(left, "unseen", p => p.Unseen()[^1], SeriesColor.Gray);
        var right = new Panel("rejected log-probability").XAxis(parameter, scale: AxisScale.Log)
            .YAxis("change from start to end", unit: "nats");
        right = With(right, "rejected", p => p.LogRejected()[^1] - p.LogRejected()[0], SeriesColor.Vermillion);
        return Figure.Grid(name, 2, [left, right], title);
    }

    /// <summary>Where the probability is at the end, one stacked bar per method.</summary>
    public static Figure Masses(string name, IReadOnlyList<MethodOutcome> outcomes, string title)
    {
        var methods = outcomes.Select(o => o.Method).ToArray();
        return new Figure(name, title).XAxis("probability at the end", min: 0, max: 1)
            .Bars("chosen", methods, outcomes.Select(o => o.Chosen.Mean), color: SeriesColor.Blue)
            .Bars("rejected", methods, outcomes.Select(o => o.Rejected.Mean), color: SeriesColor.Vermillion)
            .Bars("unseen", methods, outcomes.Select(o => o.Unseen.Mean), color: SeriesColor.Gray)
            .Stacked().Horizontal();
    }

    /// <summary>One measure over training, one curve with its band per set of runs.</summary>
    public static Figure Bands(
        string name, IEnumerable<int> steps, IEnumerable<(string Name, double[][] Curves)> sets, string measure,
        string title)
    {
        var figure = new Figure(name, title).XAxis("updates").YAxis(measure, min: 0);
        return sets.Aggregate(figure, (f, set) => f.Band(set.Name, steps, set.Curves));
    }

    /// <summary>
    /// What a trainer can see (loss, top-5 entropy and mass) against what it cannot (true reward), with bands over
    /// seeds.
    /// </summary>
    public static Figure OverOptimization(
        string name, IReadOnlyList<(string Name, BanditRun[] Runs)> sets, IReadOnlyList<BanditLab> labs, string title)
    {
        Panel Panel(string about, string measure, string unit, Func<BanditLab, BanditRun,
            double[]> curve) => sets.Aggregate(
            new Panel(about).XAxis("updates").YAxis(measure, unit: unit),
            (panel, set) => panel.Band(set.Name, set.Runs[0].Steps, labs.Zip(set.Runs, curve)));

        return Figure.Grid(
            name, 2,
            [
                Panel("hidden: true reward", "expected reward", "", (lab,
                    run) => run.Trajectory.ExpectedReward(lab.Truth)),
                Panel("visible: training loss", "DPO loss", "", (_, run) => run.History["loss"]),
                Panel("visible: entropy of the top 5", "entropy", "nats", (_, run) => run.Trajectory.TopEntropy(5)),
                Panel("visible: mass of the top 5", "probability", "", (_, run) => run.Trajectory.TopMass(5)),
            ],
            title, shareX: true);
    }

    private static IEnumerable<Panel> Thirds(string name, BanditRun run)
    {
        foreach (var record in (int[])[0, (run.Steps.Length - 1) / 2, run.Steps.Length - 1])
            yield return new Panel($"{name}: {Updates(run.Steps[record])}").XAxis("response").YAxis("prompt")
                .Heatmap(run.Trajectory.Probabilities(record), label: "probability", min: 0, max: 1)
                .WithCellTexts(Symbols(run.Data));
    }

    // Every third record: enough points to see a line, few enough for a small file.
    private static double[] Thinned(double[][] values) => [.. values.Where((_, i) => i % 3 == 0).SelectMany(v => v)];

    private static string Updates(int step) => step == 0 ? "start" : $"{step} updates";

    private static string[,] Symbols(BanditPreferences data)
    {
        var symbols = new string[data.Prompts, data.Responses];
        for (var x = 0; x < data.Prompts; x++)
            for (var y = 0; y < data.Responses; y++)
                symbols[x, y] = data.Role(x, y) switch
                {
                    ResponseRoles.Chosen => "+",
                    ResponseRoles.Rejected => "−",
                    ResponseRoles.Unseen => "",
                    _ => "±",
                };
        return symbols;
    }
}
