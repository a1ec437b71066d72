using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Pairs.Formats;

internal sealed class RlaifVFormat : PairFormat
{
    public override PreferencePair Read(JsonElement row, int number) => new(
        Id(row, "idx", number), WithoutPlaceholder(Text(row, "question")), Text(row, "chosen"), Text(row, "rejected"),
        Picture(row, "image_path") ?? Picture(row, "image"), Picture(row, "rejected_image"));

    public override JsonObject Write(PreferencePair pair)
    {
        var row = new JsonObject { ["idx"] = pair.Id, ["question"] = pair.Prompt, ["chosen"] = pair.Chosen, ["rejected"] = pair.Rejected };
        if (pair.Image is not null) row["image_path"] = pair.Image;
        return WithRejectedImage(row, pair);
    }
}
