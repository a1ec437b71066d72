using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision;
using ResearchKit.Pairs.Vision.Baselines;
using ResearchKit.Pairs.Vision.Retrieval;

namespace ResearchKit.Experiments.Pairs;

/// <summary>The ways in which other papers spoil an image, all on the same one.</summary>
public sealed class BaselineImages
{
    private readonly IReadOnlyList<SceneExample> _examples;
    private readonly ImagePool _pool;

    /// <summary>Prepares the pool from which similar images are retrieved.</summary>
    /// <param name="examples">At least two examples; they serve as one another's other images.</param>
    /// <param name="embedder">Says which images are similar, such as a trained CLIP's image encoder; their color
    /// layout if null.</param>
    public BaselineImages(IReadOnlyList<SceneExample> examples, IImageEmbedder? embedder = null)
    {
        _examples = examples;
        _pool = new([.. examples.Select(e => e.Image)], embedder ?? new ColorLayoutEmbedder());
    }

    /// <summary>
    /// One rejected image by each baseline: random crop (mDPO), diffusion noise (POVID, VCD), blur and another image
    /// (V-DPO), noise on one region (MMedPO), similar image (Re-Align), prompt-aware choice (PaMi-VDPO), collage and
    /// image in image (MIA-DPO).
    /// </summary>
    /// <param name="index">Which example.</param>
    /// <param name="key">The object that counts: it gets the noise on one region, and the prompt asks for it.</param>
    public IReadOnlyList<(string Name, RgbImage Image)> Of(int index, Mask key)
    {
        var example = _examples[index];
        RgbImage[] others =
            [.. Enumerable.Range(1, Math.Min(4, _examples.Count - 1))
                .Select(k => _examples[(index + k) % _examples.Count].Image)];
        ImageBaseline[] bag =
            [.. Enumerable.Repeat(new RandomErasing(), 6), new GaussianBlur(1.5), new GaussianBlur(4),
                new DiffusionNoise(300), new ReplacedImage(others)];
        (string Name, ImageBaseline Baseline)[] baselines =
        [
            ("random crop", new RandomCrop()), ("diffusion noise", new DiffusionNoise()), ("blur", new GaussianBlur()),
            ("another image", new ReplacedImage(others)), ("noise on one region", new LesionNoise(key)),
            ("similar image", new RetrievedImage(_pool)),
            ("prompt-aware choice",
            new PromptAwareAugmentation(bag, new ColorLayoutEmbedder(), new RegionFit(example.Image, key).Of)),
            ("collage", new GridCollage(others)), ("picture in picture", new PictureInPicture(others)),
        ];
        return [.. baselines.Select(r => (r.Name, r.Baseline.Reject(example.Image, example.Seed)))];
    }
}
