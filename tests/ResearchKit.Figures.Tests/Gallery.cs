
namespace ResearchKit.Figures.Tests;

/// <summary>One figure of each kind, from closed forms and a seeded generator: what the tests and a reader look
/// at.</summary>
internal static class Gallery
{
    public static IEnumerable<Figure> All =>
    [
        LinesWithBands(), LogAxes(), DirectlyLabeled(), ScatterWithErrors(), GroupedBars(), StackedBars(),
        HorizontalBars(),
        CellText(), DivergingMap(), LargeMap(), Histograms(), Boxes(), Image(), Scenarios(), MapsOfOneScale(),
        ManyCategories(), Annotated(),
    ];

    public static Figure LinesWithBands()
    {
        var steps = Enumerable.Range(0, 101).Select(i => i * 20).ToArray();
        double[] Curve(double start, double end, double speed) =>
            [.. steps.Select(s => end + (start - end) / (1 + s * speed / 1000))];
        var figure = new Figure("lines-with-bands", "DPO lowers both likelihoods, the rejected one faster")
            .XAxis("training step").YAxis("log π_{θ}(y|x)", unit: "nats");
        foreach (var (name, end, speed, spread) in new[]
                 { ("chosen", -3.1, 2.0, 0.15), ("rejected", -9.5, 4.0, 0.5), ("unseen", -1.2, 3.0, 0.25) })
        {
            var y = Curve(-2.3, end, speed);
            figure =
                figure.Line(name, steps, y, [.. y.Select((v, i) => v - spread * i / 50)],
                    [.. y.Select((v, i) => v + spread * i / 50)]);
        }
        return figure.WithCaption("Mean of ten seeds with 95% confidence bands. The mass that leaves the rejected " +
            "responses goes to responses that the preference data never shows.");
    }

    public static Figure LogAxes()
    {
        // Six points per decade; a sixth of a decade is the factor 10^(1/6). No Math.Pow: it differs between platforms.
        var n = Enumerable.Range(0, 24)
            .Aggregate(new List<double> { 10 }, (l, _) => [.. l, l[^1] * 1.4677992676220695]);
        return new Figure("log-axes", "Error falls with the square root of the data")
            .XAxis("preference pairs", scale: AxisScale.Log).YAxis("total variation to π^{*}", scale: AxisScale.Log)
            .Line("full coverage", n, n.Select(v => 0.9 / Math.Sqrt(v)), marker: Marker.Circle)
            .Line("partial coverage", n, n.Select(v => 0.9 / Math.Sqrt(v) + 0.05), marker: Marker.Square)
            .HorizontalLine(0.01, "target 0.01");
    }

    public static Figure DirectlyLabeled()
    {
        var x = Enumerable.Range(0, 60).ToArray();
        var figure = new Figure("direct-labels", "Reward margin during training").XAxis("epoch").YAxis("margin");
        string[] names = ["DPO", "IPO", "SimPO", "AdaViP", "KTO"];
        for (var k = 0; k < names.Length; k++)
            figure =
                figure.Line(names[k], x.Select(v => v / 10.0), x.Select(v => (1.2 + 0.25 * k) * v / (v + 14.0 + k)));
        return figure.WithLegend(LegendPlacement.Direct);
    }

    public static Figure ScatterWithErrors()
    {
        var random = new Random(7);
        var figure = new Figure("scatter-errors", "Hallucination against coverage")
            .XAxis("coverage", unit: "%").YAxis("CHAIR", unit: "%");
        foreach (var name in new[] { "preference", "decoding", "proprietary" })
        {
            var x = Enumerable.Range(0, 9).Select(_ => 45 + 50 * random.NextDouble()).ToArray();
            var y = x.Select(v => 12 - v / 10 + random.NextDouble()).ToArray();
            figure = figure.Scatter(name, x, y, y.Select(v => v - 0.4), y.Select(v => v + 0.5));
        }
        return figure;
    }

    public static Figure GroupedBars()
    {
        string[] metrics = ["existence", "attribute", "relation", "all"];
        return new Figure("grouped-bars", "AMBER, discriminative part")
            .YAxis("F1", unit: "%")
            .Bars("LLaVA-1.5", metrics, [64.4, 65.5, 62.4, 74.7], [1.2, 1.0, 1.6, 0.8], format: "0.0")
            .Bars("DPO", metrics, [90.3, 68.9, 35.7, 78.8], [0.8, 1.1, 2.2, 0.7], format: "0.0")
            .Bars("AdaViP", metrics, [97.8, 76.0, 67.0, 85.8], [0.4, 0.9, 1.5, 0.5], format: "0.0");
    }

