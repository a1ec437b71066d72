using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Pairs.Formats;

internal sealed class LlamaFactoryFormat : PairFormat
{
    public override PreferencePair Read(JsonElement row, int number)
    {
        var messages = Conversation.Read(row, "messages", SpeakerNames.Chat);
        _ = messages.Question1;
        return Pair(row, Id(row, "id", number), messages, Response(row, "chosen"), Response(row, "rejected"));
    }

    public override JsonObject Write(PreferencePair pair)
    {
        var messages = new JsonArray();
        if (pair.System is not null) messages.Add(Message("system", pair.System));
        messages.Add(Message("user", pair.Image is null ? pair.Prompt : ImagePlaceholder.Llava + pair.Prompt));
        var row = new JsonObject
        {
            ["id"] = pair.Id, ["messages"] = messages, ["chosen"] = Message("assistant", pair.Chosen),
            ["rejected"] = Message("assistant", pair.Rejected),
        };
        if (pair.Image is not null) row["images"] = new JsonArray(pair.Image);
        return With(row, pair, system: false);
    }

    private static Conversation Response(JsonElement row, string field) =>
        Conversation.Read(row, field, SpeakerNames.Chat, Speaker.Assistant);

    private static JsonObject Message(string role, string content) => new() { ["role"] = role, ["content"] = content };
}
