using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Training;

/// <summary>How a policy is trained.</summary>
/// <param name="Steps">Number of parameter updates, at least 1.</param>
/// <param name="LearningRate">Step size, above 0; constant.</param>
public sealed record TrainingOptions(int Steps, double LearningRate)
{
    /// <summary>The update rule.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.AdamW;

    /// <summary>Decoupled weight decay of <see cref="OptimizerKind.AdamW"/>.</summary>
    public double WeightDecay { get; init; }

    /// <summary>
    /// Steps between two records in the history; step 0 and the state after the last update are always recorded.
    /// </summary>
    public int RecordEvery { get; init; } = 10;

    /// <summary>
    /// Whether the policy starts as a copy of the reference, in which case <see cref="StartUpCheck"/> runs first.
    /// </summary>
    public bool StartsAtReference { get; init; } = true;

    /// <summary>Whether the state before update <paramref name="step"/> is recorded.</summary>
    public bool Records(int step) => step % RecordEvery == 0 || step == Steps;

    /// <summary>The steps of <see cref="Records"/>, ascending from 0.</summary>
    public int[] RecordedSteps => [.. Enumerable.Range(0, Steps + 1).Where(Records)];

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LearningRate);
        ArgumentOutOfRangeException.ThrowIfNegative(WeightDecay);
        ArgumentOutOfRangeException.ThrowIfLessThan(RecordEvery, 1);
    }

    /// <summary>The optimizer of these options over the given parameters.</summary>
    /// <remarks>Adam's constants are spelled out: engines disagree about default values.</remarks>
    public optim.Optimizer CreateOptimizer(IEnumerable<Parameter> parameters) => Optimizer switch
    {
        OptimizerKind.AdamW => optim.AdamW(
            parameters, LearningRate, beta1: 0.9, beta2: 0.999, eps: 1e-8, weight_decay: WeightDecay),
        OptimizerKind.Sgd => optim.SGD(parameters, LearningRate),
        _ => throw new InvalidOperationException($"{Optimizer} is no optimizer."),
    };
}
