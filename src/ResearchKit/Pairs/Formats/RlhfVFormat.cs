using System.Text.Json;
using System.Text.Json.Nodes;
using static ResearchKit.Pairs.Formats.RowText;

namespace ResearchKit.Pairs.Formats;

internal sealed class RlhfVFormat : PairFormat
{
    public override PreferencePair Read(JsonElement row, int number)
    {
        var id = Id(row, "idx", number);
        if (row.TryGetProperty("text", out var inner) && inner.ValueKind == JsonValueKind.Object)
            return Texts(row, inner, id);
        JsonDocument text;
        try
        {
            text = JsonDocument.Parse(Needed(row, "text"));
        }
        catch (JsonException)
        {
            throw new PairFormatException("the field 'text' holds no JSON object with question, chosen and rejected");
        }
        using (text) return Texts(row, text.RootElement, id);
    }

    public override JsonObject Write(PreferencePair pair)
    {
        var text =
            new JsonObject { ["question"] = pair.Prompt, ["chosen"] = pair.Chosen, ["rejected"] = pair.Rejected };
        var row = new JsonObject { ["idx"] = pair.Id, ["text"] = PairFile.Text(text) };
        if (pair.Image is not null) row["image_path"] = pair.Image;
        return With(row, pair);
    }

    private static PreferencePair Texts(JsonElement row, JsonElement text, string id) =>
        text.ValueKind == JsonValueKind.Object
        ? Pair(row, id, Needed(text, "question"), Needed(text, "chosen"), Needed(text, "rejected"))
        : throw new PairFormatException("the field 'text' holds no JSON object with question, chosen and rejected");
}
