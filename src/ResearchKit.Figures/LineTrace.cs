using System.Collections.Immutable;

namespace ResearchKit.Figures;

/// <summary>Points that may be joined by a line, with an optional band or error bars. NaN leaves a gap.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="X">Positions on the horizontal axis.</param>
/// <param name="Y">Values, as many as positions.</param>
public sealed record LineTrace(string Name, Coordinates X, ImmutableArray<double> Y) : Trace(Name)
{
    /// <summary>The lower ends of the uncertainty, one for each point; empty for none.</summary>
    public ImmutableArray<double> Low { get; init; } = [];

    /// <summary>The upper ends of the uncertainty, one for each point; empty for none.</summary>
    public ImmutableArray<double> High { get; init; } = [];

    /// <summary>True joins the points and draws the uncertainty as a band; false draws points with error
    /// bars.</summary>
    public bool Joined { get; init; } = true;

    /// <summary>The color; by order of appearance if null.</summary>
    public SeriesColor? SeriesColor { get; init; }

    /// <summary>The dash; by order of appearance if null.</summary>
    public Dash? Dash { get; init; }

    /// <summary>The symbol; for points by order of appearance, for lines none, if null.</summary>
    public Marker? Marker { get; init; }
}
