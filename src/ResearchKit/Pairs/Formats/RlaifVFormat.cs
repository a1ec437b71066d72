using System.Text.Json;
using System.Text.Json.Nodes;
using static ResearchKit.Pairs.Formats.RowText;

namespace ResearchKit.Pairs.Formats;

internal sealed class RlaifVFormat : PairFormat
{
    public override PreferencePair Read(JsonElement row, int number) =>
        Pair(row, Id(row, "idx", number), Needed(row, "question"), Needed(row, "chosen"), Needed(row, "rejected"));

    public override JsonObject Write(PreferencePair pair)
    {
        var row =
            new JsonObject
            {
                ["idx"] = pair.Id, ["question"] = pair.Prompt, ["chosen"] = pair.Chosen,
                ["rejected"] = pair.Rejected
            };
        if (pair.Image is not null) row["image_path"] = pair.Image;
        return With(row, pair);
    }
}
