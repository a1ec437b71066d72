using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;
using ResearchKit.Figures.Fonts;

namespace ResearchKit.Interop.PdfSharp;

/// <summary>
/// Hands the library the faces that lie in the assembly of figures, whatever fonts the machine has. Only the glyphs
/// of a document's texts get into the document.
/// </summary>
internal sealed class EmbeddedFonts : IFontResolver
{
    private const string Family = "Liberation Sans";

    private static readonly XPdfFontOptions Options = new(PdfFontEncoding.Unicode);

    /// <summary>The library has one resolver for all; a program that has set its own keeps it.</summary>
    static EmbeddedFonts()
    {
        if (GlobalFontSettings.FontResolver is null) GlobalFontSettings.FontResolver = new EmbeddedFonts();
        else GlobalFontSettings.FallbackFontResolver ??= new EmbeddedFonts();
    }

    /// <summary>The face of texts.</summary>
    public static XFont Font(double size, bool bold) =>
        new(Family, size, bold ? XFontStyleEx.Bold : XFontStyleEx.Regular, Options);

    public FontResolverInfo? ResolveTypeface(string family, bool bold, bool italic) =>
        family == Family ? new(bold ? "LiberationSans-Bold" : "LiberationSans-Regular") : null;

    public byte[]? GetFont(string face) => TrueTypeFont.File(face + ".ttf");
}
