namespace ResearchKit.Experiments;

/// <summary>A claim of a paper and what became of it here: one row of a <see cref="ClaimsLedger"/>.</summary>
/// <param name="Text">The claim in a sentence.</param>
/// <param name="Paper">The paper: <c>AdaViP, arXiv 2504.15619</c>.</param>
/// <param name="Place">Where the paper makes it: <c>Table 2</c>, <c>abstract</c>, <c>Section 3.2</c>.</param>
/// <param name="Measure">What our number is, with its unit.</param>
/// <param name="Number">Our number with its bounds; null if nothing could be measured.</param>
/// <param name="Criterion">When the claim counts as reproduced, in words; empty if nothing could be measured.</param>
/// <param name="Verdict">The outcome, computed from <paramref name="Number"/> by the criterion.</param>
/// <param name="Remark">What a reader should know besides, or why nothing could be measured; may be empty.</param>
/// <param name="Cell">The id of the notebook cell that measures it; empty for the one that shows the ledger.</param>
public sealed record Claim(
    string Text,
    string Paper,
    string Place,
    string Measure,
    Measurement? Number,
    string Criterion,
    Verdict Verdict,
    string Remark,
    string Cell = "")
{
    /// <summary>
    /// Share of resampled seed sets with the same verdict (<see cref="VerdictStability"/>); null where the number does
    /// not come from seeds.
    /// </summary>
    public double? Stability { get; init; }
}
