using ResearchKit.Datasets.Coco;
using ResearchKit.Imaging;
using ResearchKit.Pairs.Language;
using ResearchKit.Pairs.Vision;
using ResearchKit.Pairs.Vision.Annotated;

namespace ResearchKit.Pairs.Building;

/// <summary>Pictures of which COCO annotations say what is where.</summary>
public sealed class AnnotatedPipelineSource : IImagePipelineSource
{
    private readonly CocoFile annotations;
    private readonly CategoryWords words;
    private readonly (string Singular, string Plural)[] nouns;
    private readonly IInpainter inpainter;

    /// <summary>Reads the annotations of some pictures.</summary>
    /// <param name="path">COCO's <c>instances_*.json</c> or a file like it.</param>
    /// <param name="wanted">Names of the pictures, without folders.</param>
    /// <param name="inpainter">Paints over the objects; called from several threads.</param>
    /// <param name="inpainterName">What the settings call it.</param>
    /// <exception cref="CocoException">The annotations cannot be read.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public AnnotatedPipelineSource(string path, IReadOnlySet<string> wanted, IInpainter inpainter, string inpainterName)
    {
        annotations = CocoFile.Read(path, wanted.Contains);
        words = new(annotations.Categories);
        nouns = [.. annotations.Categories.Select(CategoryWords.Forms)];
        this.inpainter = inpainter;
        Settings = new Dictionary<string, string> { ["--coco"] = FileHash.Of(path), ["--remover"] = inpainterName };
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <inheritdoc/>
    public ImagePipeline For(PreferencePair pair, RgbImage image)
    {
        if (annotations.Find(pair.Image!) is not { } known) return ImagePipeline.None("the annotations do not have the image", pair.Image);
        if ((known.Width, known.Height) != (image.Width, image.Height))
            return ImagePipeline.None("the annotations are for an image of another size", $"{pair.Image}: {image.Width} x {image.Height}, annotated as {known.Width} x {known.Height}");
        var pipeline = AnnotatedVisionPipeline.Of(known, image, words, inpainter);
        var tags = pipeline.ImageTagger.Tag(image);
        if (!tags.Any(t => pipeline.Detector.Detect(image, t) is not null)) return ImagePipeline.None("no object is annotated in the image", pair.Image);
        if (!words.NamedIn(pair.Chosen).Any(tags.Contains))
            return ImagePipeline.None("the response names no annotated object", $"{pair.Image} has {string.Join(", ", tags)}");
        return new(pipeline, SentenceSplitter.SelfContained(pair.Chosen, nouns));
    }
}
