using ResearchKit.Datasets;
using ResearchKit.Models.Bandits;
using static TorchSharp.torch;

namespace ResearchKit.Training.Bandits;

/// <summary>
/// Supervised fine-tuning of a bandit: the policy learns to say what the demonstrations say. Gives the policy that
/// preference optimization starts from and compares with.
/// </summary>
public static class SupervisedFit
{
    /// <summary>
    /// Minimizes the cross-entropy -sum_y q(y | x) log pi(y | x), averaged over prompts, on all prompts at every step.
    /// </summary>
    /// <param name="policy">The policy; its parameters change.</param>
    /// <param name="demonstrations">q, <c>[prompts, responses]</c>, rows summing to 1.</param>
    /// <param name="options">How to train; only the update rule and its numbers matter here.</param>
    /// <returns>The cross-entropy after the last update.</returns>
    public static double Run(BanditPolicy policy, double[,] demonstrations, TrainingOptions options)
    {
        options.Validate();
        using var outer = NewDisposeScope();
        var target = demonstrations.ToTensor(policy.parameters().First().dtype);
        using var optimizer = options.CreateOptimizer(policy.parameters());
        for (var step = 0; step < options.Steps; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            CrossEntropy(policy, target).backward();
            optimizer.step();
        }
        using var _ = no_grad();
        return CrossEntropy(policy, target).Number();
    }

    private static Tensor CrossEntropy(BanditPolicy policy, Tensor target) =>
        -(target * policy.LogProbabilities()).sum() / policy.Prompts;
}
