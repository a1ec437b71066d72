using ResearchKit.Datasets;
using ResearchKit.Datasets.Bandits;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Bandits;
using ResearchKit.Training;
using ResearchKit.Training.Bandits;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.Bandits;

/// <summary>
/// Who moves whom. Under gradient descent a quantity q(x) of the policy at prompt x changes by
/// -eta sum_x' &lt;grad q(x), grad L(x')&gt;, where L(x') is the part of the loss that comes from the pairs at x'. The
/// term x' = x is what a prompt does to itself; the others are interference through shared parameters. A table of free
/// logits has none.
/// </summary>
/// <param name="ChosenOwn">
/// Per prompt, the rate of log pi(y+ | x) in nats per unit of eta (averaged over the prompt's pairs) that its own pairs
/// cause.
/// </param>
/// <param name="ChosenOthers">The same, caused by the pairs of all other prompts.</param>
/// <param name="UnseenOwn">Per prompt, the rate of the unseen responses' mass that its own pairs cause.</param>
/// <param name="UnseenOthers">The same, caused by the pairs of all other prompts.</param>
public sealed record Interference(
    double[] ChosenOwn, double[] ChosenOthers, double[] UnseenOwn, double[] UnseenOthers)
{
    /// <summary>Measures a policy where it stands.</summary>
    /// <param name="policy">The policy; its parameters stay as they are.</param>
    /// <param name="reference">The reference policy.</param>
    /// <param name="data">The comparisons.</param>
    /// <param name="loss">The objective whose gradient step is decomposed.</param>
    public static Interference Of(
        BanditPolicy policy, FrozenPolicy reference, BanditPreferences data, PreferenceLoss loss)
    {
        using var scope = NewDisposeScope();
        var dtype = policy.parameters().First().dtype;
        var (chosenShare, unseenMask) = Masks(data, dtype);
        var prompts = eye(data.Prompts, dtype: dtype);
        var logps = policy.LogProbabilities();
        // Each vector holds one quantity per prompt; its product with a row of the identity picks one prompt's.
        var causes = Gradients(policy, prompts, LossByPrompt(policy, reference, data, loss, prompts));
        var chosen = Rates(Gradients(policy, prompts, (logps * chosenShare).sum(1)), causes);
        var unseen = Rates(Gradients(policy, prompts, (logps.exp() * unseenMask).sum(1)), causes);
        return new(chosen.Own, chosen.Others, unseen.Own, unseen.Others);
    }

    private static (Tensor ChosenShare, Tensor UnseenMask) Masks(BanditPreferences data, ScalarType dtype)
    {
        var (chosen, unseen) = (new double[data.Prompts, data.Responses], new double[data.Prompts, data.Responses]);
        var pairs = data.Pairs.CountBy(p => p.Prompt).ToDictionary();
        foreach (var pair in data.Pairs)
            chosen[pair.Prompt, pair.Chosen] += 1.0 / pairs[pair.Prompt];
        for (var x = 0; x < data.Prompts; x++)
            for (var y = 0; y < data.Responses; y++)
                unseen[x, y] = data.Role(x, y) == ResponseRoles.Unseen ? 1 : 0;
        return (chosen.ToTensor(dtype), unseen.ToTensor(dtype));
    }

    private static Tensor LossByPrompt(
        BanditPolicy policy, FrozenPolicy reference, BanditPreferences data, PreferenceLoss loss, Tensor prompts)
    {
        var batch = new BanditBatch(data.Pairs, data.Responses, data.Weights, prompts.dtype);
        var scores = ViewScoring.Score(loss, batch, new BanditScorer(policy), new BanditScorer(reference));
        var membership = prompts.index_select(0, tensor(data.Pairs.Select(p => (long)p.Prompt).ToArray()));
        return (membership * (loss.Compute(scores).Loss * batch.Weights!).unsqueeze(1)).sum(dim: 0);
    }

    /// <summary>
    /// The gradient of each prompt's quantity over all parameters, float64 <c>[prompts, parameters]</c>.
    /// </summary>
    private static Tensor Gradients(BanditPolicy policy, Tensor prompts, Tensor quantities)
    {
        var parameters = policy.parameters().ToArray();
        var rows = Enumerable.Range(0, (int)prompts.shape[0]).Select(x => cat(
            [.. autograd.grad([quantities.dot(prompts.select(0, x))], parameters, retain_graph: true)
                .Select(g => g.reshape(-1))], 0));
        return stack([.. rows], 0).to_type(float64);
    }

    private static (double[] Own, double[] Others) Rates(Tensor quantities, Tensor causes)
    {
        var rates = quantities.matmul(causes.t()).neg().ToTable();
        var count = rates.GetLength(0);
        double Others(int x) => Enumerable.Range(0, count).Where(cause => cause != x).Sum(cause => rates[x, cause]);
        return (
            [.. Enumerable.Range(0, count).Select(x => rates[x, x])],
            [.. Enumerable.Range(0, count).Select(Others)]);
    }
}
