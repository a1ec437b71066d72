using System.Text.Json.Nodes;
using ResearchKit.Engines;
using ResearchKit.Experiments.Explorations;
using ResearchKit.Interop.PlotlyNet;
using ResearchKit.Notebooks;
using ResearchKit.Notebooks.Manifests;
using ResearchKit.Reports.Pages;
using ResearchKit.Reports.Results;
using ResearchKit.Reports.Sliders;

namespace ResearchKit.Reports;

/// <summary>
/// The results of a reproduction as a folder of web pages: figures in both forms, tables, claims, settings and hashes.
/// The pages need no network and no server; equal results give equal pages. The sliders show runs of the managed
/// engine and are left out on libtorch.
/// </summary>
public static class Report
{
    /// <summary>The notebook whose lab the sliders are about.</summary>
    private const string SliderNotebook = "02-dpo-pathologies";

    /// <summary>Writes the report; the earlier one stays until the new one is whole.</summary>
    /// <param name="results">The folder that <c>researchkit reproduce</c> filled.</param>
    /// <param name="output">The report's folder.</param>
    /// <param name="published">The hashes to compare with; null if there are none.</param>
    /// <param name="runs">Where runs behind the sliders are kept, so that they are made once.</param>
    /// <param name="threads">Threads for those that are missing.</param>
    /// <param name="cancellation">Stops it; the earlier report stays.</param>
    /// <returns>The page to open.</returns>
    /// <exception cref="NotebookException">The folder holds no results, or they are damaged.</exception>
    /// <exception cref="FileWriteException">The report cannot be written.</exception>
    public static string Write(
        string results, string output, Manifest? published, RunCache runs, int threads,
        CancellationToken cancellation = default)
    {
        var notebooks = ResultsReader.Notebooks(results, published);
        var claims = ResultsReader.Claims(results);
        // Their runs take two minutes on libtorch, and a run of one notebook there is about its numbers.
        var sliders =
            EngineChoice.Current == TensorEngine.Managed && notebooks.Any(n => n.Name == SliderNotebook);
        using var folder = new ReportFolder(output);
        if (sliders)
        {
            folder.Add("assets/explore.js", Page.Asset("explore.js"));
            folder.Add("assets/runs.js", SliderScript.Write(SliderRuns.Compute(runs, threads, cancellation)));
        }

        if (sliders || notebooks.Any(n => n.Figures.Count > 0))
        {
            folder.Add("assets/plotly.min.js", PlotlyScript.Text);
            folder.Add("assets/plotly.min.js.LICENSE.txt", PlotlyScript.License);
        }

        foreach (var figure in notebooks.SelectMany(n => n.Figures)) Add(folder, figure);
        foreach (var table in notebooks.SelectMany(n => n.Tables))
            foreach (var (extension, _) in TableBlock.Files)
                folder.Copy(Path.Combine(results, table.Notebook, table.Name + extension),
                    $"tables/{table.Notebook}/{table.Name}{extension}");
        foreach (var notebook in notebooks) folder.Add(notebook.Name + ".html", NotebookPage.Write(notebook, claims));
        folder.Add("assets/report.css", Page.Asset("report.css"));
        folder.Add("assets/report.js", Page.Asset("report.js"));
        folder.Add("index.html", IndexPage.Write(notebooks, claims, RunRecord.Read(results), sliders));
        cancellation.ThrowIfCancellationRequested();
        folder.Publish();
        return Path.Combine(output, "index.html");
    }

    private static void Add(ReportFolder folder, FigureResult figure)
    {
        var target = $"figures/{figure.Key}";
        if (figure.SvgPath is not null) folder.Copy(figure.SvgPath, target + ".svg");
        var json = File.ReadAllText(figure.JsonPath);
        // A page on disk may load scripts, and nothing else.
        folder.Add(target + ".js", $"researchkit.figure(\"{figure.Key}\", {json.TrimEnd()});\n");
        folder.Add(target + ".csv", FigureCsv.Write(figure.Name, JsonNode.Parse(json)!.AsObject()));
    }
}
