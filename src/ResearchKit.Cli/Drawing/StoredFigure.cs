using ResearchKit.Figures;
using ResearchKit.Figures.Values;
using ResearchKit.Interop.PdfSharp;
using ResearchKit.Notebooks;

namespace ResearchKit.Cli.Drawing;

/// <summary>A figure that a reproduction left behind.</summary>
/// <param name="Notebook">The notebook that displayed it.</param>
/// <param name="Figure">The figure.</param>
/// <param name="Provenance">Its cell and parameters.</param>
internal sealed record StoredFigure(string Notebook, Figure Figure, Provenance Provenance)
{
    /// <exception cref="UserException">The file is missing or damaged.</exception>
    public static StoredFigure Read(string folder, string notebook, string name)
    {
        var path = Path.Combine(folder, notebook, name + FigureFile.Extension);
        try
        {
            var (figure, provenance) = FigureFile.Read(File.ReadAllText(path));
            return new StoredFigure(notebook, figure, provenance);
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{path}: {e.Message} Run `researchkit reproduce --only {notebook}` again.");
        }
    }

    /// <summary>Writes it as PDF and SVG, once for each width in print (null: as on screens), and its
    /// caption.</summary>
    /// <returns>How many files.</returns>
    public int Write(string folder, IReadOnlyList<PaperColumn?> columns)
    {
        var stem = Path.Combine(folder, Notebook, Figure.Name);
        foreach (var column in columns)
        {
            var (figure, suffix) = column is { } width
                ? (Figure.ForPaper(width), "-" + width.ToString().ToLowerInvariant())
                : (Figure, "");
            AtomicFile.Write(stem + suffix + ".svg", figure.ToSvg(Provenance));
            var pdf = figure.ToPdf(Provenance);
            AtomicFile.Write(stem + suffix + ".pdf", stream => stream.Write(pdf));
        }

        if (columns[0] is null) return 2 * columns.Count;
        AtomicFile.Write(stem + ".txt", string.Join("\n", new[] { Figure.Title, Figure.Caption }
            .Where(text => text is not null)) + "\n");
        return 2 * columns.Count + 1;
    }
}
