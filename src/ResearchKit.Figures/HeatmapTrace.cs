using System.Collections.Immutable;

namespace ResearchKit.Figures;

/// <summary>
/// A matrix in colors; row 0 is at the top. Heat maps of one figure with the same label and map share one scale.
/// </summary>
/// <param name="Rows">Names of the rows, from top to bottom.</param>
/// <param name="Columns">Names of the columns, from left to right.</param>
/// <param name="Values">The values <c>[rows, columns]</c>, row by row; NaN leaves the cell empty.</param>
public sealed record HeatmapTrace(
    ImmutableArray<string> Rows, ImmutableArray<string> Columns, ImmutableArray<double> Values) : Trace("")
{
    /// <summary>What the color means, beside the color bar.</summary>
    public string? Label { get; init; }

    /// <summary>The unit of the values.</summary>
    public string? Unit { get; init; }

    /// <summary>The colors.</summary>
    public ColorMap Map { get; init; }

    /// <summary>The value of the first color; the smallest value if null.</summary>
    public double? Min { get; init; }

    /// <summary>The value of the last color; the largest value if null.</summary>
    public double? Max { get; init; }

    /// <summary>The value of the middle color of a diverging map.</summary>
    public double Center { get; init; }

    /// <summary>A .NET number format; if set, each cell shows its value.</summary>
    public string? CellFormat { get; init; }

    /// <summary>A text for each cell, row by row, instead of its value; empty for none.</summary>
    public ImmutableArray<string> CellTexts { get; init; } = [];

    /// <summary>The value at a row and a column.</summary>
    public double this[int row, int column] => Values[row * Columns.Length + column];
}
