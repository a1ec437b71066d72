using System.Globalization;
using System.Security.Cryptography;
using ResearchKit.Datasets.Coco;
using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision;
using ResearchKit.Pairs.Vision.Annotated;

namespace ResearchKit.Pairs.Building;

/// <summary>
/// Pairs from the user's own images: a file of preference pairs gives the responses, and the image without the object
/// that the preferred response needs most becomes the rejected image.
/// </summary>
public sealed class PhotographSource : IPairSource
{
    private readonly string _responses;
    private readonly ImageFolder? _images;
    private readonly bool _mayHoldImages;
    private readonly int _limit;
    private readonly IImagePipelineSource _known;

    /// <summary>Reads which images the responses name.</summary>
    /// <param name="images">The folder of the images; null if the rows hold them themselves.</param>
    /// <param name="responses">Rows in any format that <see cref="PairFile.FormatOf"/> knows.</param>
    /// <param name="limit">Rows to use, from the first.</param>
    /// <param name="known">Given the images by the names that rows give them, and their paths: what is known about
    /// them.</param>
    /// <exception cref="PairBuildException">The folder is missing.</exception>
    /// <exception cref="PairFormatException">The responses cannot be read.</exception>
    /// <exception cref="IOException">The responses cannot be read.</exception>
    public PhotographSource(string? images, string responses, int limit,
        Func<IReadOnlyCollection<(string Name, string Path)>, IImagePipelineSource> known)
    {
        if (images is not null && !Directory.Exists(images))
            throw new PairBuildException($"{images}: there is no such folder of images.");
        _images = images is null ? null : new(images);
        (_responses, _limit, _mayHoldImages) = (responses, limit, PairFile.MayHoldImages(responses));
        PairFile.FormatOf(responses); // some row must be a pair in a known format
        var report = new LoadReport();
        var names = new Dictionary<string, string>();
        foreach (var row in Rows(report, withImages: false))
        {
            Count++;
            if (row.Pair?.Image is not { } image || names.ContainsKey(image) || PathOf(image) is not { } path) continue;
            names.Add(image, path);
            _images?.Note(image);
        }
        _known = known([.. names.Select(n => (n.Key, n.Value))]);
        Problems = [.. report.Dropped];
        Settings = new Dictionary<BuildSetting, string>(_known.Settings)
        {
            [BuildSetting.Responses] = FileHash.Of(responses),
            [BuildSetting.Limit] = limit == int.MaxValue ? "none" : limit.ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Rows of the file of responses that are no pairs.</summary>
    public IReadOnlyList<DroppedRows> Problems { get; }

    /// <inheritdoc/>
    public IReadOnlyList<DroppedAnnotations> LeftOut => _known.LeftOut;

    /// <inheritdoc/>
    public IReadOnlyDictionary<BuildSetting, string> Settings { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public IEnumerable<Func<PairAttempt>> Attempts() =>
        Rows(new(), _mayHoldImages).Select(row => (Func<PairAttempt>)(() => Attempt(row)));

    /// <inheritdoc/>
    public bool IsUnchanged(PairOrigin origin)
    {
        if (origin.Image is null || origin.Embedded) return true; // the settings have the hash of the responses
        var path = _images?.Find(origin.Image);
        return origin.Sha256 == (path is null ? null : FileHash.Of(_images!.At(path)));
    }

    private IEnumerable<PairRow> Rows(LoadReport report, bool withImages) =>
        PairFile.ReadRows(_responses, null, report, withImages).Take(_limit);

    // Annotations of an image that stands in a row are found by the name that the row gives it.
    private string? PathOf(string image) => _images?.Find(image) ?? (_mayHoldImages ? ImageName.Normal(image) : null);

    private PairAttempt Attempt(PairRow row)
    {
        if (row.Pair is not { } pair)
            return new(row.Number.ToString(CultureInfo.InvariantCulture), new(row.Number)) { Reason = row.Problem };
        var attempt = new PairAttempt(pair.Id, new(row.Number, pair.Image));
        if (pair.Image is null) return attempt with { Reason = "the row names no image" };
        var path = row.Image is null ? _images?.Find(pair.Image) : PathOf(pair.Image);
        if (path is null) return attempt with { Reason = "the image is missing", Detail = pair.Image };
        if (row.Image is null && _images!.IsAmbiguous(pair.Image, path))
            return attempt with
            {
                Reason = "rows name images of several folders under this name, and there is one file",
                Detail = $"{pair.Image}, found is {path}"
            };
        try
        {
            var file = row.Image ?? File.ReadAllBytes(_images!.At(path));
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
            attempt =
                attempt with { Origin = attempt.Origin with { Sha256 = sha256, Embedded = row.Image is not null } };
            var pixels = ImageFile.Decode(file, out var turn);
            return Build(attempt, pair, new(path, pixels, turn));
        }
        catch (Exception e) when (e is ImageException or IOException or UnauthorizedAccessException)
        {
            return attempt with { Reason = "the image cannot be read", Detail = $"{pair.Image}: {e.Message}" };
        }
        catch (FormatException e)
        {
            return attempt with
            {
                Reason = "an annotated shape does not fit the image",
                Detail = $"{pair.Image}: {e.Message}"
            };
        }
    }

    private PairAttempt Build(PairAttempt attempt, PreferencePair pair, FolderImage found)
    {
        var image = found.Pixels;
        var (pipeline, sentences, reason, detail) = _known.For(pair, found);
        if (pipeline is null) return attempt with { Reason = reason, Detail = detail };
        if (sentences.Count == 0) return attempt with { Reason = "the response has no sentence" };
        double[] before = [.. sentences.Select(s => pipeline.Scorer.Score(image, s))];
        if (new VisionPairBuilder(pipeline, AnnotatedVisionPipeline.Dilation(image)).Build(image,
            sentences) is not { } vision)
            return attempt with { Reason = "no object can be removed", Detail = pair.Image };
        // What the image no longer shows must be something that the response says.
        if (vision.Chosen.Score >= before.Sum())
            return attempt with { Reason = "no removal changes what the response says", Detail = pair.Image };
        return attempt with { Pair = pair, Vision = vision, OriginalScores = before };
    }
}
