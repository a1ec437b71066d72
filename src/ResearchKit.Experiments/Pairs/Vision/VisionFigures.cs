using System.Globalization;
using ResearchKit.Figures;
using ResearchKit.Figures.Rendering;
using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision;
using ResearchKit.Pairs.Vision.Learned.Training;

namespace ResearchKit.Experiments.Pairs.Vision;

/// <summary>Figures about stages that see pixels alone.</summary>
public static class VisionFigures
{
    /// <summary>Learning curves, one panel for each stage.</summary>
    /// <param name="name">The figure's name.</param>
    /// <param name="curve">The points of all stages.</param>
    /// <param name="title">What the figure says.</param>
    public static Figure Curves(string name, IReadOnlyList<CurvePoint> curve, string title)
    {
        var stages = curve.Select(p => p.Stage).Distinct().ToArray();
        return Figure.Grid(name, stages.Length,
            stages.Select(stage => Panel(Words(stage), [.. curve.Where(p => p.Stage == stage)])), title);

        static string Words(string stage) => stage == "clip" ? "CLIP" : stage.Replace('-', ' ');

        static Panel Panel(string stage, CurvePoint[] points) => new Panel(stage).XAxis("updates").YAxis("loss", min: 0)
            .Line("scenes learned from", points.Select(p => p.Step), points.Select(p => p.Loss))
            .Line("other scenes", points.Select(p => p.Step), points.Select(p => p.Validation));
    }

    /// <summary>Precision and recall of an image tagger by category.</summary>
    /// <param name="name">The figure's name.</param>
    /// <param name="scores">The categories, and "all".</param>
    /// <param name="title">What the figure says.</param>
    public static Figure Tagging(string name, IReadOnlyList<TaggingScore> scores, string title)
    {
        var categories = scores.Where(s => s.Tag != "all").ToArray();
        var all = scores.Single(s => s.Tag == "all");
        var tags = categories.Select(s => FormattableString.Invariant($"{s.Tag} ({s.Scenes})")).ToArray();
        return new Figure(name, title).XAxis("category (scenes that have it)").YAxis("share", max: 1.02)
            .Points("precision", tags, categories.Select(s => (s.Found, s.Found + s.FalseAlarms)))
            .Points("recall", tags, categories.Select(s => (s.Found, s.Scenes)))
            .WithCaption(
                string.Create(CultureInfo.InvariantCulture,
                    $"All categories together: precision {all.Precision:0.000} ({all.Found} " +
                    $"of {all.Found + all.FalseAlarms} tags), " +
                    $"recall {all.Recall:0.000} ({all.Found} " +
                    $"of {all.Scenes}). Bars: Wilson's 95 % intervals over scenes; rare categories have wide ones."));
    }

    private static Figure Points(this Figure figure, string name, string[] tags, IEnumerable<(int Hits, int Of)> counts)
    {
        var shares = counts.Select(c => c.Of == 0 ? (Measurement?)null : Proportion.Of((double)c.Hits / c.Of, c.Of))
            .ToArray();
        return figure.Scatter(name, tags, shares.Select(s => s?.Value ?? double.NaN),
            shares.Select(s => s?.Low ?? double.NaN), shares.Select(s => s?.High ?? double.NaN));
    }

    /// <summary>How well boxes fit: intersection over union of every object that was asked for and is there.</summary>
    /// <param name="name">The figure's name.</param>
    /// <param name="detections">The answers.</param>
    /// <param name="title">What the figure says.</param>
    public static Figure Overlaps(string name, IReadOnlyList<Detection> detections, string title)
    {
        var there = detections.Where(d => d.IsThere).ToArray();
        var absent = detections.Where(d => !d.IsThere).ToArray();
        var overlaps = there.Select(d => d.Overlap).Order().ToArray();
        return new Figure(name, title).XAxis("intersection over union with the true box", min: 0, max: 1)
            .YAxis("questions")
            .Histogram("the category is there", overlaps, bins: 20)
            .WithCaption(
                string.Create(CultureInfo.InvariantCulture,
                    $"{there.Length} questions for what is there: " +
                    $"median {overlaps[overlaps.Length / 2]:0.00}, above 0.5 " +
                    $"in {Share(there, d => d.Overlap > 0.5)}; no box (counted as 0) " +
                    $"in {Share(there, d => d.Box is null)}. " +
                    $"Of {absent.Length} questions for what is not " +
                    $"there, {Share(absent, d => d.Box is not null)} got a box."));
    }

