using ResearchKit.Pairs.Vision.Oracles;
using ResearchKit.Pairs.Vision.Retrieval;
using ResearchKit.Pairs.Vision.Rivals;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.Pairs;

/// <summary>How a picture was chosen from a bag of augmentations, and what came of it.</summary>
/// <param name="Choice">How it was chosen.</param>
/// <param name="FalseRejections">Share of rejected pictures that still show the object that the prompt asks about.</param>
/// <param name="Closeness">Mean cosine between the embeddings of the rejected picture and the original.</param>
public sealed record AugmentationOutcome(string Choice, Measurement FalseRejections, double Closeness);

/// <summary>
/// Whether prompt-aware choice (PaMi-VDPO) does what it is for: fewer false rejections than one random augmentation has. The
/// prompt asks for one object of a scene; an oracle says whether the rejected picture still shows it.
/// </summary>
public static class PromptAwareness
{
    /// <summary>
    /// Three choices from the same bags: any member; the most distinct of all, however unrelated; and close-to-far. A bag
    /// holds six random erasings, two blurs, noise, and four other pictures.
    /// </summary>
    /// <param name="first">Seed of the first scene.</param>
    /// <param name="scenes">Number of scenes; the prompt asks for the first object that is visible.</param>
    public static IReadOnlyList<AugmentationOutcome> Run(int first, int scenes)
    {
        var examples = SeedSweep.Run(first, scenes, SceneExample.Of);
        var rows = SeedSweep.Run(0, scenes, i => Outcomes(examples, i));
        return
        [
            .. new[] { "any of the bag", "the most distinct", "close-to-far" }.Select((name, k) => new AugmentationOutcome(
                name, Proportion.Of([.. rows.Select(r => r[k].Shown)]), rows.Average(r => r[k].Closeness))),
        ];
    }

    private static (bool Shown, double Closeness)[] Outcomes(SceneExample[] examples, int index)
    {
        var example = examples[index];
        var scene = example.Scene;
        var asked = Enumerable.Range(0, scene.Objects.Count).First(i => scene.VisibleMaskOf(i).Area > 0);
        ImageRival[] bag =
        [
            .. Enumerable.Repeat(new RandomErasing(), 6), new GaussianBlur(1.5), new GaussianBlur(4), new DiffusionNoise(300),
            .. Enumerable.Range(1, 4).Select(k => new ReplacedImage([examples[(index + k) % examples.Length].Image])),
        ];
        var choice = new PromptAwareAugmentation(
            bag, new ColorLayoutEmbedder(), new RegionFit(example.Image, scene.VisibleMaskOf(asked)).Of);
        var closeToFar = choice.Weigh(example.Image, example.Seed);
        var any = closeToFar[new Random(example.Seed).Next(bag.Length)];
        var judge = new OracleScorer(scene, example.Caption);
        return [.. new[] { any, closeToFar.MaxBy(i => i.Distinctness)!, closeToFar.MaxBy(i => i.Weight)! }.Select(i => (Shows(i), i.Closeness))];

        bool Shows(BagItem item) => judge.Remaining(item.Image).Objects.Any(o => o.Frame == scene.Objects[asked].Frame);
    }
}
