namespace ResearchKit.Datasets.Bandits;

/// <summary>
/// Where the two responses of a pair come from. On-policy: the reference policy gives the response substantial
/// probability; off-policy: it hardly ever says it. The four combinations are the scenarios of the 3D-Properties paper
/// (arXiv 2406.07327).
/// </summary>
/// <param name="ChosenOnPolicy">Whether chosen responses are on-policy.</param>
/// <param name="RejectedOnPolicy">Whether rejected responses are on-policy.</param>
public sealed record PairScenario(bool ChosenOnPolicy, bool RejectedOnPolicy)
{
    /// <summary>The four scenarios, from both on-policy to both off-policy.</summary>
    public static IReadOnlyList<PairScenario> All { get; } =
        [new(true, true), new(true, false), new(false, true), new(false, false)];

    /// <summary>A name for titles: <c>chosen on, rejected off</c>.</summary>
    public string Name => $"chosen {Side(ChosenOnPolicy)}, rejected {Side(RejectedOnPolicy)}";

    /// <summary>
    /// One annotated pair per prompt: a chosen and a rejected response from where the scenario takes them, given that
    /// an annotator preferred the first. A pair (a, b) is drawn with probability proportional to
    /// P(a preferred to b), so the better response is usually, not always, the chosen one.
    /// </summary>
    public BanditPreferences Draw(BradleyTerryTruth truth, Demonstrations demonstrations, SeededDraws draws)
    {
        var pairs = new List<BanditPair>();
        for (var x = 0; x < truth.Prompts; x++)
        {
            var candidates = Candidates(x, demonstrations).ToArray();
            pairs.Add(candidates[draws.Categorical(
                [.. candidates.Select(p => truth.Preference(p.Prompt, p.Chosen, p.Rejected))])]);
        }
        return new BanditPreferences(truth.Prompts, truth.Responses, pairs);
    }

    private static string Side(bool onPolicy) => onPolicy ? "on" : "off";

    private IEnumerable<BanditPair> Candidates(int prompt, Demonstrations demonstrations)
    {
        var responses = Enumerable.Range(0, demonstrations.Common.GetLength(1)).ToArray();
        return
            from chosen in responses
            where demonstrations.Common[prompt, chosen] == ChosenOnPolicy
            from rejected in responses
            where demonstrations.Common[prompt, rejected] == RejectedOnPolicy && rejected != chosen
            select new BanditPair(prompt, chosen, rejected);
    }
}
