namespace ResearchKit.Cli.Reproduction;

/// <summary>What a reproduction is to do.</summary>
internal sealed record ReproductionSettings
{
    public required Repository Repository { get; init; }

    /// <summary>Where results go, a full path.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>Which notebooks; null for all.</summary>
    public string? Only { get; init; }

    /// <summary>Threads in all; notebooks that run at the same time share them.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    public TimeSpan CellTimeout { get; init; } = TimeSpan.FromMinutes(10);

    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the results become the published ones.</summary>
    public bool Update { get; init; }
}
