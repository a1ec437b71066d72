using ResearchKit.Datasets.Bandits;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Bandits;
using ResearchKit.Training.Bandits;

namespace ResearchKit.Experiments.Bandits.Methods;

/// <summary>
/// Reinforcement learning against the closed form: RLHF in two stages (InstructGPT, arXiv 2203.02155), PPO
/// (arXiv 1707.06347) and the GRPO family, all after max E_pi[r] - beta KL(pi || ref), whose optimum is
/// ref exp(r/beta)/Z.
/// </summary>
public static class PolicyOptimization
{
    /// <summary>
    /// Both stages: a reward model fitted to all comparisons by Bradley-Terry likelihood, then gradient ascent on the
    /// exact objective.
    /// </summary>
    public static TabularPolicy Rlhf(MethodsLab lab, double beta)
    {
        var rewards = RewardModel.Fit(PreferenceSampling.Population(lab.Truth), precision: 1e-6);
        return Run(lab, new ReinforceLoss(), rewards, new(0, 1, beta, Advantages.Centered), steps: 400);
    }

    /// <summary>PPO: a clipped ratio, four updates per round, the exact value of each prompt as baseline.</summary>
    /// <param name="lab">The world.</param>
    /// <param name="beta">Strength of the pull to the reference, a penalty in the reward.</param>
    /// <param name="group">Answers per prompt and round; 0 for all of them with their probabilities.</param>
    public static TabularPolicy Ppo(MethodsLab lab, double beta, int group = 0) =>
        Run(lab, new PpoLoss(), lab.Truth.Rewards, new(group, 4, beta, Advantages.Centered), steps: 800);

    /// <summary>Any loss on sampled answers, with any estimator.</summary>
    /// <param name="lab">The world.</param>
    /// <param name="loss">The surrogate.</param>
    /// <param name="rewards">The rewards, <c>[prompts, responses]</c>.</param>
    /// <param name="rollouts">How answers are drawn and judged.</param>
    /// <param name="steps">Updates.</param>
    /// <param name="learningRate">Step size of AdamW.</param>
    public static TabularPolicy Run(
        MethodsLab lab, PreferenceLoss loss, double[,] rewards, RolloutOptions rollouts, int steps = 800,
        double learningRate = 0.02)
    {
        var policy = lab.Start();
        lab.Train(
            loss, policy,
            new RolloutBatches(policy, lab.Reference, rewards, rollouts, lab.Draws(MethodsLab.Stream.Answers)),
            steps, learningRate);
        return policy;
    }
}
