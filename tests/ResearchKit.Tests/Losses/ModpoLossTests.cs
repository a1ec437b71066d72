using ResearchKit.Losses;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Losses;

public sealed class ModpoLossTests : PreferenceLossContract<ModpoLoss>
{
    protected override ModpoLoss Example => new(Beta: 0.4, Weight: 0.6);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // (2 ln 3 - 1.5 ln 3)/0.5 = ln 3
        new("ln(4/3)", new ModpoLoss(1, 0.5),
            new PreferenceScores(Pair(2 * Ln3, 0).Views.ToDictionary(),
                new() { ["other_margin"] = tensor(new[] { 1.5 * Ln3 }) }),
            Math.Log(4.0 / 3)),
    ];

    protected override double AtReference(ModpoLoss loss, double logp,
        double tokens) => Math.Log(1 + Math.Exp(0.5 / 0.6));
}
