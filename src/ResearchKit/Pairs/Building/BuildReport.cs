using System.Text.Json;

namespace ResearchKit.Pairs.Building;

/// <summary>What became of the rows or scenes of a build.</summary>
/// <param name="Rows">How many there were.</param>
/// <param name="Built">How many became pairs.</param>
/// <param name="Dropped">Why the others did not, in alphabetical order.</param>
public sealed record BuildReport(int Rows, int Built, IReadOnlyList<DroppedRows> Dropped)
{
    /// <summary>Annotations, and parts of them, that said nothing, in alphabetical order of the reasons.</summary>
    public IReadOnlyList<DroppedAnnotations> LeftOut { get; init; } = [];

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = PairFile.Readable.Encoder,
    };

    internal static BuildReport Of(IEnumerable<JsonElement> journal)
    {
        int rows = 0, built = 0;
        var dropped = new SortedDictionary<string, DroppedRows>(StringComparer.Ordinal);
        foreach (var line in journal)
        {
            rows++;
            if (!line.TryGetProperty("dropped", out var drop))
            {
                built++;
                continue;
            }
            var reason = drop.GetProperty("reason").GetString()!;
            dropped[reason] = dropped.TryGetValue(reason, out var before)
                ? before with { Count = before.Count + 1 }
                : new(reason, 1, drop.GetProperty("origin").GetProperty("row").GetInt32());
        }
        return new(rows, built, [.. dropped.Values]);
    }

    internal string ToJson() => JsonSerializer.Serialize(this, Layout) + "\n";

    internal static BuildReport FromJson(string text) => JsonSerializer.Deserialize<BuildReport>(text, Layout)!;
}

/// <summary>Annotations that were left out for one reason.</summary>
/// <param name="Reason">What was wrong with them.</param>
/// <param name="Count">How many.</param>
/// <param name="First">Where the first is: <c>annotation 12</c>.</param>
public sealed record DroppedAnnotations(string Reason, int Count, string First);
