using System.Text.Json;
using System.Text.Json.Nodes;
using ResearchKit.Imaging;
using ResearchKit.Pairs.Formats;

namespace ResearchKit.Pairs.Building;

/// <summary>
/// The folder that a build fills: <c>pairs.jsonl</c> and <c>images/</c> as in every <see cref="PairFolder"/>;
/// <c>provenance.jsonl</c>, a line for each pair; <c>dropped.jsonl</c>, a line for each row without one;
/// <c>report.json</c>, the counts; <c>run.json</c>, what decided the bytes of all these.
/// </summary>
/// <param name="path">The folder.</param>
public sealed class BuildFolder(string path)
{
    /// <summary>A line for each pair: how it came about.</summary>
    public const string Provenance = "provenance.jsonl";

    /// <summary>A line for each row that gave no pair, and why.</summary>
    public const string Dropped = "dropped.jsonl";

    /// <summary>How many pairs were built and why others were not.</summary>
    public const string Report = "report.json";

    /// <summary>The settings and the hashes of the input files.</summary>
    public const string RunFile = "run.json";

    private const string Unfinished = "unfinished.jsonl";

    /// <summary>Whether a build came to its end here, and what it wrote can be read.</summary>
    public bool IsComplete
    {
        get
        {
            if (!File.Exists(At(PairFolder.FileName)) || !File.Exists(At(Report)) || File.Exists(At(Unfinished)))
                return false;
            try
            {
                // A power failure can leave files empty that were written last.
                return ReadReport() is { } report && Origins().Count() == report.Rows;
            }
            catch (Exception e)
            when (e is JsonException or InvalidOperationException or NullReferenceException or FormatException
            or FileNotFoundException)
            {
                return false;
            }
        }
    }

    /// <summary>Makes the folder and writes down what the run depends on, or makes sure that nothing of it has
    /// changed.</summary>
    /// <exception cref="PairBuildException">The folder holds something else, or a run with other settings.</exception>
    internal void Begin(IReadOnlyDictionary<BuildSetting, string> settings)
    {
        if (File.Exists(path)) throw new PairBuildException($"{path} is a file; name a folder.");
        if (!File.Exists(At(RunFile)))
        {
            if (Directory.Exists(path)
                && Directory.EnumerateFileSystemEntries(path)
                .Any(f => Path.GetFileName(f) is var name && name != "images"
                    && !AtomicFile.IsTemporary(name, RunFile)))
                throw new PairBuildException(
                    $"{path} holds files that no build of pairs began; choose an empty or new folder.");
            Directory.CreateDirectory(At("images"));
            var run =
                new JsonObject
                {
                    ["settings"] =
                    new JsonObject(settings.Select(s => KeyValuePair.Create(s.Key.Text(), (JsonNode?)s.Value)))
                };
            AtomicFile.Write(At(RunFile), Indented(run));
            return;
        }
        var before = ReadSettings();
        var changed = settings.Keys.Union(before.Keys)
            .Select(s => new ChangedSetting(s, before.GetValueOrDefault(s), settings.GetValueOrDefault(s)))
            .Where(c => c.Before != c.Now).OrderBy(c => c.Setting.Text(), StringComparer.Ordinal).ToArray();
        if (changed.Length > 0)
            throw new PairBuildException(
                $"{path} was begun with other settings: " +
                $"{string.Join("; ", changed.Select(c => c.Describe(c.Setting.Text())))}. Run with the same again, " +
                "or choose another folder.")
            {
                Changes = changed
            };
    }

    internal BuildJournal OpenJournal() => BuildJournal.Open(At(Unfinished));

    /// <summary>Removes what a killed process may have left half written.</summary>
    internal void Clean()
    {
        foreach (var folder in (string[])[path, At("images")])
            foreach (var file in Directory.EnumerateFiles(folder, AtomicFile.TemporaryFiles)) File.Delete(file);
    }

    /// <summary>Saves the images of an attempt and returns its line for the journal.</summary>
    internal string Save(PairAttempt attempt, bool keepCandidates)
    {
        var origin = PairProvenance.Origin(attempt.Origin);
        if (attempt.Pair is null || attempt.Vision is not { } vision)
        {
            var dropped = new JsonObject { ["id"] = attempt.Id, ["reason"] = attempt.Reason };
            if (attempt.Detail is not null) dropped["detail"] = attempt.Detail;
            dropped["origin"] = origin;
            return PairFile.Text(new() { ["dropped"] = dropped });
        }
        var name = ImageOf(attempt.Origin.Row);
        string image = name + ".png", rejected = name + ".rejected.png";
        ImageFile.Save(vision.Preferred, At(image));
        ImageFile.Save(vision.Rejected, At(rejected));
        var candidates = new List<string>();
        if (keepCandidates)
            foreach (var (i, candidate) in vision.Candidates.Index())
            {
                candidates.Add(i == vision.Choice ? rejected
                    : FormattableString.Invariant($"{name}.candidate-{i + 1}.png"));
                if (i != vision.Choice) ImageFile.Save(candidate.Image, At(candidates[i]));
            }
        return PairFile.Text(new()
        {
            ["pair"] = PairFormat.ResearchKit.Write(attempt.Pair with { Image = image, RejectedImage = rejected }),
            ["provenance"] = PairProvenance.Of(attempt, candidates),
        });
    }

