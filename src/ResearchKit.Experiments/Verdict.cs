namespace ResearchKit.Experiments;

/// <summary>What a test says about a claim.</summary>
public enum Verdict
{
    /// <summary>Our number and its whole interval meet the criterion.</summary>
    Reproduced,

    /// <summary>The whole interval lies on the other side of the criterion. A result like any other.</summary>
    Contradicted,

    /// <summary>The interval covers the threshold: more seeds would be needed to say.</summary>
    Undecided,

    /// <summary>Nothing here can decide the claim; the remark says why.</summary>
    NotTestableAtThisScale,
}

/// <summary>The words for a <see cref="Verdict"/>.</summary>
public static class VerdictText
{
    /// <summary>The verdict as tables and JSON show it: <c>reproduced</c>, <c>contradicted</c>, <c>undecided</c>,
    /// <c>not testable at this scale</c>.</summary>
    public static string ToText(this Verdict verdict) => verdict switch
    {
        Verdict.Reproduced => "reproduced",
        Verdict.Contradicted => "contradicted",
        Verdict.Undecided => "undecided",
        Verdict.NotTestableAtThisScale => "not testable at this scale",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "not a verdict"),
    };
}
