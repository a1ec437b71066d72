using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Pairs.Formats;

internal sealed class TrlFormat : PairFormat
{
    public override PreferencePair Read(JsonElement row, int number) => new(
        Id(row, "id", number), WithoutPlaceholder(Prompt(row)), Content(row, "chosen", "assistant"), Content(row, "rejected", "assistant"),
        Picture(row, "images") ?? Picture(row, "image"), Picture(row, "rejected_image"));

    public override JsonObject Write(PreferencePair pair)
    {
        var row = new JsonObject { ["id"] = pair.Id };
        var content = new JsonArray();
        if (pair.Image is not null)
        {
            row["images"] = new JsonArray(pair.Image);
            content.Add(new JsonObject { ["type"] = "image" });
        }
        content.Add(Part(pair.Prompt));
        row["prompt"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = content });
        row["chosen"] = Answer(pair.Chosen);
        row["rejected"] = Answer(pair.Rejected);
        return WithRejectedImage(row, pair);
    }

    private static JsonObject Part(string text) => new() { ["type"] = "text", ["text"] = text };

    private static JsonArray Answer(string text) => new(new JsonObject { ["role"] = "assistant", ["content"] = new JsonArray(Part(text)) });

    // An implicit prompt is what both conversations begin with.
    private static string Prompt(JsonElement row)
    {
        if (row.TryGetProperty("prompt", out _) || !row.TryGetProperty("chosen", out var answer) || answer.ValueKind != JsonValueKind.Array)
            return Content(row, "prompt", "user");
        string chosen = Content(row, "chosen", "user"), rejected = Content(row, "rejected", "user");
        return chosen == rejected ? chosen : throw new PairFormatException("'chosen' and 'rejected' answer different prompts");
    }

    private static string Content(JsonElement row, string field, string role)
    {
        if (!row.TryGetProperty(field, out var value) || value.ValueKind != JsonValueKind.Array) return Text(row, field);
        var messages = value.EnumerateArray().Where(m => m.ValueKind == JsonValueKind.Object && Optional(m, "role") == role).ToArray();
        if (messages.Length != 1) throw new PairFormatException($"{messages.Length} messages of the {role} in '{field}', where one is needed");
        if (!messages[0].TryGetProperty("content", out var content) || content.ValueKind != JsonValueKind.Array) return Text(messages[0], "content");
        var parts = content.EnumerateArray().Where(p => p.ValueKind == JsonValueKind.Object).Select(p => Optional(p, "text")).Where(t => t is not null);
        return string.Join('\n', parts) is { Length: > 0 } text ? text : throw new PairFormatException($"no text in field '{field}'");
    }
}
