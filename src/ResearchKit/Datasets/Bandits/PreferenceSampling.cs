namespace ResearchKit.Datasets.Bandits;

/// <summary>Preference data made by annotators who follow a <see cref="BradleyTerryTruth"/>.</summary>
public static class PreferenceSampling
{
    /// <summary>
    /// A finite sample: at every prompt, pairs of two different responses drawn from a policy, each labeled once by
    /// an annotator (a noisy label: the worse response wins with its Bradley-Terry probability).
    /// </summary>
    /// <param name="truth">The truth that the annotators follow.</param>
    /// <param name="policy">Probabilities that the responses are drawn from, <c>[prompts, responses]</c>.</param>
    /// <param name="pairsPerPrompt">How many comparisons per prompt, at least 1.</param>
    /// <param name="draws">Where the randomness comes from.</param>
    public static BanditPreferences Sample(
        BradleyTerryTruth truth, double[,] policy, int pairsPerPrompt, SeededDraws draws)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pairsPerPrompt);
        var pairs = new List<BanditPair>(truth.Prompts * pairsPerPrompt);
        for (var x = 0; x < truth.Prompts; x++)
        {
            var weights = Enumerable.Range(0, truth.Responses).Select(y => policy[x, y]).ToArray();
            for (var n = 0; n < pairsPerPrompt; n++)
            {
                var a = draws.Categorical(weights);
                var others = (double[])weights.Clone();
                others[a] = 0;
                var b = draws.Categorical(others);
                pairs.Add(draws.Uniform() < truth.Preference(x, a, b) ? new(x, a, b) : new(x, b, a));
            }
        }
        return new BanditPreferences(truth.Prompts, truth.Responses, pairs);
    }

    /// <summary>
    /// The limit of infinitely many annotations: every ordered pair of covered responses, weighted by the probability
    /// that the first is preferred; prompts and unordered pairs weigh the same. The mean loss over this data is the
    /// expected loss.
    /// </summary>
    /// <param name="truth">The truth that the annotators follow.</param>
    /// <param name="covered">
    /// Which responses are compared, <c>[prompts, responses]</c>, at least two per prompt; none means all (full
    /// coverage).
    /// </param>
    /// <exception cref="ArgumentException">A prompt has fewer than two covered responses.</exception>
    public static BanditPreferences Population(BradleyTerryTruth truth, bool[,]? covered = null)
    {
        var pairs = new List<BanditPair>();
        var weights = new List<double>();
        for (var x = 0; x < truth.Prompts; x++)
        {
            var seen = Enumerable.Range(0, truth.Responses).Where(y => covered?[x, y] ?? true).ToArray();
            if (seen.Length < 2)
                throw new ArgumentException($"Prompt {x} has {seen.Length} covered responses, two are needed.");
            foreach (var a in seen)
                foreach (var b in seen.Where(b => b != a))
                {
                    pairs.Add(new BanditPair(x, a, b));
                    weights.Add(truth.Preference(x, a, b) / (seen.Length * (seen.Length - 1)));
                }
        }
        return new BanditPreferences(truth.Prompts, truth.Responses, pairs, weights);
    }
}
