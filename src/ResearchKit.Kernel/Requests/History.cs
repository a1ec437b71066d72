using System.IO.Enumeration;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel.Requests;

/// <summary>
/// What was run, in this session and earlier ones: a file of JSON lines in the user's data folder, which several
/// kernels may extend at the same time.
/// </summary>
internal sealed class History
{
    private const int Kept = 5_000;
    private readonly string? _path;
    private readonly List<Entry> _entries = [];
    private readonly int _session;

    /// <param name="path">The file; null keeps nothing after the kernel's end.</param>
    public History(string? path)
    {
        _path = path;
        if (path is not null && File.Exists(path)) _entries.AddRange(Read(path));
        _session = _entries.Count > 0 ? _entries.Max(entry => entry.Session) + 1 : 1;
    }

    /// <summary>The file that the kernels of this user share.</summary>
    public static string DefaultPath()
    {
        if (Environment.GetEnvironmentVariable("RESEARCHKIT_HISTORY") is { Length: > 0 } named) return named;
        var local = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(local.Length > 0 ? local : Path.GetTempPath(), "ResearchKit", "history.jsonl");
    }

    /// <summary>Adds a cell.</summary>
    public void Add(int line, string source)
    {
        var entry = new Entry(_session, line, source);
        _entries.Add(entry);
        if (_path is null) return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            File.AppendAllText(_path, JsonSerializer.Serialize(entry) + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full disk or a foreign file must not keep a cell from running.
        }
    }

    /// <summary>The content of a <c>history_reply</c>.</summary>
    public JsonObject Reply(Wire.Message request)
    {
        var found = request.Text("hist_access_type") switch
        {
            "tail" => _entries.TakeLast(request.Number("n", 10)),
            "range" =>
                Range(request.Number("session", 0), request.Number("start", 1), request.Number("stop", int.MaxValue)),
            "search" =>
                Search(request.Text("pattern") ?? "*", request.Number("n", int.MaxValue),
                    request.Flag("unique", false)),
            _ => [],
        };
        var output = request.Flag("output", false);
        return new JsonObject
        {
            ["status"] = "ok",
            ["history"] = new JsonArray([.. found.Select(entry => (JsonNode)new JsonArray(
                entry.Session, entry.Line, output ? new JsonArray(entry.Source, null) : entry.Source))]),
        };
    }

    /// <summary>Session 0 is this one, -1 the one before.</summary>
    private IEnumerable<Entry> Range(int which, int start, int stop)
    {
        var wanted = which <= 0 ? _session + which : which;
        return _entries.Where(entry => entry.Session == wanted && entry.Line >= start && entry.Line < stop);
    }

    private IEnumerable<Entry> Search(string pattern, int count, bool unique)
    {
        var found =
            _entries.Where(entry =>
                FileSystemName.MatchesSimpleExpression(pattern.Replace(@"\", @"\\"), entry.Source, ignoreCase: false));
        if (unique) found = found.Reverse().DistinctBy(entry => entry.Source).Reverse();
        return found.TakeLast(count);
    }

    private static IEnumerable<Entry> Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            yield break;
        }

        foreach (var line in lines.TakeLast(Kept))
        {
            Entry? entry = null;
            try
            {
                entry = JsonSerializer.Deserialize<Entry>(line);
            }
            catch (JsonException)
            {
                // A line that a crash cut short.
            }

            if (entry?.Source is not null) yield return entry;
        }
    }

    private sealed record Entry(int Session, int Line, string Source);
}
