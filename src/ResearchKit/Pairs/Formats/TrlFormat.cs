using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Pairs.Formats;

internal sealed class TrlFormat : PairFormat
{
    public override PreferencePair Read(JsonElement row, int number)
    {
        // An implicit prompt is what both conversations begin with.
        var isImplicit = !row.TryGetProperty("prompt", out _) && row.TryGetProperty("chosen", out var answer)
            && answer.ValueKind == JsonValueKind.Array;
        var prompt = isImplicit ? null : Conversation.Read(row, "prompt", SpeakerNames.Chat, Speaker.User);
        return Pair(row, Id(row, "id", number), prompt, Response(row, "chosen"), Response(row, "rejected"));
    }

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
        var prompt = new JsonArray();
        if (pair.System is not null) prompt.Add(Message("system", new JsonArray(Part(pair.System))));
        prompt.Add(Message("user", content));
        row["prompt"] = prompt;
        row["chosen"] = new JsonArray(Message("assistant", new JsonArray(Part(pair.Chosen))));
        row["rejected"] = new JsonArray(Message("assistant", new JsonArray(Part(pair.Rejected))));
        return With(row, pair, system: false);
    }

    private static Conversation Response(JsonElement row, string field) =>
        Conversation.Read(row, field, SpeakerNames.Chat, Speaker.Assistant);

    private static JsonObject Part(string text) => new() { ["type"] = "text", ["text"] = text };

    private static JsonObject Message(string role, JsonArray content) =>
        new() { ["role"] = role, ["content"] = content };
}
