using ResearchKit.Imaging;
using ResearchKit.Scenes;
using TorchSharp;

namespace ResearchKit.Pairs.Vision.Learned.Training;

/// <summary>A scene that a stage learns from, with everything that is looked up in every epoch worked out
/// once.</summary>
/// <param name="Scene">The truth.</param>
/// <param name="Image">Its image.</param>
/// <param name="Boxes">The boxes of its objects.</param>
/// <param name="Caption">A description of it.</param>
/// <param name="Facts">What is true of it.</param>
public sealed record SceneSample(Scene Scene, RgbImage Image, IReadOnlyList<Box> Boxes, Caption Caption,
    SceneFacts Facts)
{
    /// <summary>The sample that belongs to a seed: 64 x 64 pixels, 2 to 6 objects.</summary>
    public static SceneSample Of(int seed) => Of(new SceneGenerator(new()).Generate(seed), seed);

    /// <summary>
    /// Scenes of consecutive seeds, each followed by itself without one of its objects: what is left is a scene like
    /// any other, with its own description, and lies as near to the whole as two scenes can.
    /// </summary>
    /// <param name="first">The first seed.</param>
    /// <param name="count">How many seeds.</param>
    /// <returns>Twice as many samples.</returns>
    public static SceneSample[] Twins(int first, int count)
    {
        var samples = new SceneSample[2 * count];
        Parallel.For(0, count, new() { MaxDegreeOfParallelism = Math.Max(1, torch.get_num_threads()) }, i =>
        {
            var whole = samples[2 * i] = Of(first + i);
            var removed = new SeededRandom(first + i).Next(whole.Scene.Objects.Count);
            samples[2 * i + 1] = Of(whole.Scene.Without(removed), first + i);
        });
        return samples;
    }

    /// <summary>
    /// Image and boxes with left and right exchanged, for tasks that do not depend on them; scene, caption and facts
    /// stay as they were and are false of places.
    /// </summary>
    public SceneSample Mirrored()
    {
        var image = new RgbImage(Image.Width, Image.Height);
        for (var y = 0; y < Image.Height; y++)
            for (var x = 0; x < Image.Width; x++) image[x, y] = Image[Image.Width - 1 - x, y];
        return this with { Image = image, Boxes = [.. Boxes.Select(b => b with { X = Image.Width - b.Right })] };
    }

    private static SceneSample Of(Scene scene, int seed) => new(
        scene, scene.Render(), [.. Enumerable.Range(0, scene.Objects.Count).Select(scene.BoxOf)],
        CaptionWriter.Write(scene, new SeededRandom(seed)), new(scene));
}
