using ResearchKit.Losses;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class LengthDpoLossTests : PreferenceLossContract<LengthDpoLoss>
{
    protected override LengthDpoLoss Example => new(Beta: 0.4, Alpha: 0.1);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // h = 0; 0.5 ln 3 (3 - 1) = ln 3
        new("only the lengths differ: ln(4/3)", new LengthDpoLoss(1, 0.5 * Ln3), new PreferenceScores(new()
        {
            ["chosen"] = ViewScores.Of([-4], [-4], [3]),
            ["rejected"] = ViewScores.Of([-2], [-2], [1]),
        }), Math.Log(4.0 / 3)),
    ];

    protected override double AtReference(LengthDpoLoss loss, double logp, double tokens) => Ln2;
}
