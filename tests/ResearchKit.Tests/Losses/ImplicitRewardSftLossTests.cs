using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class ImplicitRewardSftLossTests : PreferenceLossContract<ImplicitRewardSftLoss>
{
    protected override ImplicitRewardSftLoss Example => new(Beta: 0.3, Divergence: ImitationDivergence.Hellinger);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        new("total variation is SFT but for a constant", Of(ImitationDivergence.TotalVariation), Ratio(Ln3), -Ln3),
        new("chi-squared at its optimum", Of(ImitationDivergence.ChiSquared), Ratio(2), -1),
        new("chi-squared, as far behind it as before", Of(ImitationDivergence.ChiSquared), Ratio(4), 0),
        new("Hellinger", Of(ImitationDivergence.Hellinger), Ratio(1), -0.5),
        new("Hellinger where its tangent begins", Of(ImitationDivergence.Hellinger), Ratio(-0.5), 1),
        new("Hellinger on its tangent", Of(ImitationDivergence.Hellinger), Ratio(-2), 7),
        new("beta scales the reward", new ImplicitRewardSftLoss(Beta: 0.5), Ratio(4), -2),
    ];

    protected override double AtReference(ImplicitRewardSftLoss loss, double logp, double tokens) => 0;

    /// <summary>phi from f by the definition of a conjugate: phi(x) = -f*(-x) = inf_t f(t) + x t.</summary>
    [Theory]
    [InlineData(ImitationDivergence.ChiSquared)]
    [InlineData(ImitationDivergence.Hellinger)]
    public void PhiIsTheConjugateOfItsDivergence(ImitationDivergence divergence)
    {
        double F(double t) => divergence == ImitationDivergence.ChiSquared
            ? (t - 1) * (t - 1)
            : (Math.Sqrt(t) - 1) * (Math.Sqrt(t) - 1);
        foreach (var x in new[] { -0.4, -0.1, 0, 0.3, 1, 1.9 })
        {
            var phi = Enumerable.Range(0, 400_000).Min(i => F(i / 100_000.0) + x * (i / 100_000.0));
            Assert.Equal(-phi, LossEvaluation.Of(Of(divergence), Ratio(x)).Loss[0]!.Value, 1e-8);
        }
    }

    private static ImplicitRewardSftLoss Of(ImitationDivergence divergence) => new(Beta: 1, Divergence: divergence);

    private static PreferenceScores Ratio(double logRatio) => LogRatios((View.Chosen, logRatio));
}
