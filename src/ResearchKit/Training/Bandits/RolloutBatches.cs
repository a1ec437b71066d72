using ResearchKit.Datasets;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Bandits;
using static TorchSharp.torch;

namespace ResearchKit.Training.Bandits;

/// <summary>
/// On-policy data: in each round answers are drawn from the policy as it stands, rewarded, and turned into advantages;
/// the same answers then serve for a few updates, while the policy moves away from the one that drew them (the token
/// column <c>old</c>). With <see cref="PreferenceTrainer{TBatch}"/> and a policy-gradient loss it is PPO, GRPO or
/// REINFORCE.
/// </summary>
/// <param name="policy">The policy in training.</param>
/// <param name="reference">The policy that the reward's penalty compares with.</param>
/// <param name="rewards">The reward of every answer, <c>[prompts, responses]</c>.</param>
/// <param name="options">How to draw and judge.</param>
/// <param name="draws">Where sampled answers come from; not needed for an infinite group.</param>
/// <param name="prompts">The prompts that are asked; all if null.</param>
public sealed class RolloutBatches(
    BanditPolicy policy, FrozenPolicy reference, double[,] rewards, RolloutOptions options, SeededDraws? draws = null,
    IReadOnlyList<int>? prompts = null) : IBatchSource<BanditBatch>
{
    private readonly double[,] _ofReference = Table(reference);
    private readonly int[] _asked = [.. prompts ?? [.. Enumerable.Range(0, policy.Prompts)]];
    private BanditBatch? _batch;
    private int _used;

    /// <inheritdoc/>
    public BanditBatch Next()
    {
        if (_batch is null || _used == options.Epochs)
        {
            _batch = Draw();
            _used = 0;
        }
        _used++;
        return _batch;
    }

    private BanditBatch Draw()
    {
        var logps = Table(policy);
        var rows = new List<(int Prompt, int Answer, double Share, double Advantage)>();
        foreach (var x in _asked)
        {
            var probabilities = Exp(Enumerable.Range(0, policy.Responses).Select(y => logps[x, y]).ToArray());
            var answers = options.Group == 0
                ? Enumerable.Range(0, policy.Responses).ToArray()
                : [.. Enumerable.Range(0, options.Group).Select(_ => draws!.Categorical(probabilities))];
            double[] shares = [.. answers.Select(y => options.Group == 0 ? probabilities[y] : 1.0 / options.Group)];
            double[] judged = [.. answers.Select(y => rewards[x, y] - options.Beta * (logps[x, y] - _ofReference[x,
                y]))];
            var advantages = options.Estimator(judged, shares);
            rows.AddRange(answers.Select((y, i) => (x, y, shares[i] / _asked.Length, advantages[i])));
        }
        var dtype = policy.parameters().First().dtype;
        return new BanditBatch(
            policy.Responses, [.. rows.Select(r => r.Prompt)],
            new Dictionary<string, int[]> { [View.Sample.Answer] = [.. rows.Select(r => r.Answer)] }, dtype)
        {
            Weights = tensor(rows.Select(r => r.Share).ToArray(), dtype: dtype).DetachFromDisposeScope(),
            Columns = new Dictionary<string, double[]> { [TokenColumn.Advantage] = [.. rows.Select(r => r.Advantage)] },
            Tables = new Dictionary<string, double[,]> { [TokenColumn.Old] = logps },
        };
    }

    private static double[,] Table(BanditPolicy policy)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return policy.LogProbabilities().ToTable();
    }

    private static double[] Exp(double[] values)
    {
        using var scope = NewDisposeScope();
        return tensor(values).exp().ToDoubles();
    }
}
