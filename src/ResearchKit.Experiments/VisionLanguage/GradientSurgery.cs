using ResearchKit.Datasets;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Llava;
using ResearchKit.Training;
using ResearchKit.Training.Llava;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>
/// PCGrad (Yu et al., arXiv 2001.06782) for two losses: where their gradients point against each other, each loses its
/// part along the other before they are added.
/// </summary>
public static class GradientSurgery
{
    /// <summary>The sum of two gradients after surgery; the plain sum where they agree.</summary>
    public static Tensor Project(Tensor first, Tensor second)
    {
        var dot = (first * second).sum();
        if (dot.Number() >= 0) return first + second;
        return first - dot / (second * second).sum() * second + (second - dot / (first * first).sum() * first);
    }

    /// <summary>Trains a model on two losses with surgery at every step.</summary>
    /// <param name="model">The policy.</param>
    /// <param name="first">One loss.</param>
    /// <param name="second">The other.</param>
    /// <param name="examples">The pairs.</param>
    /// <param name="reference">What the frozen model says of them.</param>
    /// <param name="options">As for <see cref="LlavaTrainer"/>.</param>
    /// <param name="end">The token that ends an answer.</param>
    /// <returns>The share of steps at which the gradients were in conflict.</returns>
    public static double Train(
        LlavaModel model, PreferenceLoss first, PreferenceLoss second, IReadOnlyList<PreferenceExample> examples,
        IViewScorer<LlavaBatch> reference, LlavaTrainingOptions options, int end)
    {
        var parameters = model.parameters().Where(p => p.requires_grad).ToArray();
        using var optimizer = optim.AdamW(
            parameters, options.LearningRate, beta1: 0.9, beta2: 0.999, eps: 1e-8, weight_decay: options.WeightDecay);
        var scorer = new LlavaScorer(model, end);
        var draws = new SeededDraws(options.Seed, stream: 6);
        var conflicts = 0;
        for (var step = 0; step < options.Steps; step++)
        {
            using var scope = NewDisposeScope();
            var batch = new LlavaBatch([.. Enumerable.Range(0, options.BatchSize)
                .Select(_ => examples[draws.Below(examples.Count)])]);
            var a = ViewGradients.FlatGradient(first, batch, scorer, reference, parameters);
            var b = ViewGradients.FlatGradient(second, batch, scorer, reference, parameters);
            if ((a * b).sum().Number() < 0) conflicts++;
            var sum = Project(a, b);
            long at = 0;
            foreach (var p in parameters)
            {
                p.grad = sum.narrow(0, at, p.numel()).reshape(p.shape).clone().DetachFromDisposeScope();
                at += p.numel();
            }
            nn.utils.clip_grad_norm_(parameters, options.MaxGradientNorm);
            foreach (var group in optimizer.ParamGroups) group.LearningRate = options.RateAt(step);
            optimizer.step();
        }
        return conflicts / (double)options.Steps;
    }
}
