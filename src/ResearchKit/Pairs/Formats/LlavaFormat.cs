using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Pairs.Formats;

internal sealed class LlavaFormat : PairFormat
{
    public override PreferencePair Read(JsonElement row, int number)
    {
        // A response belongs to all turns before it; a pair has room for one question.
        var question = Only(row, "conversations", "human", "user");
        var (chosen, rejected) = row.TryGetProperty("rejected_conversations", out _)
            ? (Only(row, "conversations", "gpt", "assistant"), Only(row, "rejected_conversations", "gpt", "assistant"))
            : (Response(row, "chosen"), Response(row, "rejected"));
        return new(
            Id(row, "id", number), WithoutPlaceholder(question), chosen, rejected,
            Picture(row, "image") ?? Picture(row, "images"), Picture(row, "rejected_image"));
    }

    public override JsonObject Write(PreferencePair pair)
    {
        var row = new JsonObject { ["id"] = pair.Id };
        if (pair.Image is not null) row["image"] = pair.Image;
        row["conversations"] = new JsonArray(Turn("human", pair.Image is null ? pair.Prompt : "<image>\n" + pair.Prompt));
        row["chosen"] = Turn("gpt", pair.Chosen);
        row["rejected"] = Turn("gpt", pair.Rejected);
        return WithRejectedImage(row, pair);
    }

    private static JsonObject Turn(string from, string value) => new() { ["from"] = from, ["value"] = value };

    private static string Response(JsonElement row, string field) =>
        row.TryGetProperty(field, out var turn) && turn.ValueKind == JsonValueKind.Object ? Text(turn, "value") : Text(row, field);

    // The one turn of a speaker, who has two names in the field.
    private static string Only(JsonElement row, string field, string speaker, string synonym)
    {
        if (!row.TryGetProperty(field, out var turns) || turns.ValueKind != JsonValueKind.Array) throw new PairFormatException($"no list in field '{field}'");
        var said = turns.EnumerateArray().Where(t => t.ValueKind == JsonValueKind.Object && Optional(t, "from") is { } from && (from == speaker || from == synonym)).ToArray();
        return said.Length == 1 ? Text(said[0], "value") : throw new PairFormatException($"{said.Length} turns of the {speaker} in '{field}', where one is needed");
    }
}
