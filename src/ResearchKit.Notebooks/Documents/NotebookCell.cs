using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Notebooks.Documents;

/// <summary>One cell: a typed view of its JSON object, which keeps everything it does not know.</summary>
public sealed class NotebookCell
{
    internal NotebookCell(JsonObject json) => Json = json;

    /// <summary>A new cell without outputs; its keys are in Jupyter's (alphabetical) order.</summary>
    /// <param name="kind">What the cell holds.</param>
    /// <param name="id">1 to 64 letters, digits, hyphens and underscores, unique in the notebook.</param>
    /// <param name="source">The text, lines ended by LF.</param>
    /// <param name="tags">Tags such as <c>parameters</c>; null for none.</param>
    public static NotebookCell Create(CellKind kind, string id, string source, params string[] tags)
    {
        var json = new JsonObject { ["cell_type"] = kind.ToString().ToLowerInvariant() };
        if (kind == CellKind.Code) json["execution_count"] = null;
        json["id"] = id;
        json["metadata"] = tags.Length == 0
            ? new JsonObject()
            : new JsonObject { ["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]) };
        if (kind == CellKind.Code) json["outputs"] = new JsonArray();
        json["source"] = MultilineText.ToLines(source);
        return new NotebookCell(json);
    }

    /// <summary>The cell as it is stored; changes to it are changes to the notebook.</summary>
    public JsonObject Json { get; }

    /// <summary>What the cell holds.</summary>
    public CellKind Kind => JsonText.At(Json, "cell_type") switch
    {
        "code" => CellKind.Code,
        "markdown" => CellKind.Markdown,
        _ => CellKind.Raw,
    };

    /// <summary>The stable id of nbformat 4.5; empty in older notebooks.</summary>
    public string Id => JsonText.At(Json, "id") ?? "";

    /// <summary>The text, lines ended by LF. Setting it stores a list of lines, as Jupyter does.</summary>
    public string Source
    {
        get => MultilineText.FromNode(Json["source"]) ?? "";
        set => Json["source"] = MultilineText.ToLines(value);
    }

    /// <summary>The tags in the cell's metadata: <c>parameters</c>, <c>raises-exception</c>, <c>skip-execution</c>,
    /// ...</summary>
    public IReadOnlyList<string> Tags =>
        (Json["metadata"] as JsonObject)?["tags"] is JsonArray tags
            ? [.. tags.Where(tag => tag?.GetValueKind() == JsonValueKind.String).Select(tag => tag!.GetValue<string>())]
            : [];

    /// <summary>
    /// The language that polyglot metadata gives the cell (<c>csharp</c>, <c>html</c>, ...), or null for the
    /// notebook's own.
    /// </summary>
    public string? Language => LanguageName.Normalize(
        JsonText.At(Json, "metadata", "polyglot_notebook", "kernelName")
        ?? JsonText.At(Json, "metadata", "dotnet_interactive", "language")
        ?? JsonText.At(Json, "metadata", "vscode", "languageId"));

    /// <summary>The outputs of a code cell, as stored; empty for other cells.</summary>
    public JsonArray Outputs => Json["outputs"] as JsonArray ?? [];

    /// <summary>The execution count of a code cell, or null.</summary>
    public int? ExecutionCount =>
        Json["execution_count"] is JsonValue value && value.TryGetValue<int>(out var count) ? count : null;

    /// <summary>Replaces what an execution leaves in a code cell.</summary>
    public void SetExecution(JsonArray outputs, int? executionCount)
    {
        Json["execution_count"] = executionCount;
        Json["outputs"] = outputs;
        // Jupyter records wall-clock times here; they would differ on every run.
        (Json["metadata"] as JsonObject)?.Remove("execution");
    }
}
