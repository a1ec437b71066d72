using ResearchKit.Datasets;
using ResearchKit.Datasets.Bandits;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Bandits;

namespace ResearchKit.Experiments.Bandits.Methods;

/// <summary>
/// When DPO is not what one wants of RLHF (arXiv 2605.20834): if the reference prefers the worse answer by more than
/// the reward can turn, (r_w - r_l)/beta below log ref(l)/ref(w), then the loss falls to its optimum while pi(w) stays
/// below pi(l).
/// </summary>
/// <param name="LossChange">Change of the loss from start to end.</param>
/// <param name="Gap">log pi(w) - log pi(l) at the end, nats; above 0 the order is right.</param>
public sealed record ConditionalEquivalence(double LossChange, double Gap)
{
    /// <summary>Trains on the expected loss of one pair.</summary>
    /// <param name="loss">DPO or a constrained form of it.</param>
    /// <param name="beta">Its beta, for the reward margin of the labels.</param>
    /// <param name="rewardGap">r_w - r_l.</param>
    /// <param name="referenceGap">
    /// log ref(w) - log ref(l), nats; negative if the reference prefers the worse answer.
    /// </param>
    public static ConditionalEquivalence Of(PreferenceLoss loss, double beta, double rewardGap, double referenceGap)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(beta);
        var data = PreferenceSampling.Population(new BradleyTerryTruth(new[,] { { rewardGap, 0.0 } }));
        var policy = new TabularPolicy(new[,] { { referenceGap, 0.0 } }.ToTensor());
        var reference = policy.Freeze();
        var before = Value();
        new MethodsLab(0, 1, 2).Train(loss, policy, MethodsLab.Batch(data), 2000, 0.05, reference);
        var logps = policy.LogProbabilities().ToTable();
        return new(Value() - before, logps[0, 0] - logps[0, 1]);

        double Value()
        {
            using var scope = TorchSharp.torch.NewDisposeScope();
            var batch = MethodsLab.Batch(data);
            var scores = Training.ViewScoring.Score(
                loss, batch, new Training.Bandits.BanditScorer(policy), new Training.Bandits.BanditScorer(reference));
            return (loss.Compute(scores).Loss * batch.Weights!).sum().Number();
        }
    }
}
