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

    /// <summary>Writes both files into <paramref name="folder"/>.</summary>
    /// <param name="folder">The folder of results.</param>
    /// <param name="notebooks">The notebooks whose folders are read, in order.</param>
    /// <returns>How many claims there are.</returns>
    public static int Write(string folder, IEnumerable<string> notebooks)
    {
        var claims = new JsonArray();
        foreach (var notebook in notebooks)
        {
            foreach (var path in Directory.EnumerateFiles(Path.Combine(folder, notebook), "*" + Suffix)
                .Order(StringComparer.Ordinal))
            {
                foreach (var claim in Read(path))
                {
                    if (!claim.ContainsKey("notebook")) claim["notebook"] = notebook;
                    claims.Add((JsonNode)claim);
                }
            }
        }

        AtomicFile.Write(Path.Combine(folder, "claims.json"), CanonicalJson.Write(claims, indent: 2) + "\n");
        AtomicFile.Write(Path.Combine(folder, "claims.md"),
            ClaimsReport.Markdown([.. claims.Select(claim => claim!.AsObject())]));
        return claims.Count;
    }

    private static IEnumerable<JsonObject> Read(string path)
    {
        try
        {
            return [.. JsonNode.Parse(File.ReadAllText(path))!.AsArray()
                .Select(claim => claim!.DeepClone().AsObject())];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new UserException($"{path} is no claims ledger (a JSON array of objects): {e.Message}");
        }
    }
}
