namespace ResearchKit.Datasets.Bandits;

/// <summary>
/// What supervised fine-tuning sees: at every prompt a distribution over responses, of which some are common
/// ("on-policy" once the reference policy is fitted) and the others rare ("off-policy").
/// </summary>
/// <param name="Probabilities"><c>[prompts, responses]</c>, rows summing to 1.</param>
/// <param name="Common"><c>[prompts, responses]</c>: whether the response is one of the common ones.</param>
public sealed record Demonstrations(double[,] Probabilities, bool[,] Common)
{
    /// <summary>
    /// Draws, for every prompt, which responses are common and how common each is: they share
    /// <paramref name="commonMass"/> in proportions uniform in [0.5, 1.5), the rare ones share the rest equally.
    /// </summary>
    /// <param name="prompts">Number of prompts.</param>
    /// <param name="responses">Number of responses to each prompt.</param>
    /// <param name="common">How many responses are common, from 1 to <paramref name="responses"/> - 1.</param>
    /// <param name="commonMass">The probability that the common responses have together, in (0, 1).</param>
    /// <param name="draws">Where the randomness comes from.</param>
    public static Demonstrations Draw(int prompts, int responses, int common, double commonMass, SeededDraws draws)
    {
        if (common < 1 || common >= responses)
            throw new ArgumentOutOfRangeException(
                nameof(common), common, $"Must be from 1 to {responses - 1}, one less than the responses.");
        if (!(commonMass > 0 && commonMass < 1))
            throw new ArgumentOutOfRangeException(nameof(commonMass), commonMass, "Must lie between 0 and 1.");
        var probabilities = new double[prompts, responses];
        var isCommon = new bool[prompts, responses];
        for (var x = 0; x < prompts; x++)
        {
            var order = draws.Permutation(responses);
            var weights = Enumerable.Range(0, common).Select(_ => 0.5 + draws.Uniform()).ToArray();
            var total = weights.Sum();
            for (var i = 0; i < responses; i++)
            {
                isCommon[x, order[i]] = i < common;
                probabilities[x, order[i]] =
                    i < common ? commonMass * weights[i] / total : (1 - commonMass) / (responses - common);
            }
        }
        return new Demonstrations(probabilities, isCommon);
    }
}