    public static Figure StackedBars()
    {
        string[] steps = ["start", "step 100", "step 500", "step 2000"];
        return new Figure("stacked-bars", "Where the probability mass goes").YAxis("probability mass").Stacked()
            .Bars("chosen", steps, [0.30, 0.34, 0.29, 0.22], format: "0.00")
            .Bars("rejected", steps, [0.30, 0.12, 0.03, 0.001], format: "0.00")
            .Bars("unseen", steps, [0.40, 0.54, 0.68, 0.779], format: "0.00", color: SeriesColor.Gray);
    }

    public static Figure HorizontalBars()
    {
        string[] methods =
            ["AdaViP (adaptive vision-enhanced preference)", "RLAIF-V", "LLaVA-1.5 + DPO", "HA-DPO", "fixed weights"];
        return new Figure("horizontal-bars", "Change of the AMBER score against LLaVA-1.5").Horizontal()
            .XAxis("change", unit: "points")
            .Bars("change", methods, [7.0, 5.7, 2.7, 1.6, -1.2], [0.3, 0.4, 0.6, 0.5, 0.4], format: "+0.0;-0.0");
    }

    public static Figure CellText()
    {
        string[] views = ["chosen", "rejected", "chosen on the rejected image", "unseen"];
        return new Figure("cell-text", "Correlation of gradients")
            .Heatmap(
                new[,] { { 1, 0.72, 0.31, -0.05 }, { 0.72, 1, 0.11, -0.42 }, { 0.31, 0.11, 1, 0.2 },
                    { -0.05, -0.42, 0.2, double.NaN } },
                views, views, "cosine similarity", map: ColorMap.Diverging, min: -1, max: 1, format: "0.00");
    }

    public static Figure DivergingMap()
    {
        var z = new double[9, 14];
        for (var r = 0; r < 9; r++)
            for (var c = 0; c < 14; c++) z[r, c] = (c - 4.0) * (4 - r) / 12;
        return new Figure("diverging-map").XAxis("response").YAxis("prompt")
            .Heatmap(z, label: "change of log-probability", unit: "nats", map: ColorMap.Diverging);
    }

    public static Figure LargeMap()
    {
        var z = new float[60, 120];
        for (var r = 0; r < 60; r++)
            for (var c = 0; c < 120; c++)
            {
                float x = (c - 60) / 40f, y = (r - 30) / 20f;
                z[r, c] = 1 / (1 + x * x + 2 * y * y + 1.5f * x * y);
            }
        return new Figure("large-map", "Seven thousand cells are one image").XAxis("column").YAxis("row")
            .Heatmap(z, label: "density");
    }

    public static Figure Histograms()
    {
        var random = new Random(3);
        double Normal() => Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;
        return new Figure("histograms", "Implicit rewards overlap less after training").XAxis("reward β log(π/π_{ref})")
            .YAxis("density")
            .Histogram("chosen", Enumerable.Range(0, 800).Select(_ => 0.9 + Normal()), scale: HistogramScale.Density)
            .Histogram("rejected", Enumerable.Range(0, 800).Select(_ => -0.7 + 0.8 * Normal()),
                scale: HistogramScale.Density)
            .VerticalLine(0, "indifference");
    }

    public static Figure Boxes()
    {
        var random = new Random(11);
        var figure = new Figure("boxes", "Reward accuracy over 40 seeds").YAxis("accuracy", unit: "%");
        foreach (var (name, center) in new[] { ("DPO", 71.0), ("IPO", 69.0), ("SimPO", 74.0), ("AdaViP", 82.0) })
            figure =
                figure.Box(name,
                    Enumerable.Range(0, 40)
                    .Select(_ => center +
                        12 * (random.NextDouble() + random.NextDouble() - 1) * (random.NextDouble() < 0.06 ? 2.5 : 1)));
        return figure;
    }

    public static Figure Image() => Figure.Grid("images", 3,
    [
        new Panel("original").Image(Scene(false), alt: "A red disc and a blue square on a gray ground"),
        new Panel("object masked").Image(Scene(true), alt: "The blue square has been painted over"),
        new Panel("difference").Image(Scene(true), alt: "The difference"),
    ], "A vision-rejected image");

