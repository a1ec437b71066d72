using PdfSharp.Drawing;
using PdfSharp.Pdf;
using ResearchKit.Figures;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Interop.PdfSharp;

/// <summary>Figures as PDF.</summary>
public static class FigurePdf
{
    /// <summary>
    /// The figure as a page of vectors, as large as the figure: in inches after <see cref="Figure.ForPaper"/>, with 96
    /// pixels an inch otherwise. Texts are texts, in an embedded font; the same figure gives the same bytes everywhere.
    /// </summary>
    /// <param name="figure">The figure.</param>
    /// <param name="provenance">Where it comes from, kept as the document's subject; none if null.</param>
    public static byte[] ToPdf(this Figure figure, Provenance? provenance = null)
    {
        var layout = FigureLayout.Of(figure);
        var points = figure.Paper is null ? 72 / 96.0 : PaperSize.PointsPerPixel;
        using var document = new PdfDocument();
        // Streams stay as they are: what a compressor makes of them differs between processors.
        document.Options.NoCompression = true;
        document.Options.CompressContentStreams = false;
        document.Info.Title = RichText.Plain(figure.Title ?? figure.Name);
        document.Info.Subject = (provenance ?? Provenance.None).ToString();
        document.Info.CreationDate = document.Info.ModificationDate =
            new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var page = document.AddPage();
        page.Width = XUnit.FromPoint(layout.Width * points);
        page.Height = XUnit.FromPoint(layout.Height * points);
        using (var graphics = XGraphics.FromPdfPage(page))
        {
            graphics.ScaleTransform(points);
            new PdfPainter(graphics).Paint(layout.Shapes);
        }

        using var stream = new MemoryStream();
        document.Save(stream, closeStream: false);
        return StableIds.In(stream.ToArray());
    }
}
