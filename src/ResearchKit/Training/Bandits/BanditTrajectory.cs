using ResearchKit.Datasets;
using ResearchKit.Datasets.Bandits;
using ResearchKit.Models.Bandits;
using static TorchSharp.torch;

namespace ResearchKit.Training.Bandits;

/// <summary>
/// A policy's path through training: its table of log-probabilities at every recorded step. All curves follow from
/// it; each method returns one value per recorded step.
/// </summary>
public sealed class BanditTrajectory
{
    private readonly double[][] _tables;
    private readonly double[] _reference;
    private readonly Lazy<double[][]> _probabilities;

    /// <summary>A path through the given tables.</summary>
    /// <param name="steps">Updates done at each record.</param>
    /// <param name="tables">Per record log pi(y | x), row-major <c>[prompts * responses]</c>.</param>
    /// <param name="reference">log pi_ref(y | x), row-major.</param>
    /// <param name="data">The comparisons that the policy was trained on.</param>
    public BanditTrajectory(int[] steps, double[][] tables, double[] reference, BanditPreferences data)
    {
        if (steps.Length != tables.Length || tables.Any(t => t.Length != data.Prompts * data.Responses))
            throw new ArgumentException("A trajectory needs one [prompts * responses] table per recorded step.");
        (Steps, _tables, _reference, Data) = (steps, tables, reference, data);
        _probabilities = new(() => [.. tables.Select(Exp)]);
    }

    /// <summary>The path of a policy that stands still: an exact optimum, to be measured like a training.</summary>
    public static BanditTrajectory Of(BanditPolicy policy, FrozenPolicy reference, BanditPreferences data) =>
        new([0], [Snapshot(policy)], Snapshot(reference), data);

    /// <summary>Updates done at each record.</summary>
    public int[] Steps { get; }

    /// <summary>The comparisons that the policy was trained on.</summary>
    public BanditPreferences Data { get; }

    /// <summary>The policy's probabilities at a record, <c>[prompts, responses]</c>.</summary>
    public double[,] Probabilities(int record) => Shaped(_probabilities.Value[record]);

    /// <summary>The policy's log-probabilities at a record in nats, <c>[prompts, responses]</c>.</summary>
    public double[,] LogProbabilities(int record) => Shaped(_tables[record]);

    /// <summary>Mean over pairs of pi(y+ | x).</summary>
    public double[] Chosen() => OverPairs(_probabilities.Value, p => p.Chosen);

    /// <summary>Mean over pairs of pi(y- | x).</summary>
    public double[] Rejected() => OverPairs(_probabilities.Value, p => p.Rejected);

    /// <summary>Mean over pairs of log pi(y+ | x), nats: what training logs call <c>logps/chosen</c>.</summary>
    public double[] LogChosen() => OverPairs(_tables, p => p.Chosen);

    /// <summary>Mean over pairs of log pi(y- | x), nats.</summary>
    public double[] LogRejected() => OverPairs(_tables, p => p.Rejected);

    /// <summary>Mean over pairs of log pi_ref(y- | x), nats.</summary>
    public double ReferenceLogRejected() => OverPairs([_reference], p => p.Rejected)[0];

    /// <summary>Share of pairs, by weight, in which the chosen response is the more likely one.</summary>
    public double[] Accuracy() =>
    [
        .. _tables.Select(table => Data.Pairs.Select((p, i) =>
            table[p.Prompt * Data.Responses + p.Chosen] > table[p.Prompt * Data.Responses + p.Rejected]
                ? Data.Weights[i]
                : 0).Sum()),
    ];

    /// <summary>pi(y+ | x) / pi(y- | x) of every pair, <c>[recorded][pair]</c>.</summary>
    public double[][] LikelihoodRatios() =>
    [
        .. _tables.Select(table => Exp(
            [.. Data.Pairs.Select(p =>
                table[p.Prompt * Data.Responses + p.Chosen] - table[p.Prompt * Data.Responses + p.Rejected])])),
    ];

    /// <summary>Probability of all responses that the data never shows, averaged over prompts.</summary>
    public double[] Unseen() => Mass(ResponseRoles.Unseen);

    /// <summary>Probability of all responses with exactly this role, averaged over prompts.</summary>
    public double[] Mass(ResponseRoles role) => OverCells(
        _probabilities.Value, (p, _, x, y) => Data.Role(x, y) == role ? p : 0);

