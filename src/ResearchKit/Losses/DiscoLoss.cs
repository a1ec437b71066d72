using ResearchKit.Losses.Contract;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// Discriminative Constrained Optimization (DisCO): right answers of a question against its wrong ones,
/// <c>L = -mean_i [s_i - tau log mean_j exp(s_j/tau)] + (c/2) max(D - d, 0)^2</c>, i over the right answers, j over the
/// wrong ones, <c>s = log pi(y)/|y|</c>, D the mean over all answers of <c>(log pi_old - log pi)/|y|</c>, an estimate
/// of KL(pi_old || pi). Unlike an objective on advantages that are divided by a group's standard deviation it does not
/// weigh a question by its difficulty. Reward: <c>s</c>.
/// </summary>
/// <param name="Positives">Right answers per row: views <c>chosen</c>, <c>chosen_2</c>, ...</param>
/// <param name="Negatives">Wrong answers per row: views <c>rejected</c>, <c>rejected_2</c>, ...</param>
/// <param name="Tau">tau, temperature: small values look at the likeliest wrong answer alone; above 0.</param>
/// <param name="Penalty">c, weight of the trust region, at least 0.</param>
/// <param name="Radius">d, divergence that costs nothing, at least 0.</param>
/// <remarks>
/// Li et al. 2025, "DisCO: Reinforcing Large Reasoning Models with Discriminative Constrained Optimization".
/// </remarks>
[Method("disco", Title = "DisCO", ArXiv = "2505.12366", Where = "penalized objective, log-likelihood score",
    Paper = "DisCO: Reinforcing Large Reasoning Models with Discriminative Constrained Optimization",
    Equation = "-mean_i [s_i - tau log mean_j exp(s_j/tau)] + (c/2) max(D - d, 0)^2,  s = log pi(y)/|y|")]
public sealed record DiscoLoss(
    [HyperParameter("P", "[1, 64]")] int Positives = 1,
    [HyperParameter("N", "[1, 64]")] int Negatives = 2,
    [HyperParameter("tau", "(0, inf)")] double Tau = 1.0,
    [HyperParameter("beta_0", "[0, inf)")] double Penalty = 1000.0,
    [HyperParameter("delta", "[0, inf)")] double Radius = 1e-4) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([.. Right.Take(1), .. Wrong, .. Right.Skip(1)], TokenReduction.Mean,
        Reference: false)
    {
        TokenColumns = [TokenColumn.Old],
    };

    private IEnumerable<View> Right => Enumerable.Range(1, Positives).Select(View.ChosenNumber);

    private IEnumerable<View> Wrong => Enumerable.Range(1, Negatives).Select(View.RejectedNumber);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var right = stack(Right.Select(v => scores[v].Policy), 1);
        var wrong = stack(Wrong.Select(v => scores[v].Policy), 1);
        var rival = Tau * ((wrong / Tau).logsumexp(1) - Math.Log(Negatives));
        var views = Inputs.Views;
        var divergence = stack(views.Select(v => Old(scores[v]) - scores[v].Policy), 1).mean([1]);
        var excess = nn.functional.relu(divergence - Radius);
        return new LossTerms(
            rival - right.mean([1]) + Penalty / 2 * excess.square(),
            [.. views.Select(v => (v, scores[v].Policy))], ("kl", divergence));
    }

    private static Tensor Old(LossView view) => view.ByToken.Mean(view.ByToken.Column(TokenColumn.Old));
}
