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
        // (K - 1)^2 = 1, and the three tokens of the best answer sum to -3
        new("ln(1 + e^-2) + 3/2", new ProLoss(2, 0.5), Ranked([-1, -2], [3, 1]), Math.Log(1 + Math.Exp(-2)) + 1.5),
        // K = 3: a (K - 1)^2 = 2 on the sum -3, or on the mean -1
        new("ln 6 + 6", new ProLoss(3, 0.5), Ranked([-1, -1, -1], [1, 1, 1]), Math.Log(6) + 6),
        new("ln 6 + 2", new ProLoss(3, 0.5, TokenReduction.Mean), Ranked([-1, -1, -1], [1, 1, 1]), Math.Log(6) + 2),
        // p = 0 at scores 2, 1, 0: 1/T_11 = 2, all exponents 0: ln 3, then ln 2
        new("ln 3 + ln 2", new ProLoss(3, 0), Ranked([0, 0, 0], [2, 1, 0]), Math.Log(6)),
    ];

    protected override double AtReference(ProLoss loss, double logp,
        double tokens) => Math.Log(24) - 9 * loss.Alpha * logp;

    private static PreferenceScores Ranked(double[] logps, double[] scores) => new(
        logps.Zip(scores, (p, r) => ViewScores.Of([3 * p], null, [3]) with { Columns = Score(r) })
            .Select((view, k) => (View.Rank(k + 1).Name, view)).ToDictionary());

    private static Dictionary<string,
        TorchSharp.torch.Tensor> Score(double score) => new() { ["score"] = tensor(new[] { score }) };
}
