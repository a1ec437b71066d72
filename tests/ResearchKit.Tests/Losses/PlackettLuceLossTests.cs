using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class PlackettLuceLossTests : PreferenceLossContract<PlackettLuceLoss>
{
    protected override PlackettLuceLoss Example => new(Beta: 0.3, Ranks: 4);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // rewards ln 3, ln 2, 0: weights 3, 2, 1: P = 3/6 * 2/3 = 1/3
        new("-ln(3/6 * 2/3)", new PlackettLuceLoss(1, 3), Ranked(Ln3, Ln2, 0), Ln3),
        // the reverse: 1/6 * 2/5 = 1/15
        new("-ln(1/6 * 2/5)", new PlackettLuceLoss(1, 3), Ranked(0, Ln2, Ln3), Math.Log(15)),
    ];

    protected override double AtReference(PlackettLuceLoss loss, double logp, double tokens) => Math.Log(24);

    [Fact]
    public void LikelihoodsOfAllRankingsAddToOne()
    {
        double[] ratios = [0.7, -1.3, 2.1, 0.2];
        var total = Permutations([.. ratios])
            .Sum(p => Math.Exp(-new PlackettLuceLoss(0.8, 4).Compute(Ranked(p)).Loss.item<double>()));
        Assert.Equal(1, total, 1e-13);
    }

    [Fact]
    public void TwoRanksAreBradleyTerry() => Assert.Equal(
        new DpoLoss(0.6).Compute(Pair(1.1, -0.3)).Loss.item<double>(),
        new PlackettLuceLoss(0.6, 2).Compute(Ranked(1.1, -0.3)).Loss.item<double>(), 1e-14);

    private static PreferenceScores Ranked(params double[] ratios) =>
        LogRatios([.. ratios.Select((r, k) => (View.Rank(k + 1), r))]);

    private static IEnumerable<double[]> Permutations(double[] items) => items.Length == 1
        ? [items]
        : items.SelectMany((x, i) => Permutations([.. items[..i], .. items[(i + 1)..]]).Select(p => (double[])[x,
            .. p]));
}
