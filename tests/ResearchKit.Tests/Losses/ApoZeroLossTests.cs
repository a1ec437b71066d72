using ResearchKit.Losses;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class ApoZeroLossTests : PreferenceLossContract<ApoZeroLoss>
{
    protected override ApoZeroLoss Example => new(Beta: 0.4);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // s(ln 3) = 3/4, s(-ln 3) = 1/4
        new("1 - 3/4 + 1/4", new ApoZeroLoss(1), Pair(Ln3, -Ln3), 0.5),
        new("1 - 1/2 + 3/4", new ApoZeroLoss(1), Pair(0, Ln3), 1.25),
    ];

    protected override double AtReference(ApoZeroLoss loss, double logp, double tokens) => 1;
}
