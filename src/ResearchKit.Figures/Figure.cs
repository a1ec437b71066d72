using System.Collections.Immutable;
using ResearchKit.Figures.Raster;
using ResearchKit.Figures.Rendering;
using ResearchKit.Figures.Values;

namespace ResearchKit.Figures;

/// <summary>
/// A figure of one or more panels, shown as SVG (the same bytes on every machine) or as an interactive Plotly chart.
/// It is a value: every verb returns a new figure.
/// <code>
/// new Figure("likelihoods", "DPO lowers both likelihoods")
///     .XAxis("training step").YAxis("log-probability", unit: "nats")
///     .Line("chosen", steps, chosen, low: chosenLow, high: chosenHigh)
///     .Line("rejected", steps, rejected)
/// </code>
/// </summary>
[TypeFormatterSource(typeof(FigureFormatterSource),
    PreferredMimeTypes = [Mime.Svg, Mime.Plotly, Mime.Png, Mime.PlainText])]
public sealed record Figure : IArtifact, IPlot<Figure>
{
    /// <summary>An empty figure with one panel.</summary>
    /// <param name="name">File stem, unique within its notebook: lower-case letters, digits and hyphens.</param>
    /// <param name="title">Shown above the figure.</param>
    /// <exception cref="ArgumentException">The name holds other characters.</exception>
    public Figure(string name, string? title = null) => (Name, Title) = (ArtifactName.Check(name), title);

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Shown above the figure.</summary>
    public string? Title { get; init; }

    /// <summary>The panels, row by row.</summary>
    public ImmutableArray<Panel> Panels { get; init; } = [new Panel()];

    /// <summary>How many panels stand side by side.</summary>
    public int Columns { get; init; } = 1;

    /// <summary>True gives all panels the same horizontal range and writes its numbers below the last row
    /// only.</summary>
    public bool ShareX { get; init; }

    /// <summary>True gives all panels the same vertical range and writes its numbers left of the first column
    /// only.</summary>
    public bool ShareY { get; init; }

    /// <summary>The width in CSS pixels (1/96 inch): 640, or 320 for each column of a grid up to 960, if
    /// null.</summary>
    public double? Width { get; init; }

    /// <summary>The height of each panel's plot in CSS pixels; by content if null.</summary>
    public double? PanelHeight { get; init; }

    /// <summary>Where the names of the series stand.</summary>
    public LegendPlacement Legend { get; init; }

    /// <summary>The width in print; null for screens.</summary>
    public PaperColumn? Paper { get; init; }

    /// <summary>A text below the figure.</summary>
    public string? Caption { get; init; }

    /// <summary>What the figure shows, for readers who cannot see it; composed from titles, axes and data if
    /// null.</summary>
    public string? AltText { get; init; }

    /// <summary>A figure of several panels in a grid.</summary>
    /// <param name="name">File stem, unique within its notebook: lower-case letters, digits and hyphens.</param>
    /// <param name="columns">How many panels stand side by side.</param>
    /// <param name="panels">The panels, row by row.</param>
    /// <param name="title">Shown above the figure.</param>
    /// <param name="shareX">True gives all panels the same horizontal range.</param>
    /// <param name="shareY">True gives all panels the same vertical range.</param>
    /// <exception cref="ArgumentException">There is no panel, or no column.</exception>
    public static Figure Grid(
        string name, int columns, IEnumerable<Panel> panels, string? title = null,
        bool shareX = false, bool shareY = false)
    {
        ImmutableArray<Panel> all = [.. panels];
        if (all.Length == 0) throw new ArgumentException($"The figure '{name}' needs at least one panel.");
        if (columns < 1) throw new ArgumentException($"The figure '{name}' needs at least one column, not {columns}.");
        return new Figure(name, title)
        {
            Panels = all, Columns = Math.Min(columns, all.Length), ShareX = shareX, ShareY = shareY,
        };
    }

