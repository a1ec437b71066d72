using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Experiments.Explorations;

/// <summary>
/// Finished runs as files, one each, named by the hash of all that the run depends on. A file appears whole or not at
/// all, so several processes, on several machines, may share the folder, and a process may be killed at any moment.
/// Those that run at the same time divide the worlds between them.
/// </summary>
/// <param name="folder">The folder; made when the first run is kept.</param>
public sealed class RunCache(string folder)
{
    private static readonly JsonWriterOptions Layout =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>The file of a run.</summary>
    public string PathOf(RunInputs inputs, string code) => Path.Combine(folder, inputs.Key(code) + ".json");

    /// <summary>A run that was kept; null if there is none, or if its file is damaged.</summary>
    public ExplorationRun? Find(RunInputs inputs, string code)
    {
        var path = PathOf(inputs, code);
        if (!File.Exists(path)) return null;
        try
        {
            var json = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
            var kept = new RunInputs(json["inputs"]!.AsObject().Select(p =>
                KeyValuePair.Create(p.Key, p.Value!.GetValue<string>())));
            // The key says so already; a file that was renamed by hand is not believed.
            if (!kept.Equals(inputs) || json["code"]!.GetValue<string>() != code) return null;
            var curves = json["curves"]!.AsObject().ToDictionary(c => c.Key, c => Numbers(c.Value!));
            int[] steps = [.. json["steps"]!.AsArray().Select(s => s!.GetValue<int>())];
            return steps.Length > 0 && curves.Values.All(c => c.Length == steps.Length)
                ? new(inputs, code, new(steps, curves)) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException
            or FormatException or OverflowException or ArgumentException or IOException
            or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether there is a file of the run's name; <see cref="Find"/> reads it.</summary>
    public bool Has(RunInputs inputs, string code) => File.Exists(PathOf(inputs, code));

    /// <summary>Removes what <see cref="Find"/> does not believe, so that <see cref="Has"/> does not either.</summary>
    public void Discard(RunInputs inputs, string code)
    {
        if (Has(inputs, code) && Find(inputs, code) is null) File.Delete(PathOf(inputs, code));
    }

    /// <summary>Keeps a run.</summary>
    /// <exception cref="FileWriteException">It cannot be written: no space, no permission.</exception>
    public void Keep(ExplorationRun run) => AtomicFile.Write(PathOf(run.Inputs, run.Code), stream =>
    {
        using var json = new Utf8JsonWriter(stream, Layout);
        Write(json, run);
    });

    /// <summary>
    /// Takes a world for this process until disposed, so that others that run the same grid take other worlds. The
    /// system frees it when the process ends in whatever way. It saves work and decides nothing: on a file system
    /// without locks several may hold it, make the same runs, and keep the same files.
    /// </summary>
    /// <param name="world">What identifies the world.</param>
    /// <returns>Null while another process holds it.</returns>
    /// <exception cref="FileWriteException">Nothing can be written in the folder.</exception>
    public IDisposable? TryClaim(string world)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(world)))[..32];
        return FileLock.TryTake(Path.Combine(folder, name + ".lock"), remove: true);
    }

    /// <summary>Removes what processes of this machine that were killed left unfinished.</summary>
    public void RemoveUnfinished()
    {
        if (!Directory.Exists(folder)) return;
        var mark = $".{Environment.MachineName}-";
        foreach (var path in Directory.EnumerateFiles(folder, "*.json" + mark + "*.tmp"))
        {
            var owner = Path.GetFileName(path).Split(mark)[^1][..^".tmp".Length];
            if (!int.TryParse(owner, CultureInfo.InvariantCulture, out var id) || IsRunning(id)) continue;
            try
            {
                File.Delete(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It does no harm.
            }
        }
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Write(Utf8JsonWriter json, ExplorationRun run)
    {
        json.WriteStartObject();
        json.WriteStartObject("inputs");
        foreach (var (name, value) in run.Inputs.Identity) json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteString("code", run.Code);
        json.WriteStartArray("steps");
        foreach (var step in run.Outcome.Steps) json.WriteNumberValue(step);
        json.WriteEndArray();
        json.WriteStartObject("curves");
        foreach (var (name, values) in run.Outcome.Curves.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            json.WriteStartArray(name);
            // JSON has no infinities: what is not finite is missing.
            foreach (var value in values)
                if (double.IsFinite(value)) json.WriteNumberValue(value);
                else json.WriteNullValue();
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static double[] Numbers(JsonNode array) =>
        [.. array.AsArray().Select(v => v?.GetValue<double>() ?? double.NaN)];
}
