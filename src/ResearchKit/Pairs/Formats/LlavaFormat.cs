using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Pairs.Formats;

internal sealed class LlavaFormat : PairFormat
{
    public override PreferencePair Read(JsonElement row, int number)
    {
        // A response belongs to all turns before it; a pair has room for one question.
        var conversation = Conversation.Read(row, "conversations", SpeakerNames.Llava);
        _ = conversation.Question1;
        var id = Id(row, "id", number);
        return row.TryGetProperty("rejected_conversations", out _)
            ? Pair(row, id, null, conversation, Conversation.Read(row, "rejected_conversations", SpeakerNames.Llava))
            : Pair(row, id, conversation, Response(row, "chosen"), Response(row, "rejected"));
    }

    public override JsonObject Write(PreferencePair pair)
    {
        var row = new JsonObject { ["id"] = pair.Id };
        if (pair.Image is not null) row["image"] = pair.Image;
        var turns = new JsonArray();
        if (pair.System is not null) turns.Add(Turn("system", pair.System));
        turns.Add(Turn("human", pair.Image is null ? pair.Prompt : $"{ImagePlaceholder.Llava}\n{pair.Prompt}"));
        row["conversations"] = turns;
        row["chosen"] = Turn("gpt", pair.Chosen);
        row["rejected"] = Turn("gpt", pair.Rejected);
        return With(row, pair, system: false);
    }

    private static Conversation Response(JsonElement row, string field) =>
        Conversation.Read(row, field, SpeakerNames.Llava, Speaker.Assistant);

    private static JsonObject Turn(string from, string value) => new() { ["from"] = from, ["value"] = value };
}