    /// <summary>Sets the text below the figure.</summary>
    public Figure WithCaption(string caption) => this with { Caption = caption };

    /// <summary>Sets the description for readers who cannot see the figure.</summary>
    public Figure WithAltText(string altText) => this with { AltText = altText };

    /// <summary>Sets where the names of the series stand.</summary>
    public Figure WithLegend(LegendPlacement legend) => this with { Legend = legend };

    /// <summary>Sets the width of the figure and the height of each panel's plot, in CSS pixels (1/96 inch).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is shorter than 40 or longer than 10,000.</exception>
    public Figure WithSize(double width, double? panelHeight = null)
    {
        if (!(width is >= 120 and <= 10_000))
            throw new ArgumentOutOfRangeException(nameof(width), width, "A figure is 120 to 10,000 pixels wide.");
        if (panelHeight is { } height && !(height is >= 40 and <= 10_000))
            throw new ArgumentOutOfRangeException(nameof(panelHeight), height, "A panel is 40 to 10,000 pixels high.");
        return this with { Width = width, PanelHeight = panelHeight ?? PanelHeight };
    }

    /// <summary>
    /// The figure for a paper: 3.25 or 5.5 inches wide, type of 7 to 8 points, without title and caption, which belong
    /// into the text, and with fills that differ in lightness, so that they differ in gray, too (lines have dashes).
    /// </summary>
    /// <param name="column">Its width in print.</param>
    public Figure ForPaper(PaperColumn column) => this with
    {
        Title = null,
        Caption = null,
        AltText = Describe(),
        Paper = column,
        Width = PaperSize.Width(column),
        Columns = Math.Min(Columns, column == PaperColumn.Full ? 4 : FigureViews.HaveColorBars(this) ? 1 : 2),
    };

    /// <summary>The figure as a drawing.</summary>
    /// <param name="provenance">Where it comes from; none if null.</param>
    public string ToSvg(Provenance? provenance = null) =>
        RenderedFigure.Of(this).Svg(provenance ?? Provenance.None);

    /// <summary>The figure as a chart for Plotly: an object with <c>data</c> and <c>layout</c>.</summary>
    /// <param name="provenance">Where it comes from; none if null.</param>
    public string ToPlotlyJson(Provenance? provenance = null) =>
        RenderedFigure.Of(this).PlotlyJson(provenance ?? Provenance.None);

    /// <summary>
    /// The figure as PNG, for readers that strip drawings and scripts. Laid out like the drawing, with a font of its
    /// own: the same bytes on every machine.
    /// </summary>
    /// <param name="scale">Pixels per CSS pixel, 0.25 to 8.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is outside of its range.</exception>
    public byte[] ToPng(double scale = 1.5) => scale is >= 0.25 and <= 8
        ? RasterWriter.Write(RenderedFigure.Of(this).Layout, scale)
        : throw new ArgumentOutOfRangeException(nameof(scale), scale, "The scale of an image is 0.25 to 8.");

    /// <summary>What the figure shows, in words: <see cref="AltText"/> or a text composed from the data.</summary>
    public string Describe() => AltText ?? RenderedFigure.Of(this).Description;

    /// <inheritdoc/>
    public IEnumerable<ArtifactFile> Files(Provenance provenance) =>
        [
        new(".svg", ToSvg(provenance)), new(".json", ToPlotlyJson(provenance)),
        new(FigureFile.Extension, FigureFile.Write(this, provenance)),
    ];

    /// <summary>The description, not the data.</summary>
    public override string ToString() => Describe();

    Panel IPlot<Figure>.Panel => Panels.Length == 1
        ? Panels[0]
        : throw new InvalidOperationException(
            $"The figure '{Name}' has {Panels.Length} panels: draw on each panel before Figure.Grid, not on the " +
            "figure.");

    Figure IPlot<Figure>.With(Panel panel) => this with { Panels = [panel] };
}
