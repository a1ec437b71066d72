namespace ResearchKit.Figures.Rendering;

/// <summary>
/// Points with error bars over categories stand side by side, so that none covers another: as Plotly does with
/// <c>scattermode: group</c>. Only where panels show nothing but such points.
/// </summary>
internal static class Dodging
{
    /// <summary>The part of a category's room that stays free.</summary>
    internal const double Gap = 0.4;

    /// <summary>True if a panel's points stand side by side.</summary>
    internal static bool Is(Panel panel) => panel.Traces.Length > 1 && panel.Traces.All(t =>
        t is LineTrace { Joined: false, X.IsCategorical: true, Low.Length: > 0 });

    /// <summary>How far right of its category a series stands, in categories.</summary>
    internal static double Offset(Panel panel, LineTrace trace)
    {
        if (!Is(panel)) return 0;
        var at = panel.Traces.IndexOf(trace, 0, ReferenceEqualityComparer.Instance);
        return ((at + 0.5) / panel.Traces.Length - 0.5) * (1 - Gap);
    }
}
