using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Losses;

/// <summary>Scores of one pair that a person can follow.</summary>
internal static class Scores
{
    public static readonly double Ln2 = Math.Log(2);
    public static readonly double Ln3 = Math.Log(3);

    /// <summary>One pair whose log-ratios are given; the reference has -5 everywhere.</summary>
    public static PreferenceScores LogRatios(params (View View, double LogRatio)[] views) => new(
        views.ToDictionary(v => v.View.Name, v => ViewScores.Of([-5 + v.LogRatio], [-5], [1])));

    /// <summary>One chosen-rejected pair with the given log-ratios.</summary>
    public static PreferenceScores Pair(double chosen, double rejected) =>
        LogRatios((View.Chosen, chosen), (View.Rejected, rejected));

    /// <summary>One pair for losses without reference: summed log-probability and length of each answer.</summary>
    public static PreferenceScores Policy((double LogP, double Tokens) chosen, (double LogP, double Tokens) rejected) =>
        new(new()
        {
            ["chosen"] = ViewScores.Of([chosen.LogP], null, [chosen.Tokens]),
            ["rejected"] = ViewScores.Of([rejected.LogP], null, [rejected.Tokens]),
        });

    /// <summary>-log sigmoid(-x).</summary>
    public static double Softplus(double x) => Math.Log(1 + Math.Exp(x));

    /// <summary>A chosen-rejected pair: log-ratio and score of each answer.</summary>
    public static PreferenceScores ScoredPair((double LogRatio, double Score) chosen, (double LogRatio,
        double Score) rejected)
    {
        static ViewScores View((double LogRatio, double Score) answer) => ViewScores.Of([-5 + answer.LogRatio],
            [-5]) with
        {
            Columns = new Dictionary<string, Tensor> { ["score"] = tensor(new[] { answer.Score }) },
        };

        return new(new() { ["chosen"] = View(chosen), ["rejected"] = View(rejected) });
    }

    /// <summary>One answer by token, with token columns.</summary>
    public static ViewScores Tokens(double[] policy, double[]? reference, params (string Name,
        double[] Values)[] columns) =>
        ViewScores.FromTokens(new TokenScores(Row(policy), reference is null ? null : Row(reference), ones(1,
            policy.Length, dtype: @bool))
        {
            Columns = columns.ToDictionary(c => c.Name, c => Row(c.Values)),
        });

    /// <summary>One sampled answer with its advantage and the sampling policy's log-probabilities.</summary>
    public static PreferenceScores Sampled(double[] policy, double[] old, double advantage,
        double[]? reference = null) => new(new()
        {
            ["sample"] = Tokens(policy, reference, ("old", old)) with
            {
                Columns = new Dictionary<string, Tensor> { ["advantage"] = tensor(new[] { advantage }) },
            },
        });

    private static Tensor Row(double[] values) => tensor(values).reshape(1, values.Length);
}
