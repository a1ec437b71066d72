using System.Runtime.CompilerServices;
using ResearchKit.Figures.Plotly;
using ResearchKit.Figures.Svg;

namespace ResearchKit.Figures.Rendering;

/// <summary>
/// The forms of one figure, each made once, when it is first asked for, and kept as long as the figure: a notebook
/// shows a figure and publishes it, and the two differ in their provenance alone.
/// </summary>
internal sealed class RenderedFigure
{
    private static readonly ConditionalWeakTable<Figure, RenderedFigure> Known = [];

    private readonly Lazy<FigureLayout> _layout;
    private readonly Lazy<string> _description;
    private readonly Lazy<TextWithProvenance> _svg;
    private readonly Lazy<TextWithProvenance> _plotly;

    private RenderedFigure(Figure figure)
    {
        _layout = new(() => FigureLayout.Of(figure));
        _description = new(() => Rendering.Description.Of(figure));
        _svg = new(() => SvgDocument.Write(_layout.Value));
        _plotly = new(() => PlotlyWriter.Write(_layout.Value));
    }

    /// <summary>Where everything is.</summary>
    internal FigureLayout Layout => _layout.Value;

    /// <summary>What the figure shows, in words.</summary>
    internal string Description => _description.Value;

    /// <summary>The forms of a figure, which cannot change.</summary>
    internal static RenderedFigure Of(Figure figure) => Known.GetValue(figure, f => new(f));

    /// <summary>The drawing.</summary>
    internal string Svg(Provenance provenance) => _svg.Value.With(SvgDocument.Text(provenance));

    /// <summary>The interactive chart.</summary>
    internal string PlotlyJson(Provenance provenance) => _plotly.Value.With(PlotlyWriter.Text(provenance));
}
