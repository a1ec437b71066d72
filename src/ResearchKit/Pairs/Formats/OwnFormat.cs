using System.Text.Json;
using System.Text.Json.Nodes;
using static ResearchKit.Pairs.Formats.RowText;

namespace ResearchKit.Pairs.Formats;

internal sealed class OwnFormat : PairFormat
{
    public override PreferencePair Read(JsonElement row, int number) =>
        Pair(row, Id(row, "id", number), Needed(row, "prompt"), Needed(row, "chosen"), Needed(row, "rejected"));

    public override JsonObject Write(PreferencePair pair)
    {
        var row =
            new JsonObject
            {
                ["id"] = pair.Id, ["prompt"] = pair.Prompt, ["chosen"] = pair.Chosen,
                ["rejected"] = pair.Rejected
            };
        if (pair.Image is not null) row["image"] = pair.Image;
        return With(row, pair);
    }
}
