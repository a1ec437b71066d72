using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision;
using ResearchKit.Pairs.Vision.Baselines;
using ResearchKit.Pairs.Vision.Learned;
using ResearchKit.Pairs.Vision.Oracles;
using ResearchKit.Pairs.Vision.Retrieval;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.Pairs;

/// <summary>How an image was chosen from a bag of augmentations, and what came of it.</summary>
/// <param name="Choice">How it was chosen.</param>
/// <param name="Shows">For every scene, whether the rejected image still shows the object that the prompt asks
/// about: a false rejection.</param>
/// <param name="Similarity">Mean cosine between the color layouts of the rejected image and the original.</param>
public sealed record AugmentationOutcome(string Choice, IReadOnlyList<bool> Shows, double Similarity)
{
    /// <summary>The share of false rejections, with Wilson's interval.</summary>
    public Measurement FalseRejections => Proportion.Of([.. Shows]);
}

/// <summary>
/// Whether prompt-aware choice (PaMi-VDPO) does what it is for: fewer false rejections than one random augmentation
/// has. The prompt asks for one object of a scene; an oracle says whether the rejected image still shows it.
/// </summary>
public static class PromptAwareness
{
    /// <summary>
    /// Three choices from the same bags: any member; the most distinct of all, however unrelated; and close-to-far. A
    /// bag holds six random erasings, two blurs, noise, and four other images.
    /// </summary>
    /// <param name="first">Seed of the first scene.</param>
    /// <param name="scenes">Number of scenes; the prompt asks for the first object that is visible.</param>
    /// <param name="trained">
    /// Trained stages, or null. With them come two more choices, close-to-far as well: one takes the fit from their
    /// scorer, which sees pixels and a sentence alone; the other also takes similarity from their image encoder, which
    /// encodes content, so that images without the object are far from the original, and the closest half is full of
    /// false rejections.
    /// </param>
    public static IReadOnlyList<AugmentationOutcome> Run(int first, int scenes, VisionModels? trained = null)
    {
        var examples = SeedSweep.Run(first, scenes, SceneExample.Of);
        var rows = SeedSweep.Run(0, scenes, i => Outcomes(examples, i, trained));
        string[] names =
            ["any of the bag", "the most distinct", "close-to-far", "close-to-far, trained scorer",
                "the same, trained encoder"];
        return
        [
            .. names.Take(rows[0].Length).Select((name, k) => new AugmentationOutcome(
                name, [.. rows.Select(r => r[k].Shown)], rows.Average(r => r[k].Similarity))),
        ];
    }

    private static (bool Shown, double Similarity)[] Outcomes(SceneExample[] examples, int index, VisionModels? trained)
    {
        var example = examples[index];
        var scene = example.Scene;
        var asked = Enumerable.Range(0, scene.Objects.Count).First(i => scene.VisibleMaskOf(i).Area > 0);
        ImageBaseline[] bag =
        [
            .. Enumerable.Repeat(new RandomErasing(), 6), new GaussianBlur(1.5), new GaussianBlur(4),
            new DiffusionNoise(300),
            .. Enumerable.Range(1, 4).Select(k => new ReplacedImage([examples[(index + k) % examples.Length].Image])),
        ];
        IImageEmbedder layout = new ColorLayoutEmbedder();
        var closeToFar =
            new PromptAwareAugmentation(bag, layout,
                new RegionFit(example.Image, scene.VisibleMaskOf(asked)).Of).Weigh(example.Image, example.Seed);
        var chosen = new List<RgbImage>
        {
            closeToFar[new SeededRandom(example.Seed).Next(bag.Length)].Image,
            closeToFar.MaxBy(i => i.Distinctness)!.Image,
            closeToFar.MaxBy(i => i.Weight)!.Image,
        };
        if (trained is not null)
        {
            var prompt =
                example.Caption.Sentences.First(s =>
                    s.Facts.Contains(new ExistenceFact(scene.Objects[asked].Category))).Text;
            foreach (var encoder in new[] { layout, trained.Embedder })
                chosen.Add(
                    new PromptAwareAugmentation(bag,
                        encoder, image => trained.Scorer.Score(image, prompt)).Reject(example.Image, example.Seed));
        }
        var judge = new OracleScorer(scene, example.Caption);
        var original = layout.Embed(example.Image);
        return [.. chosen.Select(image => (Shows(image), ImagePool.Cosine(original, layout.Embed(image))))];

        bool Shows(RgbImage image) => judge.Remaining(image).Objects.Any(o => o.Frame == scene.Objects[asked].Frame);
    }
}
