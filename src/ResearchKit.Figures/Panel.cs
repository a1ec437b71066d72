using System.Collections.Immutable;

namespace ResearchKit.Figures;

/// <summary>
/// One plot: axes and what is drawn between them. Panels become a figure with <see cref="Figure.Grid"/>.
/// </summary>
public sealed record Panel : IPlot<Panel>
{
    /// <summary>An empty panel.</summary>
    /// <param name="title">Shown above the plot.</param>
    public Panel(string? title = null) => Title = title;

    /// <summary>Shown above the plot.</summary>
    public string? Title { get; init; }

    /// <summary>The horizontal axis.</summary>
    public Axis X { get; init; } = new();

    /// <summary>The vertical axis.</summary>
    public Axis Y { get; init; } = new();

    /// <summary>The data, drawn in this order.</summary>
    public ImmutableArray<Trace> Traces { get; init; } = [];

    /// <summary>Reference lines, shaded ranges and notes.</summary>
    public ImmutableArray<Mark> Marks { get; init; } = [];

    /// <summary>How bars share a category.</summary>
    public BarMode BarMode { get; init; }

    /// <summary>True draws bars from left to right, categories from top to bottom.</summary>
    public bool HorizontalBars { get; init; }

    Panel IPlot<Panel>.Panel => this;

    Panel IPlot<Panel>.With(Panel panel) => panel;
}
