using System.Globalization;
using ResearchKit.Datasets.Coco;
using ResearchKit.Imaging;
using ResearchKit.Pairs.Language;
using ResearchKit.Pairs.Vision;
using ResearchKit.Pairs.Vision.Annotated;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.Pairs;

/// <summary>A photograph, what is known to be in it, and a response about it.</summary>
/// <param name="Name">Its file name.</param>
/// <param name="Image">The image.</param>
/// <param name="Known">Its objects.</param>
/// <param name="Words">Finds their categories in sentences.</param>
/// <param name="Sentences">The preferred response, sentence by sentence.</param>
public sealed record Photograph(string Name, RgbImage Image, CocoImage Known, CategoryWords Words,
    IReadOnlyList<string> Sentences)
{
    /// <summary>The sample that is taken if no photograph is given, in <c>data/samples</c>.</summary>
    public const string Sample = "photograph/coffee.jpg";

    private const string SampleObjects = "photograph/objects.json";
    private const string SampleResponse = "A cup of coffee stands on a red saucer. A spoon lies beside the cup.";

    /// <summary>Reads a photograph and what is said to be in it.</summary>
    /// <param name="path">A JPEG or PNG file; the sample if empty.</param>
    /// <param name="objects">
    /// Names and boxes, left, top, width, height in pixels, such as <c>dog 120,80,200,160; ball 10,20,30,30</c>; or the
    /// path of a file in COCO's format, which ends in <c>.json</c>. May be empty with the sample alone.
    /// </param>
    /// <param name="response">The preferred response; if empty, one sentence for each kind of object.</param>
    /// <exception cref="ArgumentException">The objects cannot be read, or none of them is in the image; the message
    /// says which.</exception>
    /// <exception cref="ImageException">The file is no image.</exception>
    /// <exception cref="CocoException">The annotations cannot be read.</exception>
    /// <exception cref="IOException">A file is missing.</exception>
    public static Photograph Load(string path = "", string objects = "", string response = "")
    {
        if (path.Length == 0)
        {
            (path, objects) = (SamplePath(Sample), objects.Length == 0 ? SamplePath(SampleObjects) : objects);
            if (response.Length == 0) response = SampleResponse;
        }

        var name = Path.GetFileName(path);
        var image = ImageFile.Load(path);
        var known = objects.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? Annotated(objects, name)
            : Boxes(objects, name, image);
        if ((known.Width, known.Height) != (image.Width, image.Height))
            throw new ArgumentException(
                $"{objects}: {name} is annotated as {known.Width} " +
                $"x {known.Height} pixels, but has {image.Width} x {image.Height}", nameof(objects));
        string[] tags = [.. new CocoImageTagger(known).Tag(image)];
        if (tags.Length == 0) throw new ArgumentException($"nothing is annotated in {name}", nameof(objects));
        var sentences = response.Length == 0 ? [.. tags.Select(t => $"There is {Scenes.Words.A(t)}.")]
            : SentenceSplitter.SelfContained(response, [.. tags.Select(CategoryWords.Forms)]);
        return new(name, image, known, new(tags), sentences);
    }

    /// <summary>The pair that stages build which know what is annotated and see pixels otherwise.</summary>
    /// <param name="inpainter">Paints over the objects.</param>
    /// <exception cref="InvalidOperationException">No object can be removed.</exception>
    public VisionPair Pair(IInpainter inpainter) =>
        new VisionPairBuilder(AnnotatedVisionPipeline.Of(Known, Image, Words, inpainter),
            AnnotatedVisionPipeline.Dilation(Image)).Build(Image, Sentences)
        ?? throw new InvalidOperationException(
            $"{Name}: no object can be removed; its boxes cover nothing, or all of the image");

    private static CocoImage Annotated(string file, string name) =>
        CocoFile.Read(file, n => n == name).Find(name) ?? throw new ArgumentException($"{file} does not have {name}");

    private static CocoImage Boxes(string objects, string name, RgbImage image)
    {
        var parts = objects.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length == 0)
            throw new ArgumentException(
                $"say what is in {name}, with boxes in pixels: dog 120,80,200,160; ball 10,20,30,30", nameof(objects));
        return new("1", name, image.Width, image.Height,
            [.. parts.Select((part, i) => Annotation(part, i + 1, image))]);
    }

    private static CocoAnnotation Annotation(string part, int id, RgbImage image)
    {
        var space = part.LastIndexOf(' ');
        var numbers = part[(space + 1)..].Split(',');
        var box = new int[4];
        if (space < 1 || numbers.Length != 4
            || !numbers.Select((n, i) => int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out box[i]))
            .All(good => good))
            throw new ArgumentException(
                $"'{part}': write a name and four whole numbers without spaces, such as dog 120,80,200,160",
                nameof(part));
        var annotation =
            new CocoAnnotation($"{id}", part[..space].TrimEnd(), (box[0], box[1], box[2], box[3]), null, false);
        return annotation.Box(image.Width, image.Height).IsEmpty
            ? throw new ArgumentException($"'{part}' lies outside the image of {image.Width} x {image.Height}",
                nameof(part))
            : annotation;
    }

    private static string SamplePath(string file) =>
        DataFolder.Find(Path.Combine("samples", file)) ?? throw new FileNotFoundException(
        $"{DataFolder.NotFound($"samples/{file}")}; work inside a clone of the repository, or name a photograph of " +
        "your own", file);
}
