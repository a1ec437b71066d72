using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Losses;

public sealed class IrpoLossTests : PreferenceLossContract<IrpoLoss>
{
    protected override IrpoLoss Example => new(Beta: 0.3, Ranks: 4);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // rewards ln 3 and 0; weights (2^1 - 1)/log2(2) = 1 and (2^2 - 1)/log2(3)
        new("(ln(4/3) + 3/log2(3) ln 4)/2", new IrpoLoss(1, 2), Ranked([Ln3, 0], [1, 2]),
            (Math.Log(4.0 / 3) + 3 / Math.Log2(3) * Math.Log(4)) / 2),
        // only the first is relevant; the mean of exp(ln 3 - 0) and exp(-ln 3 - 0) is 5/3: -ln s(-ln(5/3)) = ln(8/3)
        new("ln(8/3)/3", new IrpoLoss(1, 3), Ranked([0, Ln3, -Ln3], [1, 0, 0]), Math.Log(8.0 / 3) / 3),
    ];

    protected override double AtReference(IrpoLoss loss, double logp, double tokens) =>
        Ln2 * (Math.Sqrt(2) - 1) * Enumerable.Range(1, 4).Average(i => 1 / Math.Log2(1 + i));

    private static PreferenceScores Ranked(double[] ratios, double[] relevances) => new(
        LogRatios([.. ratios.Select((r, k) => (View.Rank(k + 1), r))]).Views.Zip(relevances, (view, r) => (view.Key,
            view.Value with
            {
                Columns = new Dictionary<string, TorchSharp.torch.Tensor> { ["relevance"] = tensor(new[] { r }) },
            })).ToDictionary());
}
