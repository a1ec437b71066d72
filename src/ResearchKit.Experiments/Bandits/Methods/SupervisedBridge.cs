using ResearchKit.Datasets;
using ResearchKit.Datasets.Bandits;
using ResearchKit.Losses;
using ResearchKit.Models.Bandits;
using ResearchKit.Training;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.Bandits.Methods;

/// <summary>
/// Supervised fine-tuning before DPO: how far it goes, and by which divergence from the demonstrations, decides where
/// DPO starts and what it is held to. Demonstrations are the first of two stages; their policy is the reference of the
/// second.
/// </summary>
public static class SupervisedBridge
{
    /// <summary>True reward after a supervised stage and DPO on pairs that its policy has sampled.</summary>
    /// <param name="lab">The world; its optimum at beta 1 makes the demonstrations.</param>
    /// <param name="divergence">The supervised objective.</param>
    /// <param name="learningRate">Step size of the supervised stage.</param>
    /// <param name="beta">beta of DPO.</param>
    public static double Reward(MethodsLab lab, SupervisedDivergence divergence, double learningRate, double beta)
    {
        var policy = lab.Start();
        Fit(policy, lab.Optimum(1).Probabilities(), divergence, learningRate);
        var reference = policy.Freeze();
        var data = PreferenceSampling.Sample(
            lab.Truth, reference.Probabilities(), 16, lab.Draws(MethodsLab.Stream.Labels));
        lab.Train(new DpoLoss(beta), policy, MethodsLab.Batch(data), 200, 0.02, reference);
        return policy.ExpectedReward(lab.Truth.Rewards);
    }

    private static void Fit(
        TabularPolicy policy, double[,] demonstrations, SupervisedDivergence divergence, double learningRate)
    {
        using var target = demonstrations.ToTensor();
        using var optimizer = new TrainingOptions(200, learningRate) { Optimizer = OptimizerKind.Sgd }
            .CreateOptimizer(policy.parameters());
        for (var step = 0; step < 200; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var logps = policy.LogProbabilities();
            // D_f(demonstrations || policy) up to a constant
            var loss = divergence switch
            {
                SupervisedDivergence.Kl => -(target * logps),
                SupervisedDivergence.ChiSquared => target.square() * (-logps).exp(),
                _ => -2 * target.sqrt() * (logps / 2).exp(),
            };
            (loss.sum() / policy.Prompts).backward();
            optimizer.step();
        }
    }
}

/// <summary>The divergence of demonstrations from the policy that supervised learning lowers.</summary>
public enum SupervisedDivergence
{
    /// <summary>KL: cross-entropy.</summary>
    Kl,

    /// <summary>Chi-squared.</summary>
    ChiSquared,

    /// <summary>Squared Hellinger.</summary>
    Hellinger,
}
