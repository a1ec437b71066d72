using System.Globalization;
using System.Security.Cryptography;
using ResearchKit.Imaging;
using ResearchKit.Pairs.Formats;
using ResearchKit.Pairs.Vision;
using ResearchKit.Pairs.Vision.Annotated;

namespace ResearchKit.Pairs.Building;

/// <summary>
/// Pairs from the user's own pictures: a file of preference pairs gives the responses, and the picture without the object
/// that the preferred response needs most becomes the rejected image.
/// </summary>
public sealed class PhotographSource : IPairSource
{
    private readonly string images, responses;
    private readonly int limit;
    private readonly PairFormat format;
    private readonly IImagePipelineSource known;

    /// <summary>Reads which pictures the responses name.</summary>
    /// <param name="images">The folder of the pictures.</param>
    /// <param name="responses">Rows in any format that <see cref="PairFile.FormatOf"/> knows.</param>
    /// <param name="limit">Rows to use, from the first.</param>
    /// <param name="known">Given the names of the pictures, without folders: what is known about them.</param>
    /// <exception cref="PairBuildException">The folder is missing.</exception>
    /// <exception cref="PairFormatException">The responses cannot be read.</exception>
    /// <exception cref="IOException">The responses cannot be read.</exception>
    public PhotographSource(string images, string responses, int limit, Func<IReadOnlySet<string>, IImagePipelineSource> known)
    {
        if (!Directory.Exists(images)) throw new PairBuildException($"{images}: there is no such folder of images.");
        (this.images, this.responses, this.limit) = (images, responses, limit);
        format = PairFile.FormatOf(responses);
        var names = new HashSet<string>();
        foreach (var row in Rows())
        {
            Count++;
            if (row.Pair?.Image is { } image) names.Add(NameOf(image));
        }
        this.known = known(names);
        Settings = new Dictionary<string, string>(this.known.Settings)
        {
            ["--responses"] = FileHash.Of(responses), ["--limit"] = limit == int.MaxValue ? "none" : limit.ToString(CultureInfo.InvariantCulture),
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
        return origin.Sha256 == (path is null ? null : FileHash.Of(path));
    }

    private IEnumerable<PairRow> Rows() => PairFile.ReadRows(responses, format, new()).Take(limit);

    private static string NameOf(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    // The whole path inside the folder, else the bare name: data sets name their own folders, users keep pictures in one.
    private string? Find(string image)
    {
        var root = Path.GetFullPath(images).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
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
        try
        {
            var file = File.ReadAllBytes(path);
            attempt = attempt with { Origin = attempt.Origin with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(file)) } };
            return Build(attempt, pair, ImageFile.Decode(file));
        }
        catch (Exception e) when (e is ImageException or IOException or UnauthorizedAccessException)
        {
            return attempt with { Reason = "the image cannot be read", Detail = $"{pair.Image}: {e.Message}" };
        }
    }

    private PairAttempt Build(PairAttempt attempt, PreferencePair pair, RgbImage image)
    {
        var (pipeline, sentences, reason, detail) = known.For(pair, image);
        if (pipeline is null) return attempt with { Reason = reason, Detail = detail };
        if (sentences.Count == 0) return attempt with { Reason = "the response has no sentence" };
        double[] before = [.. sentences.Select(s => pipeline.Scorer.Score(image, s))];
        if (new VisionPairBuilder(pipeline, AnnotatedVisionPipeline.Dilation(image)).Build(image, sentences) is not { } vision) return attempt with { Reason = "no object can be removed", Detail = pair.Image };
        // What the picture no longer shows must be something that the response says.
        if (vision.Chosen.Score >= before.Sum()) return attempt with { Reason = "no removal changes what the response says", Detail = pair.Image };
        return attempt with { Pair = pair, Vision = vision, OriginalScores = before };
    }
}
