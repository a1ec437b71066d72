using ResearchKit.Datasets;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Bandits;
using ResearchKit.Training;
using ResearchKit.Training.Bandits;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.Bandits.Methods;

/// <summary>
/// How large an update a question gets, by how often it is answered rightly: a question with a right and a wrong
/// answer, reward 1 and 0, and the exact gradient of an objective with respect to the logit of the right answer. GRPO
/// weights a question by sqrt(p (1 - p)), DGPO does not beyond p (1 - p)/(2 p (1 - p)), DisCO (arXiv 2505.12366) not at
/// all.
/// </summary>
public static class QuestionDifficulty
{
    /// <summary>The gradient of a surrogate on advantages, in an infinite group.</summary>
    /// <param name="loss">The surrogate.</param>
    /// <param name="estimator">From rewards to advantages.</param>
    /// <param name="right">p, probability of the right answer.</param>
    public static double Gradient(
        PreferenceLoss loss, Func<IReadOnlyList<double>, IReadOnlyList<double>, double[]> estimator, double right)
    {
        var policy = Policy(right);
        var reference = policy.Freeze();
        var batch = new RolloutBatches(policy, reference, new[,] { { 1.0, 0.0 } }, new(0, 1, 0, estimator)).Next();
        return Gradient(loss, policy, reference, batch);
    }

    /// <summary>The gradient of DisCO without its trust region, one right against one wrong answer.</summary>
    public static double Disco(double right)
    {
        var policy = Policy(right);
        var reference = policy.Freeze();
        var batch = new BanditBatch([new(0, 0, 1)], 2, [1.0], float64)
        {
            Tables = new Dictionary<string, double[,]> { [TokenColumn.Old] = reference.LogProbabilities().ToTable() },
        };
        return Gradient(new DiscoLoss(1, 1, 1, 0), policy, reference, batch);
    }

    private static TabularPolicy Policy(double right) =>
        new(tensor(new[] { right, 1 - right }).log().reshape(1, 2));

    private static double Gradient(
        PreferenceLoss loss, TabularPolicy policy, FrozenPolicy reference, BanditBatch batch)
    {
        using var scope = NewDisposeScope();
        var scores = ViewScoring.Score(loss, batch, new BanditScorer(policy), new BanditScorer(reference));
        (loss.Compute(scores).Loss * batch.Weights!).sum().backward();
        return -policy.parameters().First().grad!.ToTable()[0, 0];
    }
}
