using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResearchKit.Experiments;

namespace ResearchKit.Cli.Reproduction;

/// <summary>The claims of all notebooks as Markdown that a person reads: a section per notebook and paper.</summary>
internal static class ClaimsReport
{
    /// <summary>Headers from left to right, with the text of their cells; a column that stays empty is left
    /// out.</summary>
    private static readonly (string Header, Func<JsonObject, string> Cell)[] Columns =
    [
        ("claim", claim => Text(claim["claim"])),
        ("place", claim => Text(claim["place"])),
        ("measured", claim => Text(claim["measure"])),
        ("our number", Number),
        ("reproduced if", claim => Text(claim["criterion"])),
        ("verdict", claim => Mark(Text(claim["verdict"]))),
        ("remark", claim => Text(claim["remark"])),
        ("cell", claim => Text(claim["cell"])),
    ];

    /// <summary>The report; fields that a claim does not have are empty.</summary>
    public static string Markdown(IReadOnlyList<JsonObject> claims)
    {
        if (claims.Count == 0) return "# Claims\n\nNo notebook has tested a claim yet.\n";
        var text = new StringBuilder($"# Claims\n\n{claims.Count} claims tested: {Verdicts(claims)}.\n");
        foreach (var section in claims.GroupBy(claim => (Text(claim["notebook"]), Text(claim["paper"]))))
        {
            var (notebook, paper) = section.Key;
            var columns = Columns.Where(column => section.Any(claim => column.Cell(claim).Length > 0)).ToList();
            text.Append(paper.Length > 0 ? $"\n## {paper}\n\nTested in `{notebook}`: {Verdicts(section)}.\n"
                : $"\n## {notebook}\n");
            text.Append("\n| ").AppendJoin(" | ", columns.Select(column => column.Header)).Append(" |\n");
            text.Append("| ").AppendJoin(" | ", columns.Select(_ => "---")).Append(" |\n");
            foreach (var claim in section)
                text.Append("| ").AppendJoin(" | ", columns.Select(column => column.Cell(claim))).Append(" |\n");
        }

        return text.ToString();
    }

    private static string Verdicts(IEnumerable<JsonObject> claims) => string.Join(", ", claims
        .GroupBy(claim => Text(claim["verdict"]))
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => $"{group.Count()} {group.Key}"));

    /// <summary><c>0.31 [0.29, 0.33]</c>, rounded to what the bounds support; the JSON has all digits.</summary>
    private static string Number(JsonObject claim)
    {
        if (Double(claim["value"]) is not { } value) return "";
        var measurement = new Measurement(value, Double(claim["low"]) ?? value, Double(claim["high"]) ?? value, "");
        return measurement.IsValid ? measurement.ToString() : Text(claim["value"]);
    }

    private static double? Double(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.Number ? node.GetValue<double>() : null;

    private static string Mark(string verdict) => verdict switch
    {
        "reproduced" => "✓ " + verdict,
        "contradicted" => "✗ " + verdict,
        "undecided" => "? " + verdict,
        _ => verdict,
    };

    private static string Text(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "",
        JsonValueKind.String =>
            node.GetValue<string>().Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" "),
        JsonValueKind.Number => node.GetValue<double>().ToString("G4", CultureInfo.InvariantCulture),
        _ => node.ToJsonString(),
    };
}
