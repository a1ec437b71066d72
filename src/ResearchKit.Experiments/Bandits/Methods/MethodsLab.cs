using ResearchKit.Datasets;
using ResearchKit.Datasets.Bandits;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Bandits;
using ResearchKit.Training;
using ResearchKit.Training.Bandits;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.Bandits.Methods;

/// <summary>
/// The world of one seed for methods that are compared with an exact optimum: true rewards, a reference policy, and
/// tables of free logits in float64, in which a method can express every policy, so that what keeps it from the optimum
/// is the method.
/// </summary>
public sealed class MethodsLab
{
    private readonly int _seed;

    /// <summary>Draws rewards and reference logits, both standard normal.</summary>
    /// <param name="seed">The seed; labs of different seeds are independent.</param>
    /// <param name="prompts">Number of prompts.</param>
    /// <param name="responses">Number of responses to each prompt.</param>
    public MethodsLab(int seed, int prompts = 6, int responses = 8)
    {
        _seed = seed;
        Truth = BradleyTerryTruth.Random(prompts, responses, Draws(Stream.Rewards));
        Reference = new FrozenPolicy(
            nn.functional.log_softmax(Draws(Stream.Reference).NormalTable(prompts, responses).ToTensor(), 1));
    }

    /// <summary>The purposes that have draws of their own.</summary>
    public enum Stream
    {
        /// <summary>True rewards.</summary>
        Rewards,

        /// <summary>Reference logits.</summary>
        Reference,

        /// <summary>Labels of annotators.</summary>
        Labels,

        /// <summary>Sampled answers.</summary>
        Answers,

        /// <summary>A second objective, or a general preference.</summary>
        Second,

        /// <summary>Starting points.</summary>
        Starts,
    }

    /// <summary>The true rewards.</summary>
    public BradleyTerryTruth Truth { get; }

    /// <summary>The reference policy.</summary>
    public FrozenPolicy Reference { get; }

    /// <summary>Fresh draws for a purpose.</summary>
    public SeededDraws Draws(Stream stream) => new(_seed, (int)stream);

    /// <summary>A table of free logits that starts as a policy; as the reference if null.</summary>
    public TabularPolicy Start(BanditPolicy? from = null)
    {
        using var _ = no_grad();
        return new TabularPolicy((from ?? Reference).LogProbabilities());
    }

    /// <summary>What exact RLHF makes of the true rewards.</summary>
    public FrozenPolicy Optimum(double beta) => KlRegularizedOptimum.Of(Reference, Truth.Rewards, beta);

    /// <summary>Trains a policy on one batch, all of it at every step.</summary>
    /// <param name="loss">The objective.</param>
    /// <param name="policy">The policy; its parameters change.</param>
    /// <param name="batch">The examples.</param>
    /// <param name="steps">Updates of AdamW.</param>
    /// <param name="learningRate">Its step size.</param>
    /// <param name="reference">The reference; the lab's if null.</param>
    public void Train(
        PreferenceLoss loss, BanditPolicy policy, BanditBatch batch, int steps = 400, double learningRate = 0.05,
        FrozenPolicy? reference = null) => Train(loss, policy, new RepeatedBatch<BanditBatch>(batch), steps,
            learningRate, reference);

    /// <summary>Trains a policy on batches that may follow it.</summary>
    public void Train(
        PreferenceLoss loss, BanditPolicy policy, IBatchSource<BanditBatch> batches, int steps, double learningRate,
        FrozenPolicy? reference = null) =>
        new PreferenceTrainer<BanditBatch>(
            loss, new BanditScorer(policy), policy.parameters(), new BanditScorer(reference ?? Reference)).Run(
            batches, new TrainingOptions(steps, learningRate) { RecordEvery = steps, StartsAtReference = false });

    /// <summary>Preference data as a batch.</summary>
    public static BanditBatch Batch(BanditPreferences data) => new(data.Pairs, data.Responses, data.Weights, float64);
}
