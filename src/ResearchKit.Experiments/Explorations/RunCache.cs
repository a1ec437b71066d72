using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Experiments.Explorations;

/// <summary>
/// Finished runs as files, one each, named by the hash of all that the run depends on. A file appears whole or not at
/// all, so several processes, on several machines, may share the folder, and a process may be killed at any moment.
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
            return new(kept, code, new([.. json["steps"]!.AsArray().Select(s => s!.GetValue<int>())], curves));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException
            or FormatException)
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

    private static void Write(Utf8JsonWriter json, ExplorationRun run)
    {
        json.WriteStartObject();
        json.WriteStartObject("inputs");
        foreach (var (name, value) in run.Inputs.Values) json.WriteString(name, value);
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
