using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ResearchKit.Notebooks.Documents;

/// <summary>Parses and checks a notebook, so that the rest of the code may rely on its shape.</summary>
internal static partial class NotebookReader
{
    private const string Advice = "Mend it in a text editor, or restore the file from version control.";

    public static NotebookDocument Parse(ReadOnlySpan<byte> utf8, string name)
    {
        if (utf8.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(utf8, documentOptions: new JsonDocumentOptions
            {
                AllowDuplicateProperties = false,
                MaxDepth = 256,
            });
        }
        catch (JsonException e)
        {
            throw NotJson(e, utf8, name);
        }
        catch (InvalidOperationException e)
        {
            throw new NotebookException($"{name}: the name of a property is not valid Unicode. {Advice}", e);
        }

        var json = root as JsonObject ?? throw Malformed(name, "the file holds no JSON object");
        CheckStrings(json, name);
        CheckVersion(json, name);
        var cells = json["cells"] as JsonArray ?? throw Malformed(name, "it has no list \"cells\"");
        var ids = new HashSet<string>(StringComparer.Ordinal);
        // An id that is made up must not be that of a later cell.
        var taken = cells.OfType<JsonObject>().Select(c => Text(c["id"])).OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < cells.Count; i++) CheckCell(cells[i], $"{name}, cell {i + 1}", ids, taken);
        return new NotebookDocument(json);
    }

    private static void CheckVersion(JsonObject json, string name)
    {
        if (json["nbformat"] is not JsonValue version || version.GetValueKind() != JsonValueKind.Number)
            throw Malformed(name, "it has no number \"nbformat\"");
        if (version.ToJsonString() != "4")
        {
            throw new NotebookException(
                $"{name} is nbformat {version.ToJsonString()}, and only 4 is read: " +
                $"convert it with `jupyter nbconvert --to notebook {ShellWord.Of(name)}`.");
        }
    }

    private static void CheckCell(JsonNode? node, string where, HashSet<string> ids, HashSet<string> taken)
    {
        var cell = node as JsonObject ?? throw Malformed(where, "it is not a JSON object");
        var type = Text(cell["cell_type"]);
        if (type is not ("code" or "markdown" or "raw"))
            throw Malformed(where, "\"cell_type\" must be \"code\", \"markdown\" or \"raw\"");
        if (MultilineText.FromNode(cell["source"]) is null)
            throw Malformed(where, "\"source\" must be a string or a list of strings");
        if (cell["metadata"] is not (null or JsonObject)) throw Malformed(where, "\"metadata\" must be an object");
        if (type == "code" && cell["outputs"] is not (null or JsonArray))
            throw Malformed(where, "\"outputs\" must be a list");
        if (!cell.ContainsKey("id")) return;
        if (Text(cell["id"]) is not { } id || !CellId().IsMatch(id))
            throw Malformed(where, "\"id\" must be 1 to 64 letters, digits, hyphens or underscores");
        if (!ids.Add(id)) ids.Add((string)(cell["id"] = Unused(id, taken))!);
    }

    /// <summary>Editors that copy cells leave ids twice: the later cell gets an id of its own.</summary>
    private static string Unused(string id, HashSet<string> taken)
    {
        for (var number = 2; ; number++)
        {
            var end = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"-{number}");
            var other = id[..Math.Min(id.Length, 64 - end.Length)] + end;
            if (taken.Add(other)) return other;
        }
    }

    /// <summary>Strings are decoded lazily: force it here, so that bad UTF-8 and lone surrogates are found on
    /// reading.</summary>
    private static void CheckStrings(JsonNode? node, string name)
    {
        try
        {
            switch (node)
            {
                case JsonObject map:
                    foreach (var (_, value) in map) CheckStrings(value, name);
                    break;
                case JsonArray list:
                    foreach (var item in list) CheckStrings(item, name);
                    break;
                case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                    value.GetValue<string>();
                    break;
            }
        }
        catch (InvalidOperationException e)
        {
            throw new NotebookException($"{name}: the text at {node!.GetPath()} is not valid Unicode. {Advice}", e);
        }
    }

    private static string? Text(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private static NotebookException NotJson(JsonException e, ReadOnlySpan<byte> utf8, string name)
    {
        var text = Encoding.UTF8.GetString(utf8);
        if (ConflictMarker().Match(text) is { Success: true } marker)
        {
            var at = text.AsSpan(0, marker.Index).Count('\n') + 1;
            return new NotebookException(
                $"{name}, line {at}: a git merge conflict is unresolved; resolve it and run again.", e);
        }

        return new NotebookException(
            $"{name}, line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}: not valid JSON: "
            + $"{JsonProblem.Reason(e)}. {Advice}", e);
    }

    private static NotebookException Malformed(string where, string what) =>
        new($"{where}: {what}, so this is no notebook of nbformat 4. {Advice}");

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex CellId();

    [GeneratedRegex(@"^<{7} ", RegexOptions.Multiline)]
    private static partial Regex ConflictMarker();
}
