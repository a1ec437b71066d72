using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

// Losses on one answer.

public sealed class NpoLossTests : PreferenceLossContract<NpoLoss>
{
    protected override NpoLoss Example => new(Beta: 0.4);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("lr = ln 3: 2 ln 4", new NpoLoss(1), LogRatios((View.Rejected, Ln3)), 2 * Math.Log(4)),
    ];

    protected override double AtReference(NpoLoss loss, double logp, double tokens) => 2 / loss.Beta * Ln2;
}

public sealed class AnchorLossTests : PreferenceLossContract<AnchorLoss>
{
    protected override AnchorLoss Example => new(View: "rejected_image", Beta: 0.3, Anchor: 0.2);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("ln(4/3)", new AnchorLoss(Beta: 1), LogRatios((View.Chosen, Ln3)), Math.Log(4.0 / 3)),
        new("(2/2 - 3)^2", new AnchorLoss(Beta: 0.5, Anchor: 3, Squared: true), LogRatios((View.Chosen, 2)), 4),
    ];

    protected override double AtReference(AnchorLoss loss, double logp, double tokens) => Softplus(loss.Anchor);
}

public sealed class SftLossTests : PreferenceLossContract<SftLoss>
{
    protected override SftLoss Example => new(View: "gold", Reduction: TokenReduction.Sum);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("6 nats over 3 tokens", new SftLoss(), Policy((-6, 3), (-1, 1)), 2),
        new("of the whole answer", new SftLoss(Reduction: TokenReduction.Sum), Policy((-6, 3), (-1, 1)), 6),
    ];

    protected override double AtReference(SftLoss loss, double logp, double tokens) => -logp;
}
