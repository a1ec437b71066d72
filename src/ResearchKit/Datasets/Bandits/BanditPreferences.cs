namespace ResearchKit.Datasets.Bandits;

/// <summary>Preference data of a bandit: comparisons, with a weight for each.</summary>
public sealed class BanditPreferences
{
    private readonly ResponseRoles[,] _roles;

    /// <summary>Data over the given comparisons.</summary>
    /// <param name="prompts">Number of prompts.</param>
    /// <param name="responses">Number of responses to each prompt.</param>
    /// <param name="pairs">The comparisons; a pair may occur more than once.</param>
    /// <param name="weights">
    /// Weight of each comparison in the mean loss, normalized here to the sum 1; none means equal weights. Expected
    /// (population) losses give every ordered pair the probability of observing it.
    /// </param>
    /// <exception cref="ArgumentException">No pair, an index out of range, or weights that do not fit.</exception>
    public BanditPreferences(
        int prompts, int responses, IReadOnlyList<BanditPair> pairs, IReadOnlyList<double>? weights = null)
    {
        if (pairs.Count == 0)
            throw new ArgumentException("Preference data needs at least one pair.", nameof(pairs));
        if (weights is not null && weights.Count != pairs.Count)
            throw new ArgumentException($"{pairs.Count} pairs but {weights.Count} weights.", nameof(weights));
        if (weights is not null && !(weights.All(w => w >= 0 && double.IsFinite(w)) && weights.Sum() > 0))
            throw new ArgumentException("Weights must be finite, not negative, and not all zero.", nameof(weights));
        Prompts = prompts;
        Responses = responses;
        Pairs = pairs;
        _roles = new ResponseRoles[prompts, responses];
        for (var i = 0; i < pairs.Count; i++)
            Register(pairs[i], i);
        var total = weights?.Sum() ?? pairs.Count;
        Weights = [.. Enumerable.Range(0, pairs.Count).Select(i => (weights?[i] ?? 1.0) / total)];
        IsUniform = weights is null;
    }

    /// <summary>Number of prompts.</summary>
    public int Prompts { get; }

    /// <summary>Number of responses to each prompt.</summary>
    public int Responses { get; }

    /// <summary>The comparisons.</summary>
    public IReadOnlyList<BanditPair> Pairs { get; }

    /// <summary>The weight of each comparison; the weights sum to 1.</summary>
    public IReadOnlyList<double> Weights { get; }

    /// <summary>Whether all comparisons weigh the same.</summary>
    public bool IsUniform { get; }

    /// <summary>What the data says of a response.</summary>
    public ResponseRoles Role(int prompt, int response) => _roles[prompt, response];

    private void Register(BanditPair pair, int index)
    {
        if ((uint)pair.Prompt >= Prompts || (uint)pair.Chosen >= Responses || (uint)pair.Rejected >= Responses)
            throw new ArgumentException(
                $"Pair {index} is {pair}, outside {Prompts} prompts and {Responses} responses.");
        if (pair.Chosen == pair.Rejected)
            throw new ArgumentException($"Pair {index} compares response {pair.Chosen} with itself.");
        _roles[pair.Prompt, pair.Chosen] |= ResponseRoles.Chosen;
        _roles[pair.Prompt, pair.Rejected] |= ResponseRoles.Rejected;
    }
}
