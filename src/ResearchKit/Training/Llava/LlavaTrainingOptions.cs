using ResearchKit.Losses.Contract;

namespace ResearchKit.Training.Llava;

/// <summary>How a vision-language model is trained.</summary>
/// <param name="Steps">Updates, at least 1.</param>
/// <param name="LearningRate">The largest step size, above 0.</param>
public sealed record LlavaTrainingOptions(int Steps, double LearningRate)
{
    /// <summary>Examples per forward pass unless set otherwise.</summary>
    public const int DefaultSlice = 8;

    /// <summary>Examples per update; all of them if there are fewer.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>
    /// Examples per forward pass; memory depends on it alone. The gradient of an update is the sum over its slices in
    /// order, so a batch of 32 in one pass and the same batch in four of 8 differ by rounding: the first gradient's
    /// norm by less than 1e-5 of itself, weights after six updates by less than a tenth of one update.
    /// </summary>
    public int SliceSize { get; init; } = DefaultSlice;

    /// <summary>Seed of the order of examples.</summary>
    public long Seed { get; init; }

    /// <summary>
    /// Share of the steps in which the step size rises from 0; after it the size falls to 0 in a line.
    /// </summary>
    public double Warmup { get; init; } = 0.1;

    /// <summary>Decoupled weight decay of AdamW.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Gradients longer than this are shortened to it; 0 leaves them.</summary>
    public double MaxGradientNorm { get; init; } = 1;

    /// <summary>Steps between two records of the metrics; the first and the last are always recorded.</summary>
    public int RecordEvery { get; init; } = 10;

    /// <summary>Steps between two checkpoints; 0 writes one at the end and when stopped.</summary>
    public int SaveEvery { get; init; }

    /// <summary>Steps between two measurements of the loss on held-out examples, if the trainer has any.</summary>
    public int EvaluateEvery { get; init; } = 20;

    /// <summary>
    /// Training ends when so many measurements in a row have not gone below the lowest before them; 0 never ends early.
    /// </summary>
    public int Patience { get; init; }

    /// <summary>
    /// Whether the policy starts as the reference: then the first loss has a known value, which is checked.
    /// </summary>
    public bool StartsAtReference { get; init; } = true;

    /// <summary>The step size of an update.</summary>
    /// <param name="step">From 0.</param>
    public double RateAt(int step)
    {
        var warm = Warmup * Steps;
        if (step < warm) return LearningRate * (step + 1) / (warm + 1);
        return LearningRate * (Steps - step) / Math.Max(1, Steps - warm);
    }

    /// <summary>Checks the ranges, and that the loss allows the slices.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public void Validate(LossInputs inputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LearningRate);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(SliceSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(RecordEvery, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(SaveEvery);
        ArgumentOutOfRangeException.ThrowIfLessThan(EvaluateEvery, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Patience);
        ArgumentOutOfRangeException.ThrowIfNegative(WeightDecay);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxGradientNorm);
        if (Warmup is not (>= 0 and <= 1)) throw new ArgumentException($"Warmup = {Warmup} must be from 0 to 1");
        if ((inputs.CouplesBatch || inputs.RunningMeans.Count > 0) && SliceSize < BatchSize)
            throw new ArgumentException(
                $"this loss reads a statistic of its whole batch: set SliceSize to BatchSize ({BatchSize}) or more");
    }
}
