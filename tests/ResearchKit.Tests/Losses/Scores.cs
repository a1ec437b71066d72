using ResearchKit.Losses;
using ResearchKit.Losses.Contract;

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
}
