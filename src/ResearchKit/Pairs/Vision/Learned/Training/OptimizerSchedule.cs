using ResearchKit.Datasets;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Pairs.Vision.Learned.Training;

/// <summary>How a stage is trained: AdamW, whose rate rises over the first twentieth of the steps and then falls to
/// zero.</summary>
/// <param name="Steps">Updates, at least 1.</param>
/// <param name="Batch">Samples per update.</param>
/// <param name="LearningRate">The highest rate.</param>
public sealed record OptimizerSchedule(int Steps, int Batch, double LearningRate)
{
    /// <summary>How often the curve is recorded: this many times, evenly spaced.</summary>
    private const int Records = 25;

    private const double WeightDecay = 1e-2, MostNorm = 1;

    /// <summary>Minimizes an objective.</summary>
    /// <param name="stage">Its name in the curve.</param>
    /// <param name="parameters">What is changed.</param>
    /// <param name="training">What is minimized.</param>
    /// <param name="validation">The same on samples that are not learned from.</param>
    /// <param name="draws">The order of the samples, and what the objective draws.</param>
    /// <param name="progress">Told every recorded point.</param>
    /// <param name="cancellation">Stops before the next update.</param>
    /// <returns>The recorded points.</returns>
    /// <exception cref="OperationCanceledException">The training was canceled.</exception>
    /// <exception cref="InvalidOperationException">The loss is no longer finite.</exception>
    internal IReadOnlyList<CurvePoint> Run(
        string stage, IEnumerable<Parameter> parameters, ITrainingObjective training, ITrainingObjective validation,
        SeededDraws draws, IProgress<CurvePoint>? progress, CancellationToken cancellation)
    {
        Parameter[] all = [.. parameters];
        using var optimizer =
            optim.AdamW(all, LearningRate, beta1: 0.9, beta2: 0.99, eps: 1e-8, weight_decay: WeightDecay);
        var curve = new List<CurvePoint>();
        var batches = new SampleOrder(training.Count, Batch, draws);
        var (sum, count) = (0.0, 0);
        for (var step = 1; step <= Steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            foreach (var group in optimizer.ParamGroups) group.LearningRate = LearningRate * Share(step);
            optimizer.zero_grad();
            var loss = training.Loss(batches.Next(), draws);
            loss.backward();
            nn.utils.clip_grad_norm_(all, MostNorm);
            optimizer.step();
            var value = loss.item<float>();
            if (!float.IsFinite(value))
                throw new InvalidOperationException(
                    $"{stage}: the loss is {value} at step {step}; lower the learning rate");
            (sum, count) = (sum + value, count + 1);
            if (step * Records / Steps == (step - 1) * Records / Steps) continue;
            using var _ = no_grad();
            // The same samples and draws every time.
            var held = validation.Loss([.. Enumerable.Range(0, validation.Count)], new(0)).item<float>();
            curve.Add(new(stage, step, sum / count, held));
            progress?.Report(curve[^1]);
            (sum, count) = (0, 0);
        }
        return curve;
    }

    private double Share(int step)
    {
        var warm = Math.Max(1, Steps / 20);
        return step <= warm ? (double)step / warm : (Steps - step + 1.0) / (Steps - warm + 1.0);
    }
}
