using ResearchKit.Datasets;
using ResearchKit.Pairs.Vision.Learned;
using ResearchKit.Pairs.Vision.Learned.Networks;
using ResearchKit.Scenes;
using static TorchSharp.torch;

namespace ResearchKit.Pairs.Vision.Learned.Training;

/// <summary>
/// Trains the learned models on drawn scenes: the backbone with the detector, then tagger and CLIP on what the trained
/// backbone sees (as in locked-image tuning, arXiv 2111.07991), then the thresholds on other scenes.
/// </summary>
public static class VisionTraining
{
    /// <summary>Seed of the first scene to learn from; held-out scenes have small seeds.</summary>
    public const int FirstScene = 1_000_000;

    /// <summary>Seed of the first scene for calibration.</summary>
    public const int FirstValidation = 2_000_000;

    private const int CurveScenes = 64;

    private enum Stream { Weights, Detector, ImageTagger, Clip }

    /// <summary>Trains all stages. The same options give the same bits, whatever the number of threads.</summary>
    /// <param name="options">Sizes; the defaults if null.</param>
    /// <param name="progress">Told every point of the learning curves.</param>
    /// <param name="cancellation">Stops before the next update.</param>
    /// <returns>The stages, calibrated, and their learning curves.</returns>
    /// <exception cref="OperationCanceledException">The training was canceled.</exception>
    public static (VisionModels Models, IReadOnlyList<CurvePoint> Curve) Run(
        VisionTrainingOptions? options = null, IProgress<CurvePoint>? progress = null,
        CancellationToken cancellation = default)
    {
        options ??= new();
        var training = SceneSample.Twins(FirstScene, options.Scenes);
        var validation = SceneSample.Twins(FirstValidation, options.Validation);
        var shown = validation[..Math.Min(validation.Length, 2 * CurveScenes)];
        SceneSample[] wholeTraining = Whole(training), wholeShown = Whole(shown);

        var networks =
            new VisionNetworks(Vocabulary.Of(training.Select(s => s.Caption)),
                [.. Enum.GetValues<Category>().Select(c => c.Noun())]);
        networks.Draw(Draws(Stream.Weights).Generator);
        var curve = new List<CurvePoint>();
        curve.AddRange(
            options.Detector.Run("detector", networks.Backbone.parameters().Concat(networks.Detector.parameters()),
            new DetectionObjective(networks.Backbone, networks.Detector, networks.Vocabulary, wholeTraining),
            new DetectionObjective(networks.Backbone, networks.Detector, networks.Vocabulary, wholeShown),
            Draws(Stream.Detector), progress, cancellation));

        using var seen = networks.Backbone.EncodeImages([.. training.Select(s => s.Image)]);
        using var seenShown = networks.Backbone.EncodeImages([.. shown.Select(s => s.Image)]);
        curve.AddRange(options.ImageTagger.Run("image-tagger", networks.ImageTagger.parameters(),
            new TaggingObjective(networks.ImageTagger, seen, training),
            new TaggingObjective(networks.ImageTagger, seenShown, shown),
            Draws(Stream.ImageTagger), progress, cancellation));
        curve.AddRange(options.Clip.Run("clip", networks.Clip.parameters(),
            new ContrastiveObjective(networks.Clip, networks.Vocabulary, seen, training),
            new ContrastiveObjective(networks.Clip, networks.Vocabulary, seenShown, shown),
            Draws(Stream.Clip), progress, cancellation));

        Calibration.Run(networks, Whole(validation));
        return (new(networks), curve);

        SeededDraws Draws(Stream stream) => new(options.Seed, (int)stream);
        static SceneSample[] Whole(SceneSample[] twins) => [.. twins.Where((_, i) => i % 2 == 0)];
    }
}
