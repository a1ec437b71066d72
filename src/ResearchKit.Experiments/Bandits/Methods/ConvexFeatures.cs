using ResearchKit.Datasets;
using ResearchKit.Datasets.Bandits;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.Bandits.Methods;

/// <summary>
/// The second phase of COALA (arXiv 2605.23244): a ReLU layer on frozen features is fixed, and the preference loss
/// E log(1 + exp(-beta (s_w - s_l))) of the scores s = t2' relu(T1 f) is convex in the last layer t2, so that every
/// start ends at one optimum. Training T1 as well is not convex. The first phase, which finds T1 by ADMM, is not part
/// of this.
/// </summary>
/// <param name="LossSpread">Largest minus smallest final loss over the starts.</param>
/// <param name="ScoreSpread">Largest standard deviation over the starts of a pair's score difference.</param>
public sealed record ConvexFeatures(double LossSpread, double ScoreSpread)
{
    private const int Features = 12;
    private const int Hidden = 16;
    private const double Ridge = 1e-3;

    /// <summary>Trains from several starts.</summary>
    /// <param name="lab">The world.</param>
    /// <param name="starts">Number of starts.</param>
    /// <param name="convex">Whether T1 stays fixed.</param>
    public static ConvexFeatures Of(MethodsLab lab, int starts, bool convex)
    {
        using var scope = NewDisposeScope();
        var draws = lab.Draws(MethodsLab.Stream.Starts);
        var data = PreferenceSampling.Sample(
            lab.Truth, lab.Reference.Probabilities(), 16, lab.Draws(MethodsLab.Stream.Labels));
        var features = draws.NormalTable(lab.Truth.Prompts * lab.Truth.Responses, Features).ToTensor();
        var first = draws.NormalTable(Hidden, Features).ToTensor();
        var ends = Enumerable.Range(0, starts).Select(_ => Train(data, features, first, draws, convex)).ToArray();
        var losses = ends.Select(e => e.Loss).ToArray();
        var scores = stack(ends.Select(e => tensor(e.Scores)), 0);
        return new(losses.Max() - losses.Min(), scores.std(0).max().Number());
    }

    private static (double Loss, double[] Scores) Train(
        BanditPreferences data, Tensor features, Tensor first, SeededDraws draws, bool convex)
    {
        var weights = convex ? first : draws.NormalTable(Hidden, Features).ToTensor().requires_grad_();
        var last = draws.NormalTable(Hidden, 1).ToTensor().requires_grad_();
        Tensor Cells(Func<BanditPair, int> answer) =>
            tensor(data.Pairs.Select(p => (long)p.Prompt * data.Responses + answer(p)).ToArray());
        var (won, lost) = (Cells(p => p.Chosen), Cells(p => p.Rejected));
        TorchSharp.Modules.Parameter[] trained = convex ? [new(last)] : [new(weights), new(last)];
        using var optimizer = optim.AdamW(trained, 0.05, beta1: 0.9, beta2: 0.999, eps: 1e-8, weight_decay: 0);
        Tensor loss = zeros(1), gap = zeros(1);
        for (var step = 0; step < 1500; step++)
        {
            optimizer.zero_grad();
            var hidden = nn.functional.relu(features.matmul((convex ? weights : trained[0]).t()));
            var scores = hidden.matmul(trained[^1]).squeeze(1);
            gap = scores.index_select(0, won) - scores.index_select(0, lost);
            loss = -nn.functional.logsigmoid(gap).mean() + Ridge * trained.Select(t => t.square().sum()).Aggregate((a,
                b) => a + b);
            loss.backward();
            optimizer.step();
        }
        return (loss.Number(), gap.ToDoubles());
    }
}
