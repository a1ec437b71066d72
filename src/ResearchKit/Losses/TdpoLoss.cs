using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// Token-level DPO: <c>L = -log s(b [h - a (D(y_l) - D(y_w))])</c> with <c>h = lr(y_w) - lr(y_l)</c>, lr = log pi - log
/// ref summed over tokens, and <c>D(y) = sum_t KL(ref || pi)</c> along the answer (token column <c>forward_kl</c>): the
/// divergence of whole distributions is kept in step on both sides. Reward: <c>b (lr + D)</c>. Policy equal to
/// reference gives ln 2.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="Alpha">a, weight of the difference of divergences, at least 0; 0 is DPO.</param>
/// <param name="StopGradient">Whether D(y_w) is a constant (TDPO2); false with a = 1 is TDPO1.</param>
/// <remarks>Zeng et al. 2024, "Token-level Direct Preference Optimization", TDPO2.</remarks>
[Method("tdpo", Title = "TDPO", ArXiv = "2404.11999", Where = "TDPO2", Aliases = ["tdpo2", "token-dpo"],
    Paper = "Token-level Direct Preference Optimization",
    Equation = "-log s(b [h - a (D(l) - sg D(w))]),  D(y) = sum_t KL(ref_t || pi_t)",
    Equivalent = "the authors' loss tdpo with if_tdpo2 = stop_gradient")]
public sealed record TdpoLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("alpha", "[0, inf)")] double Alpha = 0.5,
    bool StopGradient = true) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true)
    {
        TokenColumns = [TokenColumn.ForwardKl],
    };

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var (chosen, rejected) = (scores[View.Chosen], scores[View.Rejected]);
        var ofChosen = chosen.ByToken.Column(TokenColumn.ForwardKl).sum(1);
        var ofRejected = rejected.ByToken.Column(TokenColumn.ForwardKl).sum(1);
        var kept = StopGradient ? ofChosen.detach() : ofChosen;
        var margin = Beta * (chosen.LogRatio - rejected.LogRatio - Alpha * (ofRejected - kept));
        return new LossTerms(
            NegLogSigmoid(margin),
            [(View.Chosen, Beta * (chosen.LogRatio + ofChosen)), (View.Rejected,
                Beta * (rejected.LogRatio + ofRejected))],
            ("kl/chosen", ofChosen), ("kl/rejected", ofRejected));
    }
}