    /// <summary>
    /// The part of <see cref="Unseen"/> on responses that the data shows as chosen at some other prompt.
    /// </summary>
    public double[] UnseenChosenElsewhere()
    {
        var elsewhere = Data.Pairs.Select(p => p.Chosen).ToHashSet();
        return OverCells(_probabilities.Value, (p, _, x, y) =>
            Data.Role(x, y) == ResponseRoles.Unseen && elsewhere.Contains(y) ? p : 0);
    }

    /// <summary>Expected true reward E_pi[r], averaged over prompts.</summary>
    public double[] ExpectedReward(BradleyTerryTruth truth) =>
        OverCells(_probabilities.Value, (p, _, x, y) => p * truth.Rewards[x, y]);

    /// <summary>KL(pi || pi_ref) in nats, averaged over prompts.</summary>
    public double[] KlToReference() =>
        OverCells(_probabilities.Value, (p, logp, x, y) => p * (logp - _reference[x * Data.Responses + y]));

    /// <summary>Total variation distance to another policy, sum_y |pi - pi'| / 2, averaged over prompts.</summary>
    public double[] TotalVariation(BanditPolicy other)
    {
        var target = Exp(Snapshot(other));
        return OverCells(
            _probabilities.Value, (p, _, x, y) => Math.Abs(p - target[x * Data.Responses + y]) / 2);
    }

    /// <summary>
    /// Probability of the policy's own <paramref name="k"/> most likely responses, averaged over prompts.
    /// </summary>
    public double[] TopMass(int k) => OverTop(k, (mass, _) => mass);

    /// <summary>
    /// Entropy in nats of the policy restricted to its own <paramref name="k"/> most likely responses and renormalized,
    /// averaged over prompts.
    /// </summary>
    public double[] TopEntropy(int k) => OverTop(k, (_, entropy) => entropy);

    internal static double[] Snapshot(BanditPolicy policy)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return policy.LogProbabilities().ToDoubles();
    }

    // Exponentials and logarithms go through tensors: the C runtime's differ by machine in the last bit.
    private static double[] Exp(double[] values)
    {
        using var scope = NewDisposeScope();
        return tensor(values).exp().ToDoubles();
    }

    private static double[] Log(double[] values)
    {
        using var scope = NewDisposeScope();
        return tensor(values).log().ToDoubles();
    }

    private double[,] Shaped(double[] table)
    {
        var shaped = new double[Data.Prompts, Data.Responses];
        for (var i = 0; i < table.Length; i++)
            shaped[i / Data.Responses, i % Data.Responses] = table[i];
        return shaped;
    }

    private double[] OverPairs(double[][] values, Func<BanditPair, int> response) =>
    [
        .. values.Select(table => Data.Pairs
            .Select((p, i) => Data.Weights[i] * table[p.Prompt * Data.Responses + response(p)]).Sum()),
    ];

    private double[] OverCells(double[][] values, Func<double, double, int, int, double> term)
    {
        var result = new double[values.Length];
        for (var t = 0; t < values.Length; t++)
        {
            var sum = 0.0;
            for (var i = 0; i < values[t].Length; i++)
                sum += term(values[t][i], _tables[t][i], i / Data.Responses, i % Data.Responses);
            result[t] = sum / Data.Prompts;
        }
        return result;
    }

    private double[] OverTop(int k, Func<double, double, double> choose)
    {
        if (k < 1 || k > Data.Responses)
            throw new ArgumentOutOfRangeException(nameof(k), k, $"Must be from 1 to {Data.Responses}, the responses.");
        var rows = _tables.Length * Data.Prompts;
        var (masses, plogps) = (new double[rows], new double[rows]);
        for (var row = 0; row < rows; row++)
        {
            var logps = _tables[row / Data.Prompts].AsSpan(row % Data.Prompts * Data.Responses,
                Data.Responses).ToArray();
            var order = Enumerable.Range(0, Data.Responses).OrderByDescending(y => logps[y]).Take(k);
            foreach (var y in order)
            {
                var p = _probabilities.Value[row / Data.Prompts][row % Data.Prompts * Data.Responses + y];
                masses[row] += p;
                plogps[row] += p * logps[y];
            }
        }
        // -sum (p/m) log (p/m) = log m - sum p log p / m
        var logs = Log(masses);
        return
        [
            .. Enumerable.Range(0, _tables.Length).Select(t => Enumerable.Range(t * Data.Prompts, Data.Prompts)
                .Average(row => choose(masses[row], logs[row] - plogps[row] / masses[row]))),
        ];
    }
}
