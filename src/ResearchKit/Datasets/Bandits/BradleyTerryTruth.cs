using TorchSharp;

namespace ResearchKit.Datasets.Bandits;

/// <summary>
/// The hidden truth of a preference bandit: a reward for every response to every prompt. An annotator who compares two
/// responses follows Bradley and Terry, P(a preferred to b | x) = sigmoid(r(x, a) - r(x, b)) (DPO, arXiv 2305.18290,
/// Eq. 1). Rewards matter up to a constant per prompt.
/// </summary>
public sealed class BradleyTerryTruth
{
    private readonly double[] _preference;

    /// <summary>A truth with the given rewards.</summary>
    /// <param name="rewards"><c>[prompts, responses]</c>, finite.</param>
    /// <exception cref="ArgumentException">The table is empty or holds a number that is not finite.</exception>
    public BradleyTerryTruth(double[,] rewards)
    {
        if (rewards.GetLength(0) < 1 || rewards.GetLength(1) < 2)
            throw new ArgumentException("A truth needs at least one prompt and two responses.", nameof(rewards));
        if (rewards.Cast<double>().Any(r => !double.IsFinite(r)))
            throw new ArgumentException("Every reward must be finite.", nameof(rewards));
        Rewards = (double[,])rewards.Clone();
        using var scope = torch.NewDisposeScope();
        var table = Rewards.ToTensor();
        _preference = torch.sigmoid(table.unsqueeze(2) - table.unsqueeze(1)).ToDoubles();
    }

    /// <summary>Rewards drawn from a standard normal distribution.</summary>
    public static BradleyTerryTruth Random(int prompts, int responses, SeededDraws draws) =>
        new(draws.NormalTable(prompts, responses));

    /// <summary>The rewards, <c>[prompts, responses]</c>.</summary>
    public double[,] Rewards { get; }

    /// <summary>Number of prompts.</summary>
    public int Prompts => Rewards.GetLength(0);

    /// <summary>Number of responses to each prompt.</summary>
    public int Responses => Rewards.GetLength(1);

    /// <summary>P(<paramref name="a"/> is preferred to <paramref name="b"/>) at <paramref name="prompt"/>.</summary>
    public double Preference(int prompt, int a, int b) => _preference[(prompt * Responses + a) * Responses + b];

    /// <summary>The expected reward of a policy, averaged over prompts.</summary>
    /// <param name="probabilities"><c>[prompts, responses]</c>, rows summing to 1.</param>
    public double ExpectedReward(double[,] probabilities)
    {
        var sum = 0.0;
        for (var x = 0; x < Prompts; x++)
            for (var y = 0; y < Responses; y++)
                sum += probabilities[x, y] * Rewards[x, y];
        return sum / Prompts;
    }
}
