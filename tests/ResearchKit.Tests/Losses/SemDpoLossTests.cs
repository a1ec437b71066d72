using ResearchKit.Losses;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Losses;

public sealed class SemDpoLossTests : PreferenceLossContract<SemDpoLoss>
{
    protected override SemDpoLoss Example => new(Beta: 0.4, Alpha: 2);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // exp(-ln 2 (1 - 0)) = 1/2
        new("half of DPO", new SemDpoLoss(1, Ln2),
            new PreferenceScores(Pair(Ln3, 0).Views.ToDictionary(), new() { ["cosine"] = tensor(new[] { 0.0 }) }),
            0.5 * Math.Log(4.0 / 3)),
    ];

    protected override double AtReference(SemDpoLoss loss, double logp, double tokens) => Math.Exp(-1) * Ln2;
}
