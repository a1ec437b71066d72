namespace Benchmarks;

/// <summary>A row measured on both engines.</summary>
internal sealed record ComparedRow(
    string Group, string Name, EngineFigures Managed, EngineFigures Libtorch, double Made, string Rate)
{
    /// <summary>libtorch's time over ours: above 1 the managed engine is faster.</summary>
    public double Ratio => Libtorch.Seconds / Managed.Seconds;
}

/// <summary>What one engine took.</summary>
/// <param name="Seconds">Per call, the median of the rounds.</param>
/// <param name="PeakMegabytes">The most memory of its process; null where it did other rows, too.</param>
/// <param name="Stages">Where the time went.</param>
internal sealed record EngineFigures(double Seconds, double? PeakMegabytes, StageShare[] Stages);

/// <summary>A part's share of a call.</summary>
internal sealed record StageShare(string Stage, double Share);
