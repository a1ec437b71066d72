namespace ResearchKit.Experiments;

/// <summary>What a test says about a claim.</summary>
public enum Verdict
{
    /// <summary>Our number and its whole interval meet the criterion.</summary>
    Reproduced,

    /// <summary>They do not: the interval misses the criterion wholly or in part. A result like any other.</summary>
    NotReproduced,

    /// <summary>Nothing here can decide the claim; the remark says why.</summary>
    NotTestableAtThisScale,
}

/// <summary>The words for a <see cref="Verdict"/>.</summary>
public static class VerdictText
{
    /// <summary>The verdict as tables and JSON show it: <c>reproduced</c>, <c>not reproduced</c>,
    /// <c>not testable at this scale</c>.</summary>
    public static string ToText(this Verdict verdict) => verdict switch
    {
        Verdict.Reproduced => "reproduced",
        Verdict.NotReproduced => "not reproduced",
        Verdict.NotTestableAtThisScale => "not testable at this scale",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "not a verdict"),
    };
}
