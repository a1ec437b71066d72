using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResearchKit.Notebooks;
using ResearchKit.Notebooks.Documents;

namespace ResearchKit.Cli.Reproduction;

/// <summary>
/// Gathers the claims ledgers of all notebooks (files ending in <c>.claims.json</c>, arrays of objects) into
/// <c>claims.json</c> and a table to read, <c>claims.md</c>.
/// </summary>
internal static class ClaimsCollector
{
    private const string Suffix = ".claims.json";

    /// <summary>What every claim has, in the order of the table; other fields are in the JSON only.</summary>
    private static readonly string[] Columns =
        ["claim", "paper", "place", "measure", "value", "low", "high", "criterion", "verdict", "notebook", "cell", "remark"];

    /// <summary>Writes both files into <paramref name="folder"/>.</summary>
    /// <param name="folder">The folder of results.</param>
    /// <param name="notebooks">The notebooks whose folders are read, in order.</param>
    /// <returns>How many claims there are.</returns>
    public static int Write(string folder, IEnumerable<string> notebooks)
    {
        var claims = new JsonArray();
        foreach (var notebook in notebooks)
        {
            foreach (var path in Directory.EnumerateFiles(Path.Combine(folder, notebook), "*" + Suffix).Order(StringComparer.Ordinal))
            {
                foreach (var claim in Read(path))
                {
                    if (!claim.ContainsKey("notebook")) claim["notebook"] = notebook;
                    claims.Add((JsonNode)claim);
                }
            }
        }

        AtomicFile.Write(Path.Combine(folder, "claims.json"), CanonicalJson.Write(claims, indent: 2) + "\n");
        AtomicFile.Write(Path.Combine(folder, "claims.md"), Markdown([.. claims.Select(claim => claim!.AsObject())]));
        return claims.Count;
    }

    private static IEnumerable<JsonObject> Read(string path)
    {
        try
        {
            return [.. JsonNode.Parse(File.ReadAllText(path))!.AsArray().Select(claim => claim!.DeepClone().AsObject())];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new UserException($"{path} is no claims ledger (a JSON array of objects): {e.Message}");
        }
    }

    private static string Markdown(IReadOnlyList<JsonObject> claims)
    {
        var columns = Columns.Where(column => claims.Any(claim => Text(claim[column]).Length > 0)).ToList();
        var text = new StringBuilder("# Claims\n\n");
        text.Append(claims.Count == 0 ? "No notebook has tested a claim yet.\n" : $"{claims.Count} claims tested: {Verdicts(claims)}.\n");
        if (claims.Count == 0) return text.ToString();
        text.Append('\n').Append("| ").AppendJoin(" | ", columns).Append(" |\n");
        text.Append("| ").AppendJoin(" | ", columns.Select(column => column is "value" or "low" or "high" ? "---:" : "---")).Append(" |\n");
        foreach (var claim in claims)
            text.Append("| ").AppendJoin(" | ", columns.Select(column => Text(claim[column]))).Append(" |\n");
        return text.ToString();
    }

    private static string Verdicts(IEnumerable<JsonObject> claims) => string.Join(", ", claims
        .GroupBy(claim => Text(claim["verdict"]))
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => $"{group.Count()} {group.Key}"));

    private static string Text(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "",
        JsonValueKind.String => node.GetValue<string>().Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" "),
        // Four digits are enough to read; the JSON has them all.
        JsonValueKind.Number => node.GetValue<double>().ToString("G4", CultureInfo.InvariantCulture),
        _ => node.ToJsonString(),
    };
}
