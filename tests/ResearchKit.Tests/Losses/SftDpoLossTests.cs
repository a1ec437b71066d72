using ResearchKit.Losses;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class SftDpoLossTests : PreferenceLossContract<SftDpoLoss>
{
    protected override SftDpoLoss Example => new(Beta: 0.3, Alpha: 0.2);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // reference -5, so log pi(w) = -5 + ln 3
        new("ln(4/3) + (5 - ln 3)/2", new SftDpoLoss(1, 0.5), Pair(Ln3, 0), Math.Log(4.0 / 3) + (5 - Ln3) / 2),
    ];

    protected override double AtReference(SftDpoLoss loss, double logp,
        double tokens) => Ln2 - loss.Alpha * logp / tokens;
}
