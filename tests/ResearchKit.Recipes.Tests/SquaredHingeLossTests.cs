using ResearchKit.Losses;
using ResearchKit.Testing;

namespace ResearchKit.Recipes;

public sealed class SquaredHingeLossTests : PreferenceLossContract<SquaredHingeLoss>
{
    protected override SquaredHingeLoss Example => new(Beta: 0.3);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("(1 - 0.5 (2 - 1))^2", new SquaredHingeLoss(0.5), Pair(2, 1), 0.25),
        new("margin 2 is beyond 1", new SquaredHingeLoss(1), Pair(2, 0), 0),
        new("(1 - (-3))^2", new SquaredHingeLoss(1), Pair(-1, 2), 16),
    ];

    protected override double AtReference(SquaredHingeLoss loss, double logp, double tokens) => 1;

    // One pair, of which only the log-ratios matter: the reference is at -4.
    private static PreferenceScores Pair(double chosen, double rejected) => new(new()
    {
        ["chosen"] = ViewScores.Of(policy: [chosen - 4], reference: [-4]),
        ["rejected"] = ViewScores.Of(policy: [rejected - 4], reference: [-4]),
    });
}
