using System.Globalization;
using System.Security.Cryptography;
using ResearchKit.Datasets.Coco;
using ResearchKit.Imaging;
using ResearchKit.Pairs.Formats;
using ResearchKit.Pairs.Language;
using ResearchKit.Pairs.Vision;
using ResearchKit.Pairs.Vision.Annotated;
using ResearchKit.Pairs.Vision.Segmentation;

namespace ResearchKit.Pairs.Building;

/// <summary>
/// Pairs from the user's own pictures: a file of preference pairs gives the responses, COCO annotations the objects, and
/// the picture without the object that the preferred response needs most becomes the rejected image.
/// </summary>
public sealed class PhotographSource : IPairSource
{
    private readonly string images, responses;
    private readonly int limit;
    private readonly PairFormat format;
    private readonly CocoFile annotations;
    private readonly CategoryWords words;
    private readonly (string Singular, string Plural)[] nouns;
    private readonly IRemover remover;

    /// <summary>Reads the annotations of the pictures that the responses name.</summary>
    /// <param name="images">The folder of the pictures.</param>
    /// <param name="responses">Rows in any format that <see cref="PairFile.FormatOf"/> knows.</param>
    /// <param name="annotations">COCO's <c>instances_*.json</c> or a file like it.</param>
    /// <param name="limit">Rows to use, from the first.</param>
    /// <param name="remover">Paints over the objects; called from several threads.</param>
    /// <param name="removerName">What the settings call it.</param>
    /// <exception cref="PairBuildException">The folder is missing.</exception>
    /// <exception cref="PairFormatException">The responses cannot be read.</exception>
    /// <exception cref="CocoException">The annotations cannot be read.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public PhotographSource(string images, string responses, string annotations, int limit, IRemover remover, string removerName)
    {
        if (!Directory.Exists(images)) throw new PairBuildException($"{images}: there is no such folder of images.");
        (this.images, this.responses, this.limit, this.remover) = (images, responses, limit, remover);
        format = PairFile.FormatOf(responses);
        var wanted = new HashSet<string>();
        foreach (var row in Rows())
        {
            Count++;
            if (row.Pair?.Image is { } image) wanted.Add(NameOf(image));
        }
        this.annotations = CocoFile.Read(annotations, wanted.Contains);
        words = new(this.annotations.Categories);
        nouns = [.. this.annotations.Categories.Select(CategoryWords.Forms)];
        Settings = new Dictionary<string, string>
        {
            ["--responses"] = Sha256(responses), ["--coco"] = Sha256(annotations), ["--remover"] = removerName,
            ["--limit"] = limit == int.MaxValue ? "none" : limit.ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public IEnumerable<Func<PairAttempt>> Attempts() => Rows().Select(row => (Func<PairAttempt>)(() => Attempt(row)));

    /// <inheritdoc/>
    public bool IsUnchanged(PairOrigin origin)
    {
        if (origin.Image is null) return true;
        var path = Find(origin.Image);
        return origin.Sha256 == (path is null ? null : Sha256(path));
    }

    private IEnumerable<PairRow> Rows() => PairFile.ReadRows(responses, format, new()).Take(limit);

    private static string NameOf(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    // The whole path inside the folder, else the bare name: data sets name their own folders, users keep pictures in one.
    private string? Find(string image)
    {
        var root = Path.GetFullPath(images) + Path.DirectorySeparatorChar;
        foreach (var name in (string[])[image.Replace('\\', '/'), NameOf(image)])
        {
            if (name.Length == 0 || name.Contains('\0')) continue;
            var path = Path.GetFullPath(Path.Combine(root, name));
            if (path.StartsWith(root, StringComparison.Ordinal) && File.Exists(path)) return path;
        }
        return null;
    }

    private PairAttempt Attempt(PairRow row)
    {
        if (row.Pair is not { } pair) return new(row.Number.ToString(CultureInfo.InvariantCulture), new(row.Number)) { Reason = row.Problem };
        var attempt = new PairAttempt(pair.Id, new(row.Number, pair.Image));
        if (pair.Image is null) return attempt with { Reason = "the row names no image" };
        if (Find(pair.Image) is not { } path) return attempt with { Reason = "the image is missing", Detail = pair.Image };
        byte[] file;
        RgbImage image;
        try
        {
            file = File.ReadAllBytes(path);
            attempt = attempt with { Origin = attempt.Origin with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(file)) } };
            image = ImageFile.Decode(file);
        }
        catch (Exception e) when (e is ImageException or IOException or UnauthorizedAccessException)
        {
            return attempt with { Reason = "the image cannot be read", Detail = $"{pair.Image}: {e.Message}" };
        }
        if (annotations.Find(pair.Image) is not { } known) return attempt with { Reason = "the annotations do not have the image", Detail = pair.Image };
        if ((known.Width, known.Height) != (image.Width, image.Height))
            return attempt with { Reason = "the annotations are for an image of another size", Detail = $"{pair.Image}: {image.Width} x {image.Height}, annotated as {known.Width} x {known.Height}" };
        return Build(attempt, pair, image, known);
    }

    private PairAttempt Build(PairAttempt attempt, PreferencePair pair, RgbImage image, CocoImage known)
    {
        var recogniser = new CocoRecogniser(known);
        var detector = new CocoDetector(known);
        var tags = recogniser.Recognise(image);
        if (!tags.Any(t => detector.Detect(image, t) is not null)) return attempt with { Reason = "no object is annotated in the image", Detail = pair.Image };
        if (!words.NamedIn(pair.Chosen).Any(tags.Contains))
            return attempt with { Reason = "the response names no annotated object", Detail = $"{pair.Image} has {string.Join(", ", tags)}" };
        var scorer = new AnnotationScorer(known, image, words);
        var stages = new VisionStages(recogniser, detector, new CocoSegmenter(known, new GraphCutSegmenter()), remover, scorer);
        var sentences = SentenceSplitter.SelfContained(pair.Chosen, nouns);
        if (sentences.Count == 0) return attempt with { Reason = "the response has no sentence" };
        double[] before = [.. sentences.Select(s => scorer.Score(image, s))];
        if (new VisionPairBuilder(stages, Dilation(image)).Build(image, sentences) is not { } vision) return attempt with { Reason = "no object can be removed", Detail = pair.Image };
        // What the picture no longer shows must be something that the response says.
        if (vision.Chosen.Score >= before.Sum()) return attempt with { Reason = "no removal changes what the response says", Detail = pair.Image };
        return attempt with { Pair = pair, Vision = vision, OriginalScores = before };
    }

    // Around objects of photographs lie blurred rims and shadows, wider in larger pictures.
    private static int Dilation(RgbImage image) => Math.Max(2, Math.Min(image.Width, image.Height) / 80);

    private static string Sha256(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
