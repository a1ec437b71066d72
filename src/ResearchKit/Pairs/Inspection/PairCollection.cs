using ResearchKit.Imaging;
using ResearchKit.Pairs.Building;
using ResearchKit.Pairs.Formats;

namespace ResearchKit.Pairs.Inspection;

/// <summary>Pairs to look at: a folder that a build filled, or a file of pairs in any format.</summary>
public sealed class PairCollection
{
    private readonly string _file, _images;
    private readonly string? _provenance;
    private readonly PairFormat _format;
    private readonly Dictionary<string, byte[]> _embedded = []; // of the pair that was read last

    /// <summary>Opens a folder or a file.</summary>
    /// <param name="path">A folder with <c>pairs.jsonl</c>, or a file of pairs.</param>
    /// <param name="images">The folder of the images; null for the file's own.</param>
    /// <exception cref="PairFormatException">There are no pairs there, or their format is unknown.</exception>
    public PairCollection(string path, string? images = null)
    {
        var folder = Directory.Exists(path);
        _file = folder ? Path.Combine(path, PairFolder.FileName) : path;
        if (!File.Exists(_file))
            throw new PairFormatException(folder
                ? $"{path}: there is no {PairFolder.FileName} in it; if a build was stopped there, run it again to " +
                "its end." : $"{path}: there is no such file or folder.");
        _images = images ?? Path.GetDirectoryName(Path.GetFullPath(_file))!;
        _format = PairFile.FormatOf(_file);
        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(_file))!, BuildFolder.Provenance);
        _provenance = Path.GetFileName(_file) == PairFolder.FileName && File.Exists(beside) ? beside : null;
        Name = folder ? Path.GetFileName(Path.GetFullPath(path).TrimEnd(Path.DirectorySeparatorChar))
            : Path.GetFileName(path);
        var built = new BuildFolder(Path.GetDirectoryName(Path.GetFullPath(_file))!);
        Report = _provenance is not null && built.IsComplete ? built.ReadReport() : null;
    }

    /// <summary>What the user calls it.</summary>
    public string Name { get; }

    /// <summary>What became of the rows that the pairs were built from; null if that is not known.</summary>
    public BuildReport? Report { get; }

    /// <summary>The pairs in order with what is known of how they came about, read as they are asked for.</summary>
    /// <param name="report">Takes the counts.</param>
    /// <param name="withImages">Whether <see cref="Image"/> shall find images that stand in the rows
    /// themselves.</param>
    /// <exception cref="PairFormatException">The file is broken off, or its provenance does not belong to
    /// it.</exception>
    public IEnumerable<(PreferencePair Pair, RecordedPair? Record)> Pairs(LoadReport report, bool withImages = false)
    {
        using var records = _provenance is null ? null : File.ReadLines(_provenance).GetEnumerator();
        foreach (var row in AllRows(report, withImages))
        {
            var line = records is null ? null : records.MoveNext() ? records.Current
                : throw new PairFormatException($"{_provenance}: it has fewer lines than there are pairs");
            if (row.Pair is not null) yield return (row.Pair, line is null ? null : Record(line, row.Pair.Id));
        }
    }

    private RecordedPair Record(string line, string pair)
    {
        try
        {
            return RecordedPair.Parse(line);
        }
        catch (PairFormatException e)
        {
            throw new PairFormatException($"{_provenance}, {pair}: {e.Message}");
        }
    }

    /// <summary>The rows that are pairs in order, with all their fields, read as they are asked for.</summary>
    /// <param name="report">Takes the counts.</param>
    /// <param name="withImages">Whether <see cref="Image"/> shall find images that stand in the rows
    /// themselves.</param>
    /// <exception cref="PairFormatException">The file is broken off.</exception>
    public IEnumerable<PairRow> Rows(LoadReport report, bool withImages = false) =>
        AllRows(report, withImages).Where(r => r.Pair is not null);

    private IEnumerable<PairRow> AllRows(LoadReport report, bool withImages)
    {
        foreach (var row in PairFile.ReadRows(_file, _format, report, withImages))
        {
            _embedded.Clear();
            if (row is { Pair.Image: { } image, Image: { } bytes }) _embedded[image] = bytes;
            if (row is { Pair.RejectedImage: { } rejected, RejectedImage: { } other }) _embedded[rejected] = other;
            yield return row;
        }
    }

    /// <summary>Whether an image stands in the row that was read last: another row may use its name for another
    /// one.</summary>
    internal bool IsEmbedded(string name) => _embedded.ContainsKey(name);

    /// <summary>An image, or why it cannot be shown. One that stands in a row is known until the next pair is
    /// read.</summary>
    /// <param name="name">As the pair writes it.</param>
    public (RgbImage? Image, string? Problem) Image(string name)
    {
        try
        {
            if (_embedded.TryGetValue(name, out var bytes)) return (ImageFile.Decode(bytes), null);
            foreach (var candidate in (string[])[name, name[(name.LastIndexOfAny(['/', '\\']) + 1)..]])
                if (Path.Combine(_images, candidate) is var path && File.Exists(path))
                    return (ImageFile.Load(path), null);
            return (null, $"{name} is missing");
        }
        catch (Exception e)
        when (e is ImageException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (null, $"{name} cannot be read: {e.Message}");
        }
    }
}
