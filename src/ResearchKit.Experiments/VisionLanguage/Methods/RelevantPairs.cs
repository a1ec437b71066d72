namespace ResearchKit.Experiments.VisionLanguage.Methods;

/// <summary>
/// MMedPO's weights (Zhu et al., arXiv 2412.06141) where irrelevant pairs are mixed in: a pair counts in proportion to
/// how much of what its rejected answer says beyond the chosen one is false; a pair of equally good answers, whose
/// order is chance, counts nothing.
/// </summary>
public static class RelevantPairs
{
    /// <summary>All pairs, those without any relevance among them, weighted to a mean of 1.</summary>
    /// <param name="pairs">Pairs whose weights are the numbers of errors between their answers.</param>
    /// <param name="ties">Pairs of equally good answers.</param>
    public static ScenePair[] Weighted(IEnumerable<ScenePair> pairs, IEnumerable<ScenePair> ties)
    {
        ScenePair[] all = [.. pairs, .. ties];
        var mean = all.Average(p => p.Weight);
        return [.. all.Select(p => p with { Weight = p.Weight / mean })];
    }

    /// <summary>The same pairs, each counted as much as the other.</summary>
    public static ScenePair[] Unweighted(IEnumerable<ScenePair> weighted) =>
        [.. weighted.Select(p => p with { Weight = 1 })];
}
