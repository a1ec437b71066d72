using System.Text.Json.Nodes;
using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision;

namespace ResearchKit.Pairs.Building;

/// <summary>How a pair came about, as a line of <c>provenance.jsonl</c>. Masks are COCO's compressed run
/// lengths.</summary>
public static class PairProvenance
{
    /// <summary>Every step of an attempt that gave a pair.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="candidateImages">Files of the candidates' images in their order; empty if they are not
    /// kept.</param>
    internal static JsonObject Of(PairAttempt attempt, IReadOnlyList<string> candidateImages)
    {
        var vision = attempt.Vision!;
        var row = new JsonObject { ["id"] = attempt.Id, ["origin"] = Origin(attempt.Origin) };
        if (attempt.Edit is { } edit)
            row["edit"] = new JsonObject { ["type"] = edit.Type, ["truth"] = edit.Truth, ["error"] = edit.Error };
        row["sentences"] = Texts(vision.Sentences);
        row["scores"] = Numbers(attempt.OriginalScores);
        row["tags"] = Texts(vision.Tags);
        row["skipped"] = Texts(vision.Skipped);
        row["candidates"] =
            new JsonArray(
                [.. vision.Candidates.Select((c, i) =>
                    Candidate(c, i < candidateImages.Count ? candidateImages[i] : null))]);
        row["choice"] = vision.Choice;
        return row;
    }

    internal static JsonObject Origin(PairOrigin origin)
    {
        var row = new JsonObject { ["row"] = origin.Row };
        if (origin.Seed is { } seed) row["seed"] = seed;
        if (origin.Image is not null) row["image"] = origin.Image;
        if (origin.Sha256 is not null) row["sha256"] = origin.Sha256;
        if (origin.Embedded) row["embedded"] = true;
        return row;
    }

    internal static PairOrigin Origin(JsonNode row) =>
        new((int)row["row"]!, (string?)row["image"], (string?)row["sha256"], (int?)row["seed"], (bool?)row["embedded"]
            ?? false);

    private static JsonObject Candidate(VisionCandidate candidate, string? image)
    {
        var box = candidate.Box;
        var row = new JsonObject
        {
            ["tag"] = candidate.Tag, ["box"] = new JsonArray(box.X, box.Y, box.Width, box.Height),
            ["mask"] = Runs(candidate.Mask),
            ["repainted"] = Runs(candidate.Repainted), ["scores"] = Numbers(candidate.Scores),
            ["score"] = candidate.Score,
        };
        if (image is not null) row["image"] = image;
        return row;
    }

    private static JsonObject Runs(Mask mask) => new()
    {
        ["size"] = new JsonArray(mask.Height, mask.Width), ["counts"] = RunLengths.Write(RunLengths.Of(mask)),
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);

    private static JsonArray Numbers(IEnumerable<double> numbers) => new([.. numbers.Select(n => (JsonNode)n)]);
}
