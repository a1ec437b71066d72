namespace ResearchKit.Benchmarks.Scoring;

/// <summary>A number of a benchmark.</summary>
/// <param name="Group">The part of the benchmark: <c>Existence</c>; empty for the whole.</param>
/// <param name="Name">The metric: <c>F1</c>.</param>
/// <param name="Value">Its value; NaN where nothing was there to count.</param>
/// <param name="Printed">The value as the benchmark's script prints it; <c>n/a</c> for NaN.</param>
/// <param name="Better">Whether higher or lower is better, or neither.</param>
public sealed record Metric(string Group, string Name, double Value, string Printed, Better Better = Better.Higher)
{
    /// <summary>The name with its group: <c>Existence F1</c>.</summary>
    public string Label => Group.Length == 0 ? Name : $"{Group} {Name}";

    /// <summary>A key for machines: <c>existence_f1</c>.</summary>
    public string Key => Label.ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
}

/// <summary>Which direction of a metric is an improvement.</summary>
public enum Better
{
    /// <summary>Higher.</summary>
    Higher,

    /// <summary>Lower.</summary>
    Lower,

    /// <summary>The number describes and is neither good nor bad.</summary>
    Neither,
}