    public static Figure Scenarios()
    {
        var steps = Enumerable.Range(0, 50).Select(i => i * 10).ToArray();
        Panel Scenario(string title, double a, double b) => new Panel(title)
            .XAxis("step").YAxis("likelihood")
            .Line("chosen", steps, steps.Select(s => 0.3 + a * s / (s + 100.0)))
            .Line("rejected", steps, steps.Select(s => 0.3 / (1 + b * s / 50.0)))
            .Line("unseen", steps, steps.Select(s => 1 - (0.3 + a * s / (s + 100.0)) - 0.3 / (1 + b * s / 50.0)));
        return Figure.Grid("scenarios", 2,
        [
            Scenario("both on-policy", 0.5, 1), Scenario("chosen off-policy", 0.2, 1),
            Scenario("rejected off-policy", -0.1, 8), Scenario("both off-policy", -0.2, 8),
        ], "Off-policy rejected responses make the drop worst", shareX: true, shareY: true);
    }

    public static Figure MapsOfOneScale()
    {
        Panel Map(string title, double t)
        {
            var z = new double[8, 10];
            for (var r = 0; r < 8; r++)
                for (var c = 0; c < 10; c++) z[r, c] = (1 - t) * 0.1 + t * (c == r ? 0.8 : 0.2 / 9);
            return new Panel(title).XAxis("response").YAxis("prompt").Heatmap(z, label: "π(y|x)", min: 0, max: 1);
        }
        return Figure.Grid("maps-of-one-scale", 3, [Map("start", 0), Map("middle", 0.4), Map("end", 1)],
            "Likelihoods of all responses", shareY: true);
    }

    public static Figure ManyCategories()
    {
        string[] names =
            ["LLaVA-1.5", "VCD", "Less-is-more", "OPERA", "CCA-LLaVA", "HA-DPO", "POVID", "RLAIF-V", "V-DPO",
            "MDPO", "LLaVA-RLHF", "RLHF-V", "AMP-MEG", "LLaVA-1.5 + DPO", "LLaVA-1.5 + AdaViP"];
        return new Figure("many-categories",
            "MMHal-Bench: overall score and hallucination rate of published methods with 7B and 13B parameters, " +
                "a title long enough to need a second line")
            .YAxis("score")
            .Bars("score", names, names.Select((_, i) => 1.9 + 0.08 * i));
    }

    public static Figure Annotated()
    {
        var x = Enumerable.Range(0, 200).Select(i => i / 20.0).ToArray();
        return new Figure("annotated", "Over-optimization").XAxis("√KL to the reference", unit: "nats^{1/2}")
            .YAxis("gold reward")
            .Line("proxy", x, x.Select(v => v * 0.9))
            .Line("gold", x, x.Select(v => v * (1.4 - 0.14 * v)))
            .Shade(5, 10, "over-optimized").Note(5, 3.5, "peak", arrow: true).HorizontalLine(0);
    }

    public static Table Methods() => Table.From("methods", new[]
        {
            new { Method = "LLaVA-1.5", Kind = "base", F1 = 77.7, Chair = 7.8, Cog = 4.2,
            Score = new PlusMinus(1.95, 0.06), Hall = 63.5 },
            new { Method = "VCD", Kind = "decoding", F1 = 74.9, Chair = double.NaN, Cog = double.NaN,
            Score = new PlusMinus(2.12, 0.05), Hall = 54.2 },
            new { Method = "RLAIF-V", Kind = "preference", F1 = 84.5, Chair = 3.1, Cog = 1.0,
            Score = new PlusMinus(2.95, 0.04), Hall = 32.3 },
            new { Method = "AdaViP (β = 0.1)", Kind = "preference", F1 = 85.8, Chair = 1.8, Cog = 0.3,
            Score = new PlusMinus(3.12, 0.05), Hall = 28.0 },
        })
        .Column("F1", unit: "%", best: Best.Highest).Column("Chair", header: "CHAIR", format: "0.0", best: Best.Lowest)
        .Column("Cog", format: "0.0", best: Best.Lowest).Column("Score", best: Best.Highest)
        .Column("Hall", header: "Hallucination", unit: "%", best: Best.Lowest)
        .Span("AMBER", "F1", "Chair", "Cog").Span("MMHal-Bench", "Score", "Hall").GroupBy("Kind")
        .WithCaption("Hallucination of 7B models: mean and 95% interval over three runs.");

    private static byte[,,] Scene(bool masked)
    {
        var pixels = new byte[48, 64, 3];
        for (var y = 0; y < 48; y++)
            for (var x = 0; x < 64; x++)
            {
                var (r, g, b) = (200, 204, 208);
                if ((x - 18) * (x - 18) + (y - 24) * (y - 24) < 130) (r, g, b) = (200, 60, 50);
                if (!masked && x is > 38 and < 56 && y is > 14 and < 34) (r, g, b) = (40, 90, 190);
                (pixels[y, x, 0], pixels[y, x, 1], pixels[y, x, 2]) = ((byte)r, (byte)g, (byte)b);
            }
        return pixels;
    }
}
