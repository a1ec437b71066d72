using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace ResearchKit.Interop.Tests.Browsers;

/// <summary>A figure as a committed notebook shows it.</summary>
/// <param name="Name">Notebook and figure.</param>
/// <param name="Svg">The drawing.</param>
/// <param name="Plotly">The interactive form, JSON.</param>
/// <param name="Png">The image.</param>
internal sealed record PublishedFigure(string Name, string Svg, string Plotly, byte[] Png);

/// <summary>Our figures in all committed notebooks, in their three forms.</summary>
internal static class PublishedFigures
{
    internal static IReadOnlyList<PublishedFigure> All([CallerFilePath] string source = "") =>
        [.. Directory.EnumerateFiles(Notebooks(source), "*.ipynb", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).SelectMany(Of)];

    /// <summary>The committed notebooks, or those of a run under RESEARCHKIT_NOTEBOOKS.</summary>
    private static string Notebooks(string source) =>
        Environment.GetEnvironmentVariable("RESEARCHKIT_NOTEBOOKS") is { Length: > 0 } run ? run
        : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "../../../notebooks"));

    private static IEnumerable<PublishedFigure> Of(string file) =>
        from cell in JsonNode.Parse(File.ReadAllText(file))!["cells"]!.AsArray()
        from output in cell!["outputs"]?.AsArray() ?? []
        let data = output!["data"]
        where data?["image/svg+xml"] is not null && data["application/vnd.plotly.v1+json"] is not null
        let chart = data["application/vnd.plotly.v1+json"]!
        // A chart of Plotly.NET keeps its own interactive form, with a template.
        where chart["layout"]?["template"] is null
        select new PublishedFigure(
            $"{Path.GetFileNameWithoutExtension(file)}/{chart["layout"]?["meta"]?["name"] ?? "chart"}",
            Text(data["image/svg+xml"]!), chart.ToJsonString(),
            Convert.FromBase64String(data["image/png"] is { } png ? Text(png) : ""));

    private static string Text(JsonNode node) =>
        node is JsonArray lines ? string.Concat(lines.Select(l => (string)l!)) : (string)node!;
}
