using ResearchKit.Datasets;
using ResearchKit.Datasets.Bandits;
using ResearchKit.Losses;
using ResearchKit.Models.Bandits;
using ResearchKit.Training;
using ResearchKit.Training.Bandits;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.Bandits;

/// <summary>
/// Who moves whom. Under gradient descent a quantity q(x) of the policy at prompt x changes by
/// -eta sum_x' &lt;grad q(x), grad L(x')&gt;, where L(x') is the part of the loss that comes from the pairs at x'. The term
/// x' = x is what a prompt does to itself; the others are interference through shared parameters. A table of free
/// logits has none.
/// </summary>
/// <param name="Own">Per prompt, the rate of change, per unit of eta, that its own pairs cause.</param>
/// <param name="Others">Per prompt, the rate of change that the pairs of all other prompts cause.</param>
public sealed record Interference(double[] Own, double[] Others)
{
    /// <summary>The rates of log pi(y+ | x), averaged over the pairs of a prompt, in nats.</summary>
    public static Interference OnChosen(
        BanditPolicy policy, FrozenPolicy reference, BanditPreferences data, PreferenceLoss loss)
    {
        var counts = new double[data.Prompts, data.Responses];
        foreach (var pair in data.Pairs)
            counts[pair.Prompt, pair.Chosen] += 1.0 / data.Pairs.Count(p => p.Prompt == pair.Prompt);
        return Measure(policy, reference, data, loss, (logps, x) => Row(counts, x, logps.dtype).mul(logps.select(0, x)).sum());
    }

    /// <summary>The rates of the unseen responses' mass.</summary>
    public static Interference OnUnseen(
        BanditPolicy policy, FrozenPolicy reference, BanditPreferences data, PreferenceLoss loss)
    {
        var unseen = new double[data.Prompts, data.Responses];
        for (var x = 0; x < data.Prompts; x++)
            for (var y = 0; y < data.Responses; y++)
                unseen[x, y] = data.Role(x, y) == ResponseRoles.Unseen ? 1 : 0;
        return Measure(
            policy, reference, data, loss, (logps, x) => Row(unseen, x, logps.dtype).mul(logps.select(0, x).exp()).sum());
    }

    private static Interference Measure(
        BanditPolicy policy, FrozenPolicy reference, BanditPreferences data, PreferenceLoss loss,
        Func<Tensor, int, Tensor> quantity)
    {
        using var scope = NewDisposeScope();
        var ofLoss = Gradients(policy, data.Prompts, LossParts(policy, reference, data, loss));
        var logps = policy.LogProbabilities();
        var ofQuantity = Gradients(policy, data.Prompts, x => quantity(logps, x));
        var (own, others) = (new double[data.Prompts], new double[data.Prompts]);
        for (var x = 0; x < data.Prompts; x++)
            for (var cause = 0; cause < data.Prompts; cause++)
            {
                var rate = -ofQuantity[x].dot(ofLoss[cause]).Number();
                (cause == x ? own : others)[x] += rate;
            }
        return new(own, others);
    }

    private static Func<int, Tensor> LossParts(
        BanditPolicy policy, FrozenPolicy reference, BanditPreferences data, PreferenceLoss loss)
    {
        var dtype = policy.parameters().First().dtype;
        var batch = new BanditBatch(data.Pairs, data.Responses, data.Weights, dtype);
        var scores = ViewScoring.Score(loss, batch, new BanditScorer(policy), new BanditScorer(reference));
        var weighted = loss.Compute(scores).Loss * batch.Weights!;
        return x => (weighted * tensor(data.Pairs.Select(p => p.Prompt == x ? 1.0 : 0.0).ToArray(), dtype: dtype)).sum();
    }

    private static Tensor[] Gradients(BanditPolicy policy, int prompts, Func<int, Tensor> of)
    {
        var parameters = policy.parameters().ToArray();
        return
        [
            .. Enumerable.Range(0, prompts).Select(x => cat(
                [.. autograd.grad([of(x)], parameters, retain_graph: true)
                    .Select(g => g.reshape(-1).to_type(float64))], 0)),
        ];
    }

    private static Tensor Row(double[,] table, int row, ScalarType dtype) => tensor(
        Enumerable.Range(0, table.GetLength(1)).Select(y => table[row, y]).ToArray(), dtype: dtype);
}
