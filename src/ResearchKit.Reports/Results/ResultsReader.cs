using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ResearchKit.Notebooks;
using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Manifests;

namespace ResearchKit.Reports.Results;

/// <summary>Reads what <c>researchkit reproduce</c> leaves in its folder.</summary>
internal static partial class ResultsReader
{
    private const string Ledger = ".claims.json";

    /// <summary>The notebooks of the folder's manifest, in order of their names.</summary>
    /// <param name="folder">The folder of results.</param>
    /// <param name="published">The hashes to compare with; null if there are none.</param>
    /// <exception cref="NotebookException">The folder holds no results, or they are damaged.</exception>
    public static IReadOnlyList<NotebookResult> Notebooks(string folder, Manifest? published)
    {
        var manifest = Manifest.Read(Path.Combine(folder, "manifest.json"));
        if (manifest.Notebooks.Count == 0)
        {
            throw new NotebookException(
                $"there are no results in {folder}: run `researchkit reproduce` first, or name the "
                + "folder that it wrote.");
        }

        return [.. manifest.Notebooks.Select(name => Notebook(folder, name, manifest, published))];
    }

    /// <summary>The claims of all ledgers, in order of notebooks.</summary>
    public static IReadOnlyList<ClaimResult> Claims(string folder)
    {
        var path = Path.Combine(folder, "claims.json");
        if (!File.Exists(path)) return [];
        try
        {
            return [.. JsonNode.Parse(File.ReadAllText(path))!.AsArray().Select(c => new ClaimResult(c!.AsObject()))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new NotebookException($"{path} is damaged: {JsonProblem.Text(e)}. Run `researchkit reproduce` again.",
                e);
        }
    }

    private static NotebookResult Notebook(string folder, string name, Manifest manifest, Manifest? published)
    {
        var document = NotebookDocument.Read(Path.Combine(folder, name, name + ".ipynb"));
        var order = document.Cells.Index().DistinctBy(c => c.Item.Id).ToDictionary(c => c.Item.Id, c => c.Index);
        var files = manifest.Files(name);
        var figures = files.Keys
            .Where(f => f.EndsWith(".json", StringComparison.Ordinal) && !f.EndsWith(Ledger, StringComparison.Ordinal))
            .Select(f => Figure(folder, name, f[..^".json".Length])).OfType<(FigureResult Figure, JsonObject Values)>()
            .OrderBy(f => order.GetValueOrDefault(f.Figure.Cell, int.MaxValue)).ToList();
        var tables = files.Keys.Where(f => f.EndsWith(".html", StringComparison.Ordinal))
            .Select(f => f[..^".html".Length])
            .Select(stem => Table(folder, name, stem, files.ContainsKey(stem + Ledger)))
            .OrderBy(t => order.GetValueOrDefault(t.Cell, int.MaxValue)).ToList();
        var parameters = figures.Select(f => f.Values).FirstOrDefault() ?? [];
        var compared = published is null
            ? files.ToDictionary(f => f.Key, _ => "")
            : ManifestComparison.Compare(published, manifest, [name])
                .ToDictionary(f => f.File, f => f.State.ToString().ToLowerInvariant());
        return new(
            name, document, [.. figures.Select(f => f.Figure)], tables,
            parameters.ToDictionary(p => p.Key, p => p.Value?.ToString() ?? ""),
            [.. files.Select(f => new FileResult(f.Key, f.Value, compared[f.Key]))]);
    }

    private static (FigureResult, JsonObject)? Figure(string folder, string notebook, string name)
    {
        var path = Path.Combine(folder, notebook, name + ".json");
        JsonNode? json;
        try
        {
            json = JsonNode.Parse(File.ReadAllText(path));
        }
        catch (JsonException)
        {
            return null; // a result of the user's own, of which nothing is known
        }

        if (json is not JsonObject || json["data"] is not JsonArray || json["layout"]?["meta"] is not JsonObject meta)
            return null;
        var svg = Path.ChangeExtension(path, ".svg");
        var drawing = File.Exists(svg) ? File.ReadAllText(svg) : null;
        var title = DrawingTitle().Match(drawing ?? "") is { Success: true, Groups: [_, var inner] }
            ? WebUtility.HtmlDecode(inner.Value)
            : Tags().Replace(Text(json["layout"]!["title"] is JsonObject t ? t["text"] : json["layout"]!["title"]), "");
        var figure = new FigureResult(
            notebook, name, Text(meta["cell"]), title.Length > 0 ? title : name,
            Text(meta["description"]) is { Length: > 0 } words ? words : title,
            drawing is null ? null : svg, path, drawing is null ? default : Size(drawing));
        return (figure, meta["parameters"] as JsonObject ?? []);
    }

    private static TableResult Table(string folder, string notebook, string name, bool isLedger)
    {
        var html = File.ReadAllText(Path.Combine(folder, notebook, name + ".html"));
        var cell = Origin().Match(html).Groups[1].Value;
        var caption = Caption().Match(html) is { Success: true } match ? match.Groups[1].Value : name;
        return new(notebook, name, cell, caption, html, DataRow().Count(html), isLedger);
    }

    private static (int, int) Size(string svg) => Box().Match(svg) is { Success: true } box
        ? (Whole(box.Groups[1].Value), Whole(box.Groups[2].Value))
        : default;

    private static int Whole(string number) => (int)double.Parse(number, CultureInfo.InvariantCulture);

    private static string Text(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : "";

    [GeneratedRegex(@"\A<!-- notebook=\S* cell=(\S*)")]
    private static partial Regex Origin();

    [GeneratedRegex("<caption>(.*?)</caption>", RegexOptions.Singleline)]
    private static partial Regex Caption();

    [GeneratedRegex("<tr><td")]
    private static partial Regex DataRow();

    [GeneratedRegex("""\A<svg [^>]*?width="([\d.]+)" height="([\d.]+)""")]
    private static partial Regex Box();

    [GeneratedRegex("<title[^>]*>(.*?)</title>", RegexOptions.Singleline)]
    private static partial Regex DrawingTitle();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();
}
