using System.Text.Json.Nodes;

namespace ResearchKit.Notebooks.Tests;

/// <summary>What readers of the committed notebooks see: cells that fit a screen, figures that say what their bands
/// are.</summary>
public sealed class NotebookStyleTests
{
    private const int MostLines = 25, MostColumns = 100;

    public static TheoryData<string> Names => [.. Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "notebooks"), "*.ipynb").Order(StringComparer.Ordinal)
        .Select(f => Path.GetFileName(f)!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void CodeFitsAScreen(string name)
    {
        var wide = Cells(name).Where(c => (string?)c["cell_type"] == "code").SelectMany(c =>
        {
            var lines = Text(c["source"]!).Split('\n');
            return lines.Where(l => l.Length > MostColumns).Select(l => $"{c["id"]}: {l.Length} columns: {l}")
                .Concat(lines.Length > MostLines ? [$"{c["id"]}: {lines.Length} lines"] : []);
        }).ToArray();
        Assert.True(wide.Length == 0, string.Join('\n', wide));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AFigureWithBandsSaysWhatTheyAre(string name)
    {
        var silent = Cells(name).SelectMany(c => c["outputs"]?.AsArray() ?? [])
            .Select(o => o!["data"]?["application/vnd.plotly.v1+json"]).OfType<JsonObject>()
            .Where(chart => chart["data"]!.AsArray().Any(t => t!["fill"] is not null || t["error_x"] is not null
                || t["error_y"] is not null || (string?)t["type"] == "box"))
            .Where(chart => chart["layout"]!["meta"]?["caption"]?.ToString() is not { } caption
                || !(caption.Contains("interval") || caption.Contains("whiskers")))
            .Select(chart => (string?)chart["layout"]!["meta"]?["name"]).ToArray();
        Assert.True(silent.Length == 0, string.Join(", ", silent));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryFigureHasAnImageForReadersThatStripDrawings(string name) =>
        Assert.All(Cells(name).SelectMany(c => c["outputs"]?.AsArray() ?? []).Select(o => o!["data"])
            .OfType<JsonObject>()
            .Where(d => d["image/svg+xml"] is not null), d => Assert.NotNull(d["image/png"]));

    private static IEnumerable<JsonNode> Cells(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "notebooks", name)))!["cells"]!.AsArray()
            .Select(c => c!);

    private static string Text(JsonNode node) =>
        node is JsonArray lines ? string.Concat(lines.Select(l => (string)l!)) : (string)node!;
}
