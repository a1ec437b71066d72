using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.Tags;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Kernel.Completion;

/// <summary>What can be written at the cursor, and what stands there, by the services of the C# editors.</summary>
internal sealed class Intellisense(CSharpSession session) : IDisposable
{
    private const int MostItems = 1_000;
    private const int Inside = 3;
    private const int NoMatch = 4;

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [WellKnownTags.Class] = "class", [WellKnownTags.Structure] = "class", [WellKnownTags.Interface] = "interface",
        [WellKnownTags.Enum] = "enum", [WellKnownTags.EnumMember] = "enum member", [WellKnownTags.Delegate] = "class",
        [WellKnownTags.Method] = "function", [WellKnownTags.ExtensionMethod] = "function",
        [WellKnownTags.Operator] = "function",
        [WellKnownTags.Property] = "property", [WellKnownTags.Event] = "event", [WellKnownTags.Field] = "field",
        [WellKnownTags.Constant] = "constant", [WellKnownTags.Local] = "instance", [WellKnownTags.Parameter] = "param",
        [WellKnownTags.RangeVariable] = "instance", [WellKnownTags.Namespace] = "module",
        [WellKnownTags.Keyword] = "keyword",
        [WellKnownTags.TypeParameter] = "class",
    };

    private readonly Lock _gate = new();
    private ScriptWorkspace? _workspace;

    /// <summary>The content of a <c>complete_reply</c>.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="cursor">The cursor in code points; -1 for the end.</param>
    public JsonObject Complete(string code, int cursor)
    {
        var position = CodePoints.ToUtf16(code, cursor);
        lock (_gate)
        {
            return CodeAt.Csharp(code, position) is { } csharp
                ? Complete(code, csharp, position)
                : DirectiveCompletion.Reply(code, position);
        }
    }

    /// <summary>The content of an <c>inspect_reply</c>.</summary>
    public JsonObject Inspect(string code, int cursor)
    {
        var position = CodePoints.ToUtf16(code, cursor);
        string? text = null;
        if (CodeAt.Csharp(code, position) is { } csharp)
        {
            lock (_gate)
            {
                var (document, start) = Workspace().Write(csharp);
                text = SymbolDescription.At(document, start + position);
            }
        }

        return new JsonObject
        {
            ["status"] = "ok",
            ["found"] = text is not null,
            ["data"] = text is null ? new JsonObject() : new JsonObject { ["text/plain"] = text },
            ["metadata"] = new JsonObject(),
        };
    }

    public void Dispose()
    {
        lock (_gate) _workspace?.Dispose();
    }

    private ScriptWorkspace Workspace() => _workspace ??= new ScriptWorkspace(session);

    private JsonObject Complete(string code, string csharp, int position)
    {
        var (document, start) = Workspace().Write(csharp);
        var service = CompletionService.GetService(document)!;
        var list = service.GetCompletionsAsync(document, start + position).GetAwaiter().GetResult();
        var from = Math.Clamp(list.Span.Start - start, 0, position);
        var typed = csharp[from..position];
        var ranked = list.ItemsList.Where(item => !item.IsComplexTextEdit)
            .Select(item => (Item: item, Rank: Rank(item, typed))).ToList();
        // A match in the middle of a name is worth showing when there is no better one.
        var limit = ranked.Any(item => item.Rank < Inside) ? Inside : NoMatch;
        var items = ranked.Where(item => item.Rank < limit)
            .OrderBy(item => item.Rank)
            .ThenBy(item => item.Item.SortText, StringComparer.OrdinalIgnoreCase)
            .DistinctBy(item => item.Item.DisplayText)
            .Take(MostItems)
            .Select(item => (item.Item.DisplayText, Type: TypeOf(item.Item)));
        return Reply(items, CodePoints.FromUtf16(code, from), CodePoints.FromUtf16(code, position));
    }

    /// <summary>The content of a <c>complete_reply</c>; the types are in the field that VS Code and JupyterLab
    /// read.</summary>
    public static JsonObject Reply(IEnumerable<(string Text, string Type)> items, int start, int end)
    {
        var matches = new JsonArray();
        var types = new JsonArray();
        foreach (var (text, type) in items)
        {
            matches.Add((JsonNode)text);
            types.Add((JsonNode)new JsonObject { ["text"] = text, ["type"] = type, ["start"] = start, ["end"] = end });
        }

        return new JsonObject
        {
            ["status"] = "ok",
            ["matches"] = matches,
            ["cursor_start"] = start,
            ["cursor_end"] = end,
            ["metadata"] = new JsonObject { ["_jupyter_types_experimental"] = types },
        };
    }

    private static int Rank(CompletionItem item, string typed)
    {
        var text = item.FilterText;
        return typed.Length == 0 || text.StartsWith(typed, StringComparison.Ordinal) ? 0
            : text.StartsWith(typed, StringComparison.OrdinalIgnoreCase) ? 1
            : Humps(text).StartsWith(typed, StringComparison.OrdinalIgnoreCase) ? 2
            : typed.Length > 1 && text.Contains(typed, StringComparison.OrdinalIgnoreCase) ? Inside
            : NoMatch;
    }

    private static string Humps(string text) => string.Concat(text.Where(char.IsUpper));

    private static string TypeOf(CompletionItem item)
    {
        foreach (var tag in item.Tags)
            if (Types.TryGetValue(tag, out var type)) return type;
        return "text";
    }
}
