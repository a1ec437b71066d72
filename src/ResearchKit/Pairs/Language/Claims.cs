using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Language;

/// <summary>Takes responses apart into atomic claims, each of which one question can ask for.</summary>
public static class Claims
{
    /// <summary>What the response claims, each claim once, in order; a step of reasoning becomes premises and
    /// conclusion.</summary>
    public static IReadOnlyList<Fact> Of(Caption response) =>
        [.. response.Sentences.SelectMany(s => s.Facts).SelectMany(Parts).Distinct()];

    private static IEnumerable<Fact> Parts(Fact fact) =>
        fact is ReasoningFact step ? new[] { step.Premise, step.Second, step.Conclusion }.OfType<Fact>() : [fact];
}