    /// <summary>Turns the journal into the folder's files; the last of them makes the build complete.</summary>
    internal BuildReport Finish(BuildJournal journal, PairFormat format, IReadOnlyList<DroppedAnnotations> leftOut)
    {
        var report = BuildReport.Of(journal.Lines()) with { LeftOut = leftOut };
        AtomicFile.WriteLines(At(Provenance), Parts(journal, "provenance").Select(p => p.GetRawText()));
        AtomicFile.WriteLines(At(Dropped), Parts(journal, "dropped").Select(d => d.GetRawText()));
        AtomicFile.Write(At(Report), report.ToJson());
        PairFile.Write(At(PairFolder.FileName),
            Parts(journal, "pair").Select((p, i) => PairFormat.ResearchKit.Read(p, i + 1)), format);
        journal.Dispose();
        File.Delete(At(Unfinished));
        return report;
    }

    /// <summary>What became of the rows of a complete build.</summary>
    /// <exception cref="IOException">The report cannot be read.</exception>
    public BuildReport ReadReport() => BuildReport.FromJson(File.ReadAllText(At(Report)));

    /// <summary>What the attempts of a complete build were made from.</summary>
    internal IEnumerable<PairOrigin> Origins() =>
        File.ReadLines(At(Provenance)).Concat(File.ReadLines(At(Dropped)))
        .Select(line => PairProvenance.Origin(JsonNode.Parse(line)!["origin"]!));

    /// <summary>
    /// Which attempts of a complete build have lost an image, by their place in the order of the source, from 0.
    /// </summary>
    internal IReadOnlyList<int> DamagedAttempts()
    {
        int[] rows = [.. Origins().Select(o => o.Row).Order()];
        return [.. File.ReadLines(At(Provenance)).Select(line => JsonDocument.Parse(line).RootElement).Where(IsDamaged)
            .Select(p => Array.BinarySearch(rows, p.GetProperty("origin").GetProperty("row").GetInt32()))];
    }

    /// <summary>The same of an unfinished one.</summary>
    internal IReadOnlyList<int> DamagedAttempts(BuildJournal journal) =>
        [.. journal.Lines().Index().Where(l => l.Item.TryGetProperty("provenance", out var p) && IsDamaged(p))
            .Select(l => l.Index)];

    // Whether an image of a pair is missing or no whole PNG file.
    private bool IsDamaged(JsonElement provenance)
    {
        var name = ImageOf(provenance.GetProperty("origin").GetProperty("row").GetInt32());
        var candidates = provenance.GetProperty("candidates").EnumerateArray()
            .Select(c => c.TryGetProperty("image", out var image) ? image.GetString() : null).OfType<string>();
        return candidates.Append(name + ".png").Append(name + ".rejected.png").Any(file => !WholePng.Is(At(file)));
    }

    private static string ImageOf(int row) => FormattableString.Invariant($"images/{row:D6}");

    /// <summary>What the attempt of a line of the journal was made from.</summary>
    internal static PairOrigin OriginOf(JsonElement line) =>
        PairProvenance.Origin(
            JsonObject.Create((line.TryGetProperty("provenance", out var built) ? built : line.GetProperty("dropped"))
                .GetProperty("origin"))!);

    private string At(string name) => Path.Combine(path, name);

    private static IEnumerable<JsonElement> Parts(BuildJournal journal, string name) =>
        journal.Lines().Where(l => l.TryGetProperty(name, out _)).Select(l => l.GetProperty(name));

    private Dictionary<BuildSetting, string> ReadSettings()
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(At(RunFile)))!["settings"]!.AsObject()
                .ToDictionary(s => BuildSettingNames.Parse(s.Key), s => (string)s.Value!);
        }
        catch (Exception e)
        when (e is JsonException or InvalidOperationException or NullReferenceException or FormatException)
        {
            throw new PairBuildException(
                $"{At(RunFile)}: it is damaged. Delete the folder, or choose another.");
        }
    }

    private static string Indented(JsonObject json) =>
        json.ToJsonString(new() { WriteIndented = true, NewLine = "\n", Encoder = PairFile.Readable.Encoder }) + "\n";
}
