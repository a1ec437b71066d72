namespace ResearchKit.Benchmarks;

/// <summary>
/// A method's published results on four hallucination benchmarks: one row of Table 1 of AdaViP (arXiv 2504.15619).
/// A cell is null where the paper prints none.
/// </summary>
/// <param name="Method">The method's name as printed.</param>
/// <param name="Family">Group of rows: base, hallucination-specific, preference, ours-paper, proprietary.</param>
/// <param name="Size">Size of the language model, <c>7B</c> or <c>13B</c>; empty if unknown.</param>
/// <param name="NonRsp">Object HalBench: responses without a hallucinated object, percent, higher is better.</param>
/// <param name="NonMen">Object HalBench: object mentions that are not hallucinated, percent, higher is better.</param>
/// <param name="AmberAccuracy">AMBER, discriminative: accuracy, percent, higher is better.</param>
/// <param name="AmberF1">AMBER, discriminative: F1, percent, higher is better.</param>
/// <param name="Chair">AMBER, generative: hallucinated share of object mentions, percent, lower is better.</param>
/// <param name="Cog">AMBER, generative: share of human-like hallucinations, percent, lower is better.</param>
/// <param name="AmberScore">AMBER: (100 - CHAIR + F1) / 2, higher is better.</param>
/// <param name="MmhalScore">MMHal-Bench: mean rating by a judge, 0 to 6, higher is better.</param>
/// <param name="MmhalRate">MMHal-Bench: answers with a hallucination, percent, lower is better.</param>
public sealed record PublishedResult(
    string Method,
    string Family,
    string Size,
    ReportedValue? NonRsp,
    ReportedValue? NonMen,
    ReportedValue? AmberAccuracy,
    ReportedValue? AmberF1,
    ReportedValue? Chair,
    ReportedValue? Cog,
    ReportedValue? AmberScore,
    ReportedValue? MmhalScore,
    ReportedValue? MmhalRate)
{
    /// <summary>Method and size: <c>LLaVA-1.5 + DPO 7B</c>.</summary>
    public string Label => Size.Length == 0 ? Method : $"{Method} {Size}";
}
