using ResearchKit.Losses;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class RpoLossTests : PreferenceLossContract<RpoLoss>
{
    protected override RpoLoss Example => new(Beta: 0.3, Eta: 0.7);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // reference -5, so log pi(w) = -5 + 2 ln 3; beta = 1/2
        new("ln(4/3) + eta b (5 - 2 ln 3)", new RpoLoss(0.5, 2), Pair(2 * Ln3, 0), Math.Log(4.0 / 3) + 5 - 2 * Ln3),
    ];

    protected override double AtReference(RpoLoss loss, double logp,
        double tokens) => Ln2 - loss.Eta * loss.Beta * logp / tokens;
}
