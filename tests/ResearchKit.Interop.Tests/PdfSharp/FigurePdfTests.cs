using System.Text;
using System.Xml.Linq;
using ResearchKit.Figures;
using ResearchKit.Interop.PdfSharp;
using UglyToad.PdfPig;

namespace ResearchKit.Interop.Tests.PdfSharp;

/// <summary>Pages as PdfPig reads them, a library that shares no code with the one that wrote them.</summary>
public sealed class FigurePdfTests
{
    private static readonly Figure Sample = Figure.Grid("sample", 2,
    [
        new Panel("first").XAxis("updates").YAxis("log π_{ref}(y|x)", unit: "nats")
            .Line("chosen", [0.0, 1, 2], [1.0, 0.4, double.NaN], [0.8, 0.2, double.NaN], [1.2, 0.6, double.NaN])
            .Line("rejected", [0.0, 1, 2], [1.0, -0.4, -2]),
        new Panel("second").Heatmap([[0.0, 0.5], [0.7, 1.0]], rows: ["a", "b"], columns: ["c", "d"], label: "share"),
        new Panel("third").Bars("β", ["x", "y"], [1.0, 2], [0.1, 0.2], "0.0"),
        new Panel("fourth") { Traces = [new ImageTrace(2, 1, [255, 0, 0, 0, 0, 255])] },
    ], "A headline");

    [Theory]
    [InlineData(PaperColumn.Single, 3.25)]
    [InlineData(PaperColumn.Full, 5.5)]
    public void ThePageIsAsWideAsTheColumnAndHoldsTheTextsOfTheDrawing(PaperColumn column, double inches)
    {
        var figure = Sample.ForPaper(column);
        using var pdf = PdfDocument.Open(figure.ToPdf());
        var page = Assert.Single(pdf.GetPages());
        Assert.Equal(inches * 72, page.Width, 3);
        var texts = XDocument.Parse(figure.ToSvg()).Descendants().Where(e => e.Name.LocalName == "text")
            .Select(e => e.Value).ToArray();
        Assert.Equal(Letters(string.Concat(texts)), Letters(string.Concat(page.Letters.Select(l => l.Value))));
        Assert.DoesNotContain("headline", string.Concat(page.Letters.Select(l => l.Value)), StringComparison.Ordinal);
        // Letters on the line have 7 to 8 points, raised and lowered ones 0.72 of that.
        Assert.All(page.Letters, l => Assert.InRange(l.PointSize, 0.72 * 6.99, 8.01));
        Assert.Single(page.GetImages());
    }

    [Fact]
    public void FontsAreEmbeddedAndTheSameFigureGivesTheSameBytes()
    {
        var origin = new Provenance("02-x", "cell", new Dictionary<string, string> { ["beta"] = "0.1" });
        var bytes = Sample.ToPdf(origin);
        Assert.True(bytes.AsSpan().SequenceEqual(Sample.ToPdf(origin)), "two calls differ");
        var text = Encoding.Latin1.GetString(bytes);
        // Regular and bold, each with its file; no clock, no random tag.
        Assert.Equal(2, Count(text, "/FontFile2 "));
        Assert.Equal(2, Count(text, "/Type/FontDescriptor"));
        Assert.Equal(2, Count(text, "/FontName/AAAAA"));
        Assert.Contains("D:20000101", text, StringComparison.Ordinal);
        Assert.DoesNotContain(DateTime.UtcNow.Year + "-", text, StringComparison.Ordinal);
        using var pdf = PdfDocument.Open(bytes);
        Assert.Equal("A headline", pdf.Information.Title);
        Assert.Equal("notebook=02-x cell=cell beta=0.1", pdf.Information.Subject);
        Assert.Equal(640 * 0.75, pdf.GetPage(1).Width, 3);
    }

    private static string Letters(string text) =>
        string.Concat(text.Where(c => !char.IsWhiteSpace(c)).Order());

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
