using MathNet.Numerics.LinearAlgebra;
using ResearchKit.Datasets;
using ResearchKit.Datasets.Bandits;
using TorchSharp;

namespace ResearchKit.Experiments.Bandits;

/// <summary>
/// The first stage of reinforcement learning from human feedback: a reward per prompt and response, fitted to
/// comparisons by Bradley-Terry likelihood, -log sigmoid(r(x, y+) - r(x, y-)) (InstructGPT; DPO, arXiv 2305.18290,
/// Eq. 2). With <see cref="KlRegularizedOptimum"/> as the second stage it is the exact two-stage baseline.
/// </summary>
public static class RewardModel
{
    private const int MaximalIterations = 100;

    /// <summary>
    /// Fits by Newton's method, prompt by prompt: minimizes sum over pairs of n w (-log sigmoid(r+ - r-)) +
    /// (precision / 2) |r|^2, where n is the number of pairs and w their weights (so an unweighted pair counts 1).
    /// The penalty is a normal prior with mean 0: it fixes the free constant, leaves responses without data at 0, and
    /// keeps rewards finite when one response wins every comparison.
    /// </summary>
    /// <param name="data">The comparisons.</param>
    /// <param name="precision">
    /// Precision of the prior, above 0. 1 is right for rewards that are standard normal; a tiny value gives maximum
    /// likelihood.
    /// </param>
    /// <returns>The fitted rewards, <c>[prompts, responses]</c>.</returns>
    /// <exception cref="InvalidOperationException">Newton's method did not converge.</exception>
    public static double[,] Fit(BanditPreferences data, double precision = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(precision);
        var rewards = new double[data.Prompts, data.Responses];
        var byPrompt = data.Pairs.Select((pair, i) => (pair, weight: data.Weights[i] * data.Pairs.Count))
            .ToLookup(p => p.pair.Prompt);
        for (var x = 0; x < data.Prompts; x++)
        {
            var fitted = FitPrompt([.. byPrompt[x]], data.Responses, precision);
            for (var y = 0; y < data.Responses; y++)
                rewards[x, y] = fitted[y];
        }
        return rewards;
    }

    private static double[] FitPrompt((BanditPair Pair, double Weight)[] pairs, int responses, double precision)
    {
        var reward = new double[responses];
        var loss = Loss(pairs, reward, precision);
        for (var iteration = 0; pairs.Length > 0; iteration++)
        {
            if (iteration == MaximalIterations)
                throw new InvalidOperationException(
                    $"The reward model did not converge in {MaximalIterations} Newton steps; use a larger precision.");
            var (gradient, hessian) = Derivatives(pairs, reward, precision);
            // The gradient decides, not the step: along a constant per prompt the loss is flat but for the prior.
            if (gradient.AbsoluteMaximum() < 1e-11 * pairs.Length)
                break;
            var step = hessian.Cholesky().Solve(gradient);
            // Halve the step until the loss falls: Newton's full step can overshoot where the sigmoid is flat.
            for (var scale = 1.0; ; scale /= 2)
            {
                var trial = reward.Select((r, y) => r - scale * step[y]).ToArray();
                var trialLoss = Loss(pairs, trial, precision);
                // A whisker of slack: near the optimum the losses differ by rounding alone.
                if (trialLoss <= loss + 1e-12 * (1 + Math.Abs(loss)) || scale < 1e-8)
                {
                    (reward, loss) = (trial, trialLoss);
                    break;
                }
            }
        }
        return reward;
    }

    private static (Vector<double> Gradient, Matrix<double> Hessian) Derivatives(
        (BanditPair Pair, double Weight)[] pairs, double[] reward, double precision)
    {
        var gradient = Vector<double>.Build.Dense(reward.Length, y => precision * reward[y]);
        var hessian = Matrix<double>.Build.DenseDiagonal(reward.Length, precision);
        var losing = LosingProbabilities(pairs, reward);
        for (var i = 0; i < pairs.Length; i++)
        {
            var (_, a, b) = pairs[i].Pair;
            var slope = pairs[i].Weight * losing[i];
            var curvature = slope * (1 - losing[i]);
            gradient[a] -= slope;
            gradient[b] += slope;
            hessian[a, a] += curvature;
            hessian[b, b] += curvature;
            hessian[a, b] -= curvature;
            hessian[b, a] -= curvature;
        }
        return (gradient, hessian);
    }

    // Sigmoids and logarithms go through tensors: the C runtime's differ by machine in the last bit.
    private static double[] LosingProbabilities((BanditPair Pair, double Weight)[] pairs, double[] reward)
    {
        using var scope = torch.NewDisposeScope();
        return torch.sigmoid(-Margins(pairs, reward)).ToDoubles();
    }

    private static double Loss((BanditPair Pair, double Weight)[] pairs, double[] reward, double precision)
    {
        var prior = precision / 2 * reward.Sum(r => r * r);
        if (pairs.Length == 0)
            return prior;
        using var scope = torch.NewDisposeScope();
        var logs = torch.nn.functional.logsigmoid(Margins(pairs, reward)).ToDoubles();
        return prior - logs.Select((log, i) => pairs[i].Weight * log).Sum();
    }

    private static torch.Tensor Margins((BanditPair Pair, double Weight)[] pairs, double[] reward) =>
        torch.tensor(pairs.Select(p => reward[p.Pair.Chosen] - reward[p.Pair.Rejected]).ToArray());
}
