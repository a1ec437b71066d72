using ResearchKit.Datasets;
using ResearchKit.Datasets.Bandits;
using ResearchKit.Models.Bandits;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.Bandits.Methods;

/// <summary>Exact numbers about a policy of a bandit; nothing is sampled. All are means over prompts.</summary>
public static class PolicyMeasures
{
    /// <summary>pi(y | x), <c>[prompts, responses]</c>.</summary>
    public static double[,] Probabilities(this BanditPolicy policy)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return policy.LogProbabilities().to_type(float64).exp().ToTable();
    }

    /// <summary>Total variation distance of two policies, sum_y |pi - pi'| / 2.</summary>
    public static double TotalVariation(this BanditPolicy policy, BanditPolicy other) =>
        Mean(policy.Probabilities(), other.Probabilities(), (p, q) => Math.Abs(p - q) / 2);

    /// <summary>Expected reward E_pi[r].</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="rewards"><c>[prompts, responses]</c>.</param>
    public static double ExpectedReward(this BanditPolicy policy, double[,] rewards) =>
        Mean(policy.Probabilities(), rewards, (p, r) => p * r);

    /// <summary>KL(pi || reference) in nats.</summary>
    public static double Kl(this BanditPolicy policy, BanditPolicy reference)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var logps = policy.LogProbabilities().to_type(float64);
        var terms = logps.exp() * (logps - reference.LogProbabilities().to_type(float64));
        return (terms.sum() / policy.Prompts).Number();
    }

    /// <summary>
    /// P(an answer of the row's policy is preferred to one of the column's), <c>[policies, policies]</c>; 1/2 on the
    /// diagonal.
    /// </summary>
    public static double[,] WinRates(BradleyTerryTruth truth, IReadOnlyList<BanditPolicy> policies)
    {
        var tables = policies.Select(Probabilities).ToArray();
        var rates = new double[tables.Length, tables.Length];
        for (var a = 0; a < tables.Length; a++)
            for (var b = 0; b < tables.Length; b++)
                rates[a, b] = WinRate(truth, tables[a], tables[b]);
        return rates;
    }

    /// <summary>
    /// The best that any policy can do, over the strength of the pull to the reference: KL and regret (what is missing
    /// to the largest reward) of exact KL-regularized policies, the Pareto front of the two.
    /// </summary>
    public static (double[] Kl, double[] Regret) Front(MethodsLab lab, IEnumerable<double> betas)
    {
        var policies = betas.Select(lab.Optimum).ToArray();
        return ([.. policies.Select(p => p.Kl(lab.Reference))], [.. policies.Select(p => Regret(lab.Truth, p))]);
    }

    /// <summary>Mean over prompts of the largest reward minus the expected one, at least 0.</summary>
    public static double Regret(BradleyTerryTruth truth, BanditPolicy policy)
    {
        var best = Enumerable.Range(0, truth.Prompts)
            .Average(x => Enumerable.Range(0, truth.Responses).Max(y => truth.Rewards[x, y]));
        return best - policy.ExpectedReward(truth.Rewards);
    }

    private static double WinRate(BradleyTerryTruth truth, double[,] first, double[,] second)
    {
        var sum = 0.0;
        for (var x = 0; x < truth.Prompts; x++)
            for (var y = 0; y < truth.Responses; y++)
                for (var z = 0; z < truth.Responses; z++)
                    sum += first[x, y] * second[x, z] * truth.Preference(x, y, z);
        return sum / truth.Prompts;
    }

    private static double Mean(double[,] a, double[,] b, Func<double, double, double> term)
    {
        var sum = 0.0;
        for (var x = 0; x < a.GetLength(0); x++)
            for (var y = 0; y < a.GetLength(1); y++)
                sum += term(a[x, y], b[x, y]);
        return sum / a.GetLength(0);
    }
}
