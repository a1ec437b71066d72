using System.Text.Encodings.Web;
using System.Text.Json;

namespace ResearchKit.Reports.Results;

/// <summary>How a notebook was last run: what could matter to its results, and does not if all is well.</summary>
/// <param name="Version">Version of the lab.</param>
/// <param name="Commit">The clone's commit, with a plus sign if files were changed; empty if not known.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="Platform">Operating system and processor architecture.</param>
/// <param name="Engine">The tensor engine.</param>
/// <param name="VectorBits">The widest vectors that it used, in bits.</param>
/// <param name="Threads">Threads in all.</param>
/// <param name="Seconds">How long the notebook took.</param>
/// <param name="Given">Parameters that the command line set, as name=value.</param>
public sealed record RunRecord(
    string Version, string Commit, string Runtime, string Platform, string Engine, int VectorBits, int Threads,
    double Seconds, IReadOnlyList<string> Given)
{
    /// <summary>The name of the file in a folder of results.</summary>
    public const string FileName = "run.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>The records of a folder of results, by notebook; none if it has no readable file of them.</summary>
    public static SortedDictionary<string, RunRecord> Read(string folder)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, FileName));
            return new(JsonSerializer.Deserialize<Dictionary<string, RunRecord>>(text, Json)!, StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException
            or ArgumentNullException)
        {
            return new(StringComparer.Ordinal);
        }
    }

    /// <summary>The text of the file.</summary>
    public static string ToText(SortedDictionary<string, RunRecord> records) =>
        JsonSerializer.Serialize(records, Json) + "\n";
}
