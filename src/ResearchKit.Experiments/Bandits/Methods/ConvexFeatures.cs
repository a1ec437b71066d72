using ResearchKit.Datasets;
using ResearchKit.Datasets.Bandits;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.Bandits.Methods;

/// <summary>
/// COALA (arXiv 2605.23244): preference learning by two convex programs on frozen features f, without a reference.
/// Phase 1 fits a ReLU layer T1 to the labels y, +1 of a chosen and -1 of a rejected answer
/// (<see cref="ConvexReluNetwork"/>); phase 2 fixes it and trains the last layer t2 with the logistic loss
/// <c>E log(1 + exp(-beta y t2' relu(T1 f) + gamma))</c>. Both have one optimum, which every start reaches; the same
/// loss with T1 trained along by gradient descent has many.
/// </summary>
/// <param name="LossSpread">Largest minus smallest final loss over the starts.</param>
/// <param name="ScoreSpread">Largest standard deviation over the starts of an answer's score.</param>
/// <param name="Accuracy">Share of the pairs whose chosen answer has the higher score, mean over the starts.</param>
public sealed record ConvexFeatures(double LossSpread, double ScoreSpread, double Accuracy)
{
    private const int Features = 12;
    private const int Hidden = 8;
    private const double Decay = 1;
    private const double Ridge = 1e-3;
    private const double Beta = 1;
    private const double Gamma = 0.1;

    /// <summary>Trains from several starts.</summary>
    /// <param name="lab">The world.</param>
    /// <param name="starts">Number of starts.</param>
    /// <param name="convex">Whether the two convex phases are run, or both layers trained at once.</param>
    public static ConvexFeatures Of(MethodsLab lab, int starts, bool convex)
    {
        using var scope = NewDisposeScope();
        var draws = lab.Draws(MethodsLab.Stream.Starts);
        var data = PreferenceSampling.Sample(
            lab.Truth, lab.Reference.Probabilities(), 16, lab.Draws(MethodsLab.Stream.Labels));
        var features = draws.NormalTable(lab.Truth.Prompts * lab.Truth.Responses, Features).ToTensor();
        var gates = draws.NormalTable(Hidden, Features).ToTensor();
        var ends = Enumerable.Range(0, starts).Select(_ => convex
            ? LastLayer(data, features, FirstLayer(data, features, gates, draws), draws)
            : BothLayers(data, features, draws)).ToArray();
        var losses = ends.Select(e => e.Loss).ToArray();
        return new(losses.Max() - losses.Min(), stack(ends.Select(e => e.Scores), 0).std(0).max().Number(),
            ends.Average(e => Ranked(data, e.Scores.ToDoubles())));
    }

    /// <summary>
    /// Phase 1. The squared error of an answer's n labels is n times that of their mean, up to a constant: the square
    /// root of n scales its features, which turns no gate.
    /// </summary>
    private static Tensor FirstLayer(BanditPreferences data, Tensor features, Tensor gates, SeededDraws draws)
    {
        var (won, lost) = Counts(data);
        var all = won + lost;
        var seen = tensor(
            all.ToDoubles().Select((n, i) => (n, i)).Where(c => c.n > 0).Select(c => (long)c.i).ToArray());
        var roots = all.index_select(0, seen).sqrt();
        return ConvexReluNetwork.Fit(
            features.index_select(0, seen) * roots.unsqueeze(1), (won - lost).index_select(0, seen) / roots, gates,
            Decay, draws, penalty: 3).First;
    }

    private static (double Loss, Tensor Scores) LastLayer(
        BanditPreferences data, Tensor features, Tensor first, SeededDraws draws)
    {
        var hidden = nn.functional.relu(features.matmul(first.t()));
        var last = new TorchSharp.Modules.Parameter(draws.NormalTable((int)first.shape[0], 1).ToTensor());
        return Train(data, [last], () => hidden.matmul(last).squeeze(1));
    }

    private static (double Loss, Tensor Scores) BothLayers(BanditPreferences data, Tensor features, SeededDraws draws)
    {
        var first = new TorchSharp.Modules.Parameter(draws.NormalTable(Hidden, Features).ToTensor());
        var last = new TorchSharp.Modules.Parameter(draws.NormalTable(Hidden, 1).ToTensor());
        return Train(data, [first, last], () => nn.functional.relu(features.matmul(first.t())).matmul(last).squeeze(1));
    }

    private static (double Loss, Tensor Scores) Train(
        BanditPreferences data, TorchSharp.Modules.Parameter[] trained, Func<Tensor> score)
    {
        using var optimizer = optim.AdamW(trained, 0.05, beta1: 0.9, beta2: 0.999, eps: 1e-8, weight_decay: 0);
        var (won, lost) = Counts(data);
        Tensor Loss(Tensor scores) => (won * nn.functional.softplus(Gamma - Beta * scores)
            + lost * nn.functional.softplus(Gamma + Beta * scores)).sum() / (2 * data.Pairs.Count)
            + Ridge * trained.Select(t => t.square().sum()).Aggregate((a, b) => a + b);
        for (var step = 0; step < 1500; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            Loss(score()).backward();
            optimizer.step();
        }
        using var _ = no_grad();
        var end = score();
        return (Loss(end).Number(), end);
    }

    /// <summary>How often each answer was chosen and rejected, <c>[prompts * responses]</c>.</summary>
    private static (Tensor Won, Tensor Lost) Counts(BanditPreferences data)
    {
        Tensor Of(Func<BanditPair, int> answer)
        {
            var counts = new double[data.Prompts * data.Responses];
            foreach (var pair in data.Pairs)
                counts[pair.Prompt * data.Responses + answer(pair)]++;
            return tensor(counts);
        }
        return (Of(p => p.Chosen), Of(p => p.Rejected));
    }

    private static double Ranked(BanditPreferences data, double[] scores) => data.Pairs.Average(p =>
        scores[p.Prompt * data.Responses + p.Chosen] > scores[p.Prompt * data.Responses + p.Rejected] ? 1.0 : 0);
}
