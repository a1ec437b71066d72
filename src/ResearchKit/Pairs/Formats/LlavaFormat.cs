using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Pairs.Formats;

internal sealed class LlavaFormat : PairFormat
{
    public override PreferencePair Read(JsonElement row, int number)
    {
        if (!row.TryGetProperty("conversations", out var turns) || turns.ValueKind != JsonValueKind.Array)
            throw new PairFormatException("no list in field 'conversations'");
        var questions = turns.EnumerateArray().Where(t => t.ValueKind == JsonValueKind.Object && Optional(t, "from") is "human" or "user").ToArray();
        // A response belongs to all turns before it; a pair has room for one question.
        if (questions.Length != 1) throw new PairFormatException($"{questions.Length} questions in 'conversations', where one is needed");
        return new(Id(row, "id", number), WithoutPlaceholder(Text(questions[0], "value")), Response(row, "chosen"), Response(row, "rejected"),
            Optional(row, "image"), Optional(row, "rejected_image"));
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
}
