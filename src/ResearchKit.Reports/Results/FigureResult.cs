namespace ResearchKit.Reports.Results;

/// <summary>A figure of a notebook.</summary>
/// <param name="Notebook">The notebook's name.</param>
/// <param name="Name">The file stem.</param>
/// <param name="Cell">The id of the cell that shows it.</param>
/// <param name="Title">Its headline; the name where it has none.</param>
/// <param name="Description">What it shows, in words.</param>
/// <param name="SvgPath">The drawing; null for a chart of a package that has none.</param>
/// <param name="JsonPath">The chart for Plotly.</param>
/// <param name="Size">Width and height of the drawing in CSS pixels.</param>
internal sealed record FigureResult(
    string Notebook, string Name, string Cell, string Title, string Description, string? SvgPath, string JsonPath,
    (int Width, int Height) Size)
{
    /// <summary>The figure's key in the report: notebook and name.</summary>
    public string Key => $"{Notebook}/{Name}";

    /// <summary>Where the report shows it, from the report's folder.</summary>
    public string Address => $"{Notebook}.html#figure-{Name}";
}
