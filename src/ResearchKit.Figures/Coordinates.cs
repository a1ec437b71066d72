using System.Collections.Immutable;

namespace ResearchKit.Figures;

/// <summary>Positions along an axis: numbers or categories.</summary>
public sealed record Coordinates
{
    /// <summary>Positions on a numeric axis.</summary>
    public Coordinates(ImmutableArray<double> numbers) => Numbers = numbers;

    /// <summary>Positions on an axis of categories.</summary>
    public Coordinates(ImmutableArray<string> categories) => Categories = categories;

    /// <summary>The numbers; empty for categories.</summary>
    public ImmutableArray<double> Numbers { get; } = [];

    /// <summary>The categories; empty for numbers.</summary>
    public ImmutableArray<string> Categories { get; } = [];

    /// <summary>True for categories.</summary>
    public bool IsCategorical => Categories.Length > 0;

    /// <summary>The number of positions.</summary>
    public int Count => IsCategorical ? Categories.Length : Numbers.Length;
}
