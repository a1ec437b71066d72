using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// Binary Classifier Optimization on pairs: <c>L = -log s(r_w - d) - log s(-(r_l - d))</c>, <c>r = b lr</c>,
/// lr = log pi - log ref summed over tokens: a classifier that tells good answers from bad ones by their reward. d is
/// the mean reward of the training so far (running mean <c>reward_mean</c>), which makes the bound on DPO's loss tight.
/// Reward: <c>r</c>. Policy equal to reference gives 2 ln 2.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="RewardShift">Whether d is subtracted; without it d = 0.</param>
/// <remarks>
/// Jung et al. 2024, "Binary Classifier Optimization for Large Language Model Alignment". The generation-quality part
/// of MPO (InternVL, arXiv 2411.10442) is this loss.
/// </remarks>
[Method("bco-pair", Title = "BCO", ArXiv = "2404.04656", Where = "BCO loss with reward shift", Aliases = ["bco"],
    Paper = "Binary Classifier Optimization for Large Language Model Alignment",
    Equation = "-log s(r_w - d) - log s(-(r_l - d)),  r = b lr, d the running mean of r",
    Equivalent = "TRL: loss_type=\"bco_pair\" with reward_shift=false; before TRL dropped the shift, with true")]
public sealed record BcoPairLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    bool RewardShift = true) : PreferenceLoss
{
    private const string Shift = "reward_mean";

    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true)
    {
        RunningMeans = RewardShift ? [new(Shift, Rewards)] : [],
        CouplesBatch = RewardShift,
    };

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].LogRatio;
        var rejected = Beta * scores[View.Rejected].LogRatio;
        var shift = RewardShift ? scores.Column(Shift) : zeros_like(chosen);
        return new LossTerms(
            NegLogSigmoid(chosen - shift) + NegLogSigmoid(shift - rejected),
            [(View.Chosen, chosen), (View.Rejected, rejected)],
            ("shift", shift));
    }

    private Tensor Rewards(LossScores scores) =>
        Beta * (scores[View.Chosen].LogRatio + scores[View.Rejected].LogRatio) / 2;
}
