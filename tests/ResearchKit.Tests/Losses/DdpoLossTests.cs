using ResearchKit.Losses;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Losses;

public sealed class DdpoLossTests : PreferenceLossContract<DdpoLoss>
{
    protected override DdpoLoss Example => new(Beta: 0.6, Gamma: 3);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // chosen: log-ratios 0 and (corrected) 2 ln 3: (0 + 2 * 2 ln 3)/(1 + 2) = 4/3 ln 3; rejected: ln 3 / 3 on each
        new("b h = ln 3: ln(4/3)", new DdpoLoss(1, 2), new PreferenceScores(new()
        {
            ["chosen"] = Tokens([-4, -4 + 2 * Ln3], [-4, -4], [false, true]),
            ["rejected"] = Tokens([-2 + Ln3 / 3, -3 + Ln3 / 3], [-2, -3], [true, false]),
        }), Math.Log(4.0 / 3)),
    ];

    protected override double AtReference(DdpoLoss loss, double logp, double tokens) => Ln2;

    [Fact]
    public void WithEqualWeightsItIsDpoOnMeans()
    {
        var scores = Sample(batch: 4, seed: 31);
        var means = new PreferenceScores(scores.Views.ToDictionary(v => v.Key, v => new ViewScores(
            v.Value.Policy / v.Value.Tokens!, v.Value.Reference! / v.Value.Tokens!)));
        Assert.Equal(LossEvaluation.Of(new DpoLoss(0.7), means).Mean, LossEvaluation.Of(new DdpoLoss(0.7, 1),
            scores).Mean, 1e-13);
    }

    private static ViewScores Tokens(double[] policy, double[] reference, bool[] marks) => ViewScores.FromTokens(
        new TokenScores(tensor(policy).reshape(1, 2), tensor(reference).reshape(1, 2), tensor(new[] { true,
            true }).reshape(1, 2))
        {
            Columns = new Dictionary<string, TorchSharp.torch.Tensor> { ["marks"] = tensor(marks).reshape(1, 2) },
        });
}