    /// <summary>What removing an object does to the scores of sentences that it makes false, and of the
    /// others.</summary>
    /// <param name="name">The figure's name.</param>
    /// <param name="responses">Every object of every scene against every sentence.</param>
    /// <param name="title">What the figure says.</param>
    public static Figure Drops(string name, IReadOnlyList<RemovalResponse> responses, string title)
    {
        var (hit, spared) = (responses.Where(r => !r.StillTrue).ToArray(), responses.Where(r => r.StillTrue).ToArray());
        return new Figure(name, title).XAxis("fall of the score when an object is removed").YAxis("share")
            .Histogram("sentence becomes false", hit.Select(r => r.Drop), 40, HistogramScale.Probability)
            .Histogram("sentence stays true", spared.Select(r => r.Drop), 40, HistogramScale.Probability)
            .WithCaption(
                string.Create(CultureInfo.InvariantCulture,
                    $"The score falls in {Share(hit, r => r.Drop > 0)} " +
                    $"of {hit.Length} sentences that become false " +
                    $"(mean {NumberText.Formatted(hit.Average(r => r.Drop), "0.000")}) and " +
                    $"in {Share(spared, r => r.Drop > 0)} " +
                    $"of {spared.Length} that stay true " +
                    $"(mean {NumberText.Formatted(spared.Average(r => r.Drop), "0.000")})."));
    }

    /// <summary>What tagger and detector find in some scenes; every title says what they overlooked or
    /// invented.</summary>
    /// <param name="name">The figure's name.</param>
    /// <param name="columns">Images in a row.</param>
    /// <param name="examples">The scenes.</param>
    /// <param name="tagger">Names the objects.</param>
    /// <param name="detector">Finds them.</param>
    /// <param name="title">What the figure says.</param>
    public static Figure Detected(
        string name, int columns, IReadOnlyList<SceneExample> examples, IImageTagger tagger, IDetector detector,
        string title)
    {
        return Figure.Grid(name, columns, examples.Select(Panel), title).WithSize(PairFigures.ColumnWidth * columns);

        Panel Panel(SceneExample example)
        {
            var tags = tagger.Tag(example.Image);
            var found = tags.Select(tag => (Tag: tag, Box: detector.Detect(example.Image, tag)))
                .Where(f => f.Box is not null).Select(f => (f.Tag, Box: f.Box!.Value)).ToArray();
            return PairFigures.Labeled(TaggingNote.Of(example, tags), example.Image, found);
        }
    }

    /// <summary>Scenes on which the choices differ, each beside the image that was rejected instead.</summary>
    /// <param name="name">The figure's name.</param>
    /// <param name="columns">Images in a row.</param>
    /// <param name="choices">The disagreements to show.</param>
    /// <param name="title">What the figure says.</param>
    public static Figure Disagreements(string name, int columns, IEnumerable<ChoiceAgreement> choices, string title) =>
        PairFigures.Gallery(name, columns, choices.SelectMany(c => new (string, RgbImage)[]
        {
            (FormattableString.Invariant($"scene {c.Example.Seed}, oracle: {string.Join(" or ", c.OracleChoices)}"),
            c.Example.Image),
            ($"no {c.Removed ?? "candidate"} ({Words(c.Cause)})", c.Pair?.Rejected ?? c.Example.Image),
        }), title)
        .WithCaption("Left: a scene and what the oracle removes. Right: what was removed, and the stage that decided.");

    private static string Words(DisagreementCause cause) => cause switch
    {
        DisagreementCause.NotTagged => "tagger",
        DisagreementCause.NotFound => "detector",
        DisagreementCause.WrongObject => "mask",
        DisagreementCause.NotPreferred => "scorer",
        _ => "agrees",
    };

    private static string Share<T>(IReadOnlyCollection<T> of, Func<T, bool> which) =>
        of.Count == 0 ? "none" : FormattableString.Invariant($"{100.0 * of.Count(which) / of.Count:0.0} %");
}
