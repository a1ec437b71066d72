using System.Text.Json;
using System.Text.Json.Nodes;
using static ResearchKit.Pairs.Formats.RowText;

namespace ResearchKit.Pairs.Formats;

internal sealed class AlpacaFormat : PairFormat
{
    public override PreferencePair Read(JsonElement row, int number)
    {
        if (row.TryGetProperty("history", out var history) && history.ValueKind == JsonValueKind.Array
            && history.GetArrayLength() > 0)
            throw new PairFormatException("there are earlier turns in 'history', which a pair has no place for");
        // The task and what it is about, as LLaMA-Factory joins them.
        var instruction = Needed(row, "instruction");
        var question = Optional(row, "input") is { } input ? $"{instruction}\n{input}" : instruction;
        return Pair(row, Id(row, "id", number), question, Needed(row, "chosen"), Needed(row, "rejected"));
    }

    public override JsonObject Write(PreferencePair pair)
    {
        var row = new JsonObject
        {
            ["id"] = pair.Id, ["instruction"] = pair.Image is null ? pair.Prompt
            : ImagePlaceholder.Llava + pair.Prompt, ["input"] = "",
            ["chosen"] = pair.Chosen, ["rejected"] = pair.Rejected,
        };
        if (pair.Image is not null) row["images"] = new JsonArray(pair.Image);
        return With(row, pair);
    }
}
