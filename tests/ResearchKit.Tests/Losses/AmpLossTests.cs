using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class AmpLossTests : PreferenceLossContract<AmpLoss>
{
    protected override AmpLoss Example => new(Beta: 0.3, Ranks: 4, Alpha: 0.5);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // rewards ln 3, 0, -ln 3: two margins of ln 3, one of 2 ln 3 with s = 9/10; the best stands in two pairs
        new("2 ln(4/3) + ln(10/9) - 2 ln 3", new AmpLoss(1, 3, 1),
            LogRatios((View.Rank(1), Ln3), (View.Rank(2), 0), (View.Rank(3), -Ln3)),
            2 * Math.Log(4.0 / 3) + Math.Log(10.0 / 9) - 2 * Ln3),
    ];

    protected override double AtReference(AmpLoss loss, double logp, double tokens) => 6 * Ln2;
}
