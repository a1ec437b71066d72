using static ResearchKit.Reports.Pages.Page;

namespace ResearchKit.Reports.Pages;

/// <summary>A verdict by sign, word and color, so that no one of them is needed.</summary>
internal static class VerdictBadge
{
    public static string Html(string verdict)
    {
        var (sign, kind) = verdict switch
        {
            "reproduced" => ("✓", "good"),
            "contradicted" => ("✗", "bad"),
            "undecided" => ("?", "open"),
            _ => ("–", "open"),
        };
        return $"<span class=\"verdict {kind}\"><span aria-hidden=\"true\">{sign}</span> {Text(verdict)}</span>";
    }
}
