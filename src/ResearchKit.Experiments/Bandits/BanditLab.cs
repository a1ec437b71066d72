using ResearchKit.Datasets;
using ResearchKit.Datasets.Bandits;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Bandits;
using ResearchKit.Training;
using ResearchKit.Training.Bandits;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.Bandits;

/// <summary>
/// The laboratory of one seed: a truth, demonstrations, and a reference policy fitted to them. Everything in it follows
/// from the seed; trainings start from copies and do not disturb each other. Policies are in float64: five hundred
/// steps in float32 blow a rounding of 1e-7 up to 1e-1, and verdicts would depend on the engine.
/// </summary>
public sealed class BanditLab
{
    private readonly int _seed;
    private readonly MlpPolicy _fitted;

    /// <summary>Draws the truth and the demonstrations and fits the reference policy.</summary>
    /// <param name="seed">The seed; labs of different seeds are independent.</param>
    /// <param name="options">Sizes; the defaults if null.</param>
    public BanditLab(int seed, BanditLabOptions? options = null)
    {
        _seed = seed;
        Options = options ?? new();
        Truth = BradleyTerryTruth.Random(Options.Prompts, Options.Responses, Draws(Stream.Rewards));
        Demonstrations = Demonstrations.Draw(
            Options.Prompts, Options.Responses, Options.CommonResponses, Options.CommonMass,
            Draws(Stream.Demonstrations));
        _fitted = new MlpPolicy(
            Options.Prompts, Options.Responses, Draws(Stream.Weights).Generator, Options.Hidden, float64);
        SupervisedFit.Run(_fitted, Demonstrations.Probabilities, new(Options.FitSteps, Options.FitLearningRate));
        Reference = _fitted.Freeze();
    }

    private enum Stream
    {
        Rewards,
        Demonstrations,
        Weights,
        Labels,
        Scenarios, // one stream per scenario: keep last
    }

    /// <summary>The sizes.</summary>
    public BanditLabOptions Options { get; }

    /// <summary>The hidden rewards.</summary>
    public BradleyTerryTruth Truth { get; }

    /// <summary>What the reference policy learned from, and which responses are on-policy.</summary>
    public Demonstrations Demonstrations { get; }

    /// <summary>The fitted policy, frozen.</summary>
    public FrozenPolicy Reference { get; }

    /// <summary>The reference's probabilities, <c>[prompts, responses]</c>.</summary>
    public double[,] ReferenceProbabilities
    {
        get
        {
            using var scope = NewDisposeScope();
            return Reference.LogProbabilities().to_type(float64).exp().ToTable();
        }
    }

    /// <summary>The preference data of one of the four scenarios: one pair per prompt.</summary>
    public BanditPreferences Pairs(PairScenario scenario)
    {
        var index = PairScenario.All.ToList().IndexOf(scenario);
        return scenario.Draw(Truth, Demonstrations, new SeededDraws(_seed, (int)Stream.Scenarios + index));
    }

    /// <summary>Noisy labels on pairs that the reference policy produced.</summary>
    public BanditPreferences Sample(int pairsPerPrompt) =>
        PreferenceSampling.Sample(Truth, ReferenceProbabilities, pairsPerPrompt, Draws(Stream.Labels));

    /// <summary>A network that starts as the reference policy.</summary>
    public MlpPolicy StartNetwork() => _fitted.Copy();

    /// <summary>A table of free logits, float64, that starts as the reference policy.</summary>
    public TabularPolicy StartTable()
    {
        using var scope = NewDisposeScope();
        return new TabularPolicy(Reference.LogProbabilities().to_type(float64));
    }

    /// <summary>Trains a fresh copy of the network on all pairs at every step.</summary>
    /// <param name="loss">The objective.</param>
    /// <param name="data">The comparisons.</param>
    /// <param name="options">How to train and how often to record.</param>
    /// <param name="gradients">Whether to record the pull on each probability (<see cref="GradientBalance"/>).</param>
    /// <param name="observer">Called at every recorded step with the number of updates done and the policy.</param>
    public BanditRun Train(
        PreferenceLoss loss, BanditPreferences data, TrainingOptions options, bool gradients = false,
        Action<int, BanditPolicy>? observer = null)
    {
        using var policy = StartNetwork();
        return BanditTrainer.Run(
            loss, policy, Reference, data, options, gradients: gradients,
            observer: observer is null ? null : step => observer(step, policy));
    }

    /// <summary>Trains a fresh table of free logits on all pairs at every step.</summary>
    public BanditRun TrainTable(PreferenceLoss loss, BanditPreferences data, TrainingOptions options)
    {
        using var policy = StartTable();
        using var reference = policy.Freeze();
        return BanditTrainer.Run(loss, policy, reference, data, options, gradients: false);
    }

    /// <summary>What exact RLHF makes of the true rewards: the best any method can do at this beta.</summary>
    public FrozenPolicy Optimum(double beta) => KlRegularizedOptimum.Of(Reference, Truth.Rewards, beta);

    /// <summary>The optimum for the true rewards, as a path that can be measured like a training.</summary>
    public BanditTrajectory OptimumPath(BanditPreferences data, double beta) =>
        BanditTrajectory.Of(Optimum(beta), Reference, data);

    /// <summary>
    /// Two-stage RLHF without approximation: a reward model fitted to the data, then its KL-regularized optimum.
    /// </summary>
    public BanditTrajectory RewardModelPath(BanditPreferences data, double beta) =>
        BanditTrajectory.Of(KlRegularizedOptimum.Of(Reference, RewardModel.Fit(data), beta), Reference, data);

    private SeededDraws Draws(Stream stream) => new(_seed, (int)stream);
}
