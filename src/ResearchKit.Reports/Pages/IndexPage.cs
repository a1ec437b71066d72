using System.Text;
using ResearchKit.Reports.Results;
using static ResearchKit.Reports.Pages.Page;

namespace ResearchKit.Reports.Pages;

/// <summary>The page that shows it all.</summary>
internal static class IndexPage
{
    public static string Write(
        IReadOnlyList<NotebookResult> notebooks, IReadOnlyList<ClaimResult> claims,
        IReadOnlyDictionary<string, RunRecord> records, bool sliders)
    {
        var main = new StringBuilder("<h1>ResearchKit: figures, tables and claims</h1>\n<ul class=\"facts\">\n");
        Fact(main, notebooks.Count, "notebooks");
        Fact(main, notebooks.Sum(n => n.Figures.Count), "figures");
        Fact(main, notebooks.Sum(n => n.Tables.Count), "tables");
        foreach (var verdict in claims.GroupBy(c => c.Verdict).OrderByDescending(g => g.Count()))
            Fact(main, verdict.Count(), "claims " + verdict.Key);
        var compared = notebooks.SelectMany(n => n.Files).Where(f => f.State.Length > 0).ToList();
        if (compared.Count > 0)
            Fact(main, compared.Count(f => f.State == "identical"),
                $"of {compared.Count} files identical to the published ones");
        main.Append("</ul>\n");
        GallerySection.Write(main, notebooks);
        if (sliders) main.Append(ExploreSection.Html);
        ClaimsSection.Write(main, claims, notebooks);
        TablesSection.Write(main, notebooks);
        RunsSection.Write(main, notebooks, records);
        List<(string, string)> navigation =
            [("#figures", "Figures"), ("#claims", "Claims"), ("#tables", "Tables"), ("#runs", "Runs")];
        if (sliders) navigation.Insert(1, ("#explore", "Sliders"));
        string[] scripts = sliders ? ["assets/report.js", "assets/explore.js"] : ["assets/report.js"];
        return Html("ResearchKit report", navigation, main.ToString(), scripts);
    }

    private static void Fact(StringBuilder main, int number, string what) =>
        main.Append($"<li><b>{number}</b> <span>{Text(what)}</span></li>\n");
}
