using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Losses;

public sealed class ProLossTests : PreferenceLossContract<ProLoss>
{
    protected override ProLoss Example => new(Ranks: 4, Alpha: 0.3);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // p = -1, -2; 1/T = 2 on both: s(2 (-1) - 2 (-2)) = s(2); a = 1/2
        new("ln(1 + e^-2) + 1/2", new ProLoss(2, 0.5), Ranked([-1, -2], [3, 1]), Math.Log(1 + Math.Exp(-2)) + 0.5),
        // p = 0 at scores 2, 1, 0: 1/T_11 = 2, all exponents 0: ln 3, then ln 2
        new("ln 3 + ln 2", new ProLoss(3, 0), Ranked([0, 0, 0], [2, 1, 0]), Math.Log(6)),
    ];

    protected override double AtReference(ProLoss loss, double logp, double tokens) => Math.Log(24) - loss.Alpha * logp / tokens;

    private static PreferenceScores Ranked(double[] logps, double[] scores) => new(
        logps.Select((p, k) => (View.Rank(k + 1).Name, ViewScores.Of([3 * p], null, [3]))).ToDictionary(),
        scores.Select((r, k) => ($"score_{k + 1}", tensor(new[] { r }))).ToDictionary());
}
