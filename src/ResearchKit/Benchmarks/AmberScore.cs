using System.Numerics;

namespace ResearchKit.Benchmarks;

/// <summary>The AMBER score, one number for both tasks of the benchmark (Wang et al., AMBER, arXiv
/// 2311.07397).</summary>
public static class AmberScore
{
    /// <summary>(100 - CHAIR + F1) / 2, in percent; higher is better.</summary>
    /// <param name="chair">CHAIR of the generative task in percent, lower is better.</param>
    /// <param name="f1">F1 of the discriminative task in percent.</param>
    public static T Of<T>(T chair, T f1) where T : INumber<T> =>
        (T.CreateChecked(100) - chair + f1) / T.CreateChecked(2);

    /// <summary>The score from printed numbers, with the bounds that their rounding leaves.</summary>
    public static RoundingInterval Of(ReportedValue chair, ReportedValue f1) =>
        RoundingInterval.Of(x => Of(x[0], x[1]), chair, f1);
}
