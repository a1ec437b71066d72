using ResearchKit.Models.Llava;
using static TorchSharp.torch;

namespace ResearchKit.Models.Generation;

/// <summary>What a batch of answers starts from.</summary>
/// <param name="Model">The model.</param>
/// <param name="Prompts">Tokens per row.</param>
/// <param name="Pixels">The images of all rows in order, <c>[images, 3, size, size]</c>, on the CPU; null if
/// there are none.</param>
/// <param name="Numbers">The number of the request behind each image.</param>
/// <param name="NewTokens">Most tokens that will follow.</param>
public sealed record LogitsBatch(
    LlavaModel Model, IReadOnlyList<int[]> Prompts, Tensor? Pixels, IReadOnlyList<long> Numbers, int NewTokens)
{
    internal static LogitsBatch Of(LlavaModel model, GenerationRequest[] requests, int copies, int newTokens)
    {
        GenerationRequest[] rows = [.. requests.SelectMany(r => Enumerable.Repeat(r, copies))];
        var images = rows.SelectMany(r => r.Images).ToArray();
        var pixels = images.Length == 0 ? null : new ImageProcessor(model.Config.Vision.ImageSize).Pixels(images);
        return new(
            model, [.. rows.Select(r => r.Tokens)], pixels, [.. rows.SelectMany(r => r.Images.Select(_ => r.Number))],
            newTokens);
    }
}
