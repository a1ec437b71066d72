using ResearchKit.Datasets.Bandits;
using ResearchKit.Figures;
using ResearchKit.Figures.Rendering;
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
        title).WithCaption("One seed. + chosen, \u2212 rejected.");

    /// <summary>Likelihood heat maps: the start, which all trainings share, then the end of each.</summary>
    public static Figure Likelihoods(string name, IEnumerable<(string Name, BanditRun Run)> runs, string title)
    {
        var all = runs.ToArray();
        var (first, last) = (all[0].Run, all[0].Run.Steps.Length - 1);
        return Figure.Grid(name, all.Length + 1,
            [Map("start", first, 0, null), .. all.Select(r => Map(r.Name, r.Run, last, Symbols(r.Run.Data)))],
            title, shareX: true, shareY: true)
            .WithSize(960, panelHeight: 190)
            .WithCaption($"One seed, after {first.Steps[^1]} updates. + chosen, \u2212 rejected, \u00b1 both.");

        static Panel Map(string about, BanditRun run, int record, string[,]? symbols)
        {
            var panel = new Panel(about).XAxis("response").YAxis("prompt")
                .Heatmap(run.Trajectory.Probabilities(record), label: "probability", min: 0, max: 1);
            return symbols is null ? panel : panel.WithCellTexts(symbols);
        }
    }

    /// <summary>Chosen, rejected and unseen likelihood over training, one panel per set of runs, with bands.</summary>
    public static Figure Curves(
        string name, IEnumerable<(string Name, BanditRun[] Runs)> sets, string title) => Figure.Grid(
            name, 2,
            sets.Select(s => new Panel(s.Name).XAxis("updates").YAxis("probability", min: 0, max: 1)
                .Band("chosen", s.Runs, r => r.Trajectory.Chosen(), SeriesColor.Blue)
                .Band("rejected", s.Runs, r => r.Trajectory.Rejected(), SeriesColor.Vermillion)
                .Band("unseen (8 responses together)", s.Runs, r => r.Trajectory.Unseen(), SeriesColor.Gray)),
            title, shareX: true, shareY: true).WithCaption(SeedBands.Words(sets.First().Runs.Length));

    /// <summary>Mean log-probabilities of chosen and rejected responses over training, with bands.</summary>
    public static Figure LogCurves(
        string name, IEnumerable<(string Name, BanditRun[] Runs)> sets, string title) => Figure.Grid(
            name, 2,
            sets.Select(s => new Panel(s.Name).XAxis("updates").YAxis("mean log-probability", unit: "nats")
                .Band("chosen", s.Runs, r => r.Trajectory.LogChosen(), SeriesColor.Blue)
                .Band("rejected", s.Runs, r => r.Trajectory.LogRejected(), SeriesColor.Vermillion)),
            title, shareX: true, shareY: true).WithCaption(SeedBands.Words(sets.First().Runs.Length));

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
            title, shareY: true).WithCaption(SeedBands.Words(sets.First().AdamW.Length));

    /// <summary>
    /// How far measured gradient ratios are from pi(y+) / pi(y-), relative to it: over dozens of decades only the
    /// difference shows that they are equal.
    /// </summary>
    public static Figure GradientRatios(
        string name, IEnumerable<(string Name, GradientBalance Balance)> runs, string title)
    {
        var figure = new Figure(name, title)
            .XAxis("likelihood ratio π(y^{+}) / π(y^{−})", scale: AxisScale.Log)
            .YAxis("measured / expected \u2212 1", unit: "2^{\u221252}")
            .HorizontalLine(0, "equal");
        foreach (var (series, balance) in runs)
        {
            var (expected, measured) = (Thinned(balance.Theory), Thinned(balance.Measured));
            figure = figure.Scatter(series, expected,
                measured.Zip(expected, (m, e) => (m / e - 1) * (1L << 52)));
        }
        return figure.WithCaption(
            "One seed; every pair at every third recorded moment. The unit is the resolution of " +
            "float64 numbers: what is left is rounding.");
    }

    /// <summary>
    /// What a prompt's own pair and what the other prompts' pairs do to it, with bands over seeds. The axes show the
    /// rates from the second record on: at the start they are many times as large, and the caption gives them.
    /// </summary>
    public static Figure Interference(string name, IReadOnlyList<InterferencePath> paths, string title)
    {
        (string About, string Unit, SeedBand Own, SeedBand Others)[] panels =
        [
            ("chosen log-probability", "nats", Band(p => p.ChosenOwn), Band(p => p.ChosenOthers)),
            ("mass of unseen responses", "", Band(p => p.UnseenOwn), Band(p => p.UnseenOthers)),
        ];
        return Figure.Grid(name, 2, panels.Select(p =>
        {
            var later = new[] { p.Own, p.Others }.SelectMany(b => b.Low[1..].Concat(b.High[1..])).Append(0).ToArray();
            var (low, high) = (later.Min(), later.Max());
            var margin = (high - low) / 10;
            return new Panel(p.About).XAxis("updates").YAxis(
                "rate per unit of learning rate", unit: p.Unit, min: low - margin, max: high + margin)
                .HorizontalLine(0)
                .Line("own pair", paths[0].Steps, p.Own.Mean, p.Own.Low, p.Own.High, SeriesColor.Green, Dash.Solid)
                .Line("pairs of other prompts", paths[0].Steps, p.Others.Mean, p.Others.Low, p.Others.High,
                    SeriesColor.Purple, Dash.Solid);
        }), title).WithCaption(SeedBands.Words(paths.Count) + " The axes are cut at the rates after "
            + $"{paths[0].Steps[1]} updates. At the start " + string.Join("; ", panels.Select((p, i) =>
                $"({(char)('a' + i)}) own {First(p.Own)}, others {First(p.Others)}")) + ".");

        string First(SeedBand band) => NumberText.Formatted(band.Mean[0], "0.0000");

        SeedBand Band(Func<InterferencePath, double[]> rate) => SeedBand.Of(paths.Select(rate));
    }

    /// <summary>
    /// Where a hyper-parameter leads: final likelihoods, the drop of the rejected log-probability, and how long the
    /// chosen likelihood rises.
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
        var middle = new Panel("rejected log-probability").XAxis(parameter, scale: AxisScale.Log)
            .YAxis("fall from start to end", unit: "nats", scale: AxisScale.Log);
        middle = With(middle, "rejected", p => p.LogRejected()[0] - p.LogRejected()[^1], SeriesColor.Vermillion);
        var right = new Panel("time until degradation").XAxis(parameter, scale: AxisScale.Log)
            .YAxis("updates until the chosen peak", min: 0);
        right = With(right, "peak", p => p.Steps[Array.IndexOf(p.Chosen(), p.Chosen().Max())], SeriesColor.Green);
        return Figure.Grid(name, 3, [left, middle, right], title).WithCaption(SeedBands.Words(sweep[0].Runs.Length));
    }

    /// <summary>Where the probability is at the end, one stacked bar per method, and the share of prompts that keep
    /// their chosen response.</summary>
    public static Figure Masses(string name, IReadOnlyList<MethodOutcome> outcomes, string title)
    {
        var methods = outcomes.Select(o => o.Method).ToArray();
        var masses = new Panel("probability").XAxis("mean over prompts at the end", min: 0, max: 1)
            .Bars("chosen", methods, outcomes.Select(o => o.Chosen.Mean), outcomes.Select(o => o.Chosen.HalfWidth),
                color: SeriesColor.Blue)
            .Bars("rejected", methods, outcomes.Select(o => o.Rejected.Mean), color: SeriesColor.Vermillion)
            .Bars("unseen", methods, outcomes.Select(o => o.Unseen.Mean), color: SeriesColor.Gray)
            .Stacked().Horizontal();
        var kept = new Panel("prompts that keep their chosen response").XAxis("share of prompts", min: 0, max: 1.05)
            .Bars("kept", methods, outcomes.Select(o => o.Kept.Mean), outcomes.Select(o => o.Kept.HalfWidth),
                color: SeriesColor.Green)
            .Horizontal();
        return Figure.Grid(name, 2, [masses, kept], title, shareY: true).WithSize(800).WithCaption(
            FormattableString.Invariant($"Means over {outcomes[0].Chosen.Values.Count} seeds with 95 % Student ") +
            "intervals; in (a) that of the chosen response. (b) A prompt keeps its chosen response if that is the " +
            "most likely one at the end.");
    }

    /// <summary>One measure over training, one curve with its band per set of runs.</summary>
    public static Figure Bands(
        string name, IEnumerable<int> steps, IEnumerable<(string Name, double[][] Curves)> sets, string measure,
        string title)
    {
        var all = sets.ToArray();
        var figure = new Figure(name, title).XAxis("updates").YAxis(measure, min: 0)
            .WithCaption(SeedBands.Words(all[0].Curves.Length));
        return all.Aggregate(figure, (f, set) => f.Band(set.Name, steps, set.Curves));
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
            title, shareX: true).WithCaption(SeedBands.Words(labs.Count));
    }

    // Every third record: enough points to see a line, few enough for a small file.
    private static double[] Thinned(double[][] values) => [.. values.Where((_, i) => i % 3 == 0).SelectMany(v => v)];

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
