using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Pairs.Formats;

internal sealed class OwnFormat : PairFormat
{
    public override PreferencePair Read(JsonElement row, int number) => new(
        Id(row, "id", number), Text(row, "prompt"), Text(row, "chosen"), Text(row, "rejected"), Picture(row, "image"), Picture(row, "rejected_image"));

    public override JsonObject Write(PreferencePair pair)
    {
        var row = new JsonObject { ["id"] = pair.Id, ["prompt"] = pair.Prompt, ["chosen"] = pair.Chosen, ["rejected"] = pair.Rejected };
        if (pair.Image is not null) row["image"] = pair.Image;
        return WithRejectedImage(row, pair);
    }
}
