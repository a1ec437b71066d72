using ResearchKit.Datasets;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Llava;
using ResearchKit.Training;
using ResearchKit.Training.Llava;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>The gradients of the language pair and of the vision pair, each by itself.</summary>
/// <param name="Language">Length of the gradient of -log s(r++ - r+-).</param>
/// <param name="Vision">Length of the gradient of -log s(r++ - r-+).</param>
/// <param name="Cosine">Cosine between the two; below 0 one undoes some of what the other does.</param>
public sealed record ViewGradients(double Language, double Vision, double Cosine)
{
    /// <summary>The two losses that an equal sum adds up.</summary>
    public static (PreferenceLoss Language, PreferenceLoss Vision) Losses(double beta) =>
        (new DpoLoss(beta), new ImagePreferenceLoss(beta, StopGradient: false));

    /// <summary>Measures a model's gradients on a batch.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">The pairs.</param>
    /// <param name="reference">What the frozen model says of them.</param>
    /// <param name="end">The token that ends an answer.</param>
    /// <param name="beta">Strength of the pull to the reference.</param>
    public static ViewGradients Of(
        LlavaModel model, LlavaBatch batch, IViewScorer<LlavaBatch> reference, int end, double beta = 0.1)
    {
        var scorer = new LlavaScorer(model, end);
        var parameters = model.parameters().Where(p => p.requires_grad).ToArray();
        var (language, vision) = Losses(beta);
        using var scope = NewDisposeScope();
        using Tensor a = Flat(language), b = Flat(vision);
        double na = a.norm().Number(), nb = b.norm().Number();
        return new(na, nb, (a * b).sum().Number() / (na * nb));

        Tensor Flat(PreferenceLoss loss) => FlatGradient(loss, batch, scorer, reference, parameters);
    }

    /// <summary>The gradient of a loss's mean over a batch, all parameters in one row.</summary>
    internal static Tensor FlatGradient(
        PreferenceLoss loss, LlavaBatch batch, LlavaScorer scorer, IViewScorer<LlavaBatch> reference,
        IReadOnlyList<Parameter> parameters)
    {
        foreach (var p in parameters) p.grad = null;
        using var scope = NewDisposeScope();
        loss.Compute(ViewScoring.Score(loss, batch, scorer, reference)).Loss.mean().backward();
        return cat([.. parameters.Select(p => (p.grad ?? zeros_like(p)).reshape(-1).detach().clone())], 0)
            .MoveToOuterDisposeScope();
    }
}
