namespace ResearchKit.Pairs.Vision.Learned.Training;

/// <summary>How the three stages are trained.</summary>
public sealed record VisionTrainingOptions
{
    /// <summary>Scenes to learn from; each is there twice, whole and without one of its objects.</summary>
    public int Scenes { get; init; } = 9000;

    /// <summary>Scenes on which thresholds are calibrated.</summary>
    public int Validation { get; init; } = 600;

    /// <summary>Draws the initial weights, the order of the samples and what is asked of them.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The detector with the backbone.</summary>
    public OptimizerSchedule Detector { get; init; } = new(3500, 32, 3e-3);

    /// <summary>The tagger on the trained backbone.</summary>
    public OptimizerSchedule ImageTagger { get; init; } = new(2000, 64, 5e-3);

    /// <summary>The small CLIP on the trained backbone; a batch counts pairs of images.</summary>
    public OptimizerSchedule Clip { get; init; } = new(2500, 32, 3e-3);

    /// <summary>Updates of all stages together.</summary>
    public int Steps => Detector.Steps + ImageTagger.Steps + Clip.Steps;
}
