using ResearchKit.Datasets.Coco;
using ResearchKit.Imaging;
using ResearchKit.Pairs.Language;
using ResearchKit.Pairs.Vision;
using ResearchKit.Pairs.Vision.Annotated;

namespace ResearchKit.Pairs.Building;

/// <summary>Images of which COCO annotations say what is where.</summary>
public sealed class AnnotatedPipelineSource : IImagePipelineSource
{
    private readonly CocoFile _annotations;
    private readonly CategoryWords _words;
    private readonly (string Singular, string Plural)[] _nouns;
    private readonly IInpainter _inpainter;
    private readonly AnnotationFrame _frame;
    private readonly HashSet<string> _paths;
    // null: by several
    private readonly Dictionary<CocoImage, string?> _sharedBy = new(ReferenceEqualityComparer.Instance);

    /// <summary>Reads the annotations of some images.</summary>
    /// <param name="path">COCO's <c>instances_*.json</c> or a file like it.</param>
    /// <param name="images">The images by the names that rows give them, and their paths inside the folder.</param>
    /// <param name="inpainter">Paints over the objects; called from several threads.</param>
    /// <param name="inpainterName">What the settings call it.</param>
    /// <param name="frame">In which frame photographs are annotated that Exif turns.</param>
    /// <exception cref="CocoException">The annotations cannot be read.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public AnnotatedPipelineSource(
        string path, IReadOnlyCollection<(string Name, string Path)> images, IInpainter inpainter, string inpainterName,
        AnnotationFrame frame = AnnotationFrame.BySize)
    {
        var wanted = images.SelectMany(i => (string[])[ImageName.Bare(i.Name), ImageName.Bare(i.Path)]).ToHashSet();
        _annotations = CocoFile.Read(path, wanted.Contains);
        _words = new(_annotations.Categories);
        _nouns = [.. _annotations.Categories.Select(CategoryWords.Forms)];
        (_inpainter, _frame) = (inpainter, frame);
        _paths = [.. images.Select(i => i.Path)];
        foreach (var image in images.DistinctBy(i => i.Path))
            if (_annotations.Match(image.Name, image.Path) is { Image: { } known, IsExact: false }
                && !_sharedBy.TryAdd(known, image.Path) && _sharedBy[known] != image.Path)
                _sharedBy[known] = null;
        var settings = new Dictionary<BuildSetting, string>
        {
            [BuildSetting.Annotations] = FileHash.Of(path), [BuildSetting.Inpainter] = inpainterName
        };
        if (frame != AnnotationFrame.BySize)
            settings[BuildSetting.AnnotationFrame] = frame.ToString().ToLowerInvariant();
        Settings = settings;
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<BuildSetting, string> Settings { get; }

    /// <inheritdoc/>
    public IReadOnlyList<DroppedAnnotations> LeftOut =>
        [.. _annotations.Problems.Select(p => new DroppedAnnotations(p.Reason, p.Count, p.First))];

    /// <inheritdoc/>
    public ImagePipeline For(PreferencePair pair, FolderImage image)
    {
        var match = _annotations.Match(pair.Image!, image.Path);
        if (match.Image is not { } found) return ImagePipeline.None(match.Reason!, pair.Image);
        // The annotations of another folder's image are not those of its namesake.
        if (!match.IsExact && (_sharedBy.GetValueOrDefault(found) is null || IsAnother(found, image)))
            return ImagePipeline.None("the annotations have only another image of this name",
                $"{pair.Image}, annotated is {found.FileName}");
        if (InFrame(found, image, out var reason) is not { } known)
            return ImagePipeline.None(reason,
                $"{pair.Image}: {image.Pixels.Width} x {image.Pixels.Height}, annotated " +
                $"as {found.Width} x {found.Height}");
        var pipeline = AnnotatedVisionPipeline.Of(known, image.Pixels, _words, _inpainter);
        var tags = pipeline.ImageTagger.Tag(image.Pixels);
        if (!tags.Any(t => pipeline.Detector.Detect(image.Pixels, t) is not null))
            return ImagePipeline.None("no object is annotated in the image", pair.Image);
        if (!_words.NamedIn(pair.Chosen).Any(tags.Contains))
            return ImagePipeline.None("the response names no annotated object",
                $"{pair.Image} has {string.Join(", ", tags)}");
        return new(pipeline, SentenceSplitter.SelfContained(pair.Chosen, _nouns));
    }

    private bool IsAnother(CocoImage found, FolderImage image)
    {
        var annotated = ImageName.Normal(found.FileName);
        return annotated != image.Path && _paths.Contains(annotated);
    }

    private CocoImage? InFrame(CocoImage known, FolderImage image, out string reason)
    {
        var (pixels, turn) = (image.Pixels, image.Turn);
        var turned = turn.Orientation > 1;
        var unknown = known.Width == 0 || known.Height == 0;
        var asShown = unknown || (known.Width, known.Height) == (pixels.Width, pixels.Height);
        var asStored = unknown || (known.Width, known.Height) == (turn.StoredWidth, turn.StoredHeight);
        reason = turned
            ? "the annotations are for an image of another size, as stored and as turned by its Exif orientation"
            : "the annotations are for an image of another size";
        if (!turned || _frame == AnnotationFrame.Shown) return asShown ? known : null;
        if (_frame == AnnotationFrame.Stored) return asStored ? known.Turned(turn) : null;
        if (asShown && asStored)
        {
            reason =
                "its Exif orientation turns the image, and the annotations may be in either frame; say in which " +
                "(annotation-frame)";
            return null;
        }
        return asShown ? known : asStored ? known.Turned(turn) : null;
    }
}
