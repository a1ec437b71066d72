using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace ResearchKit.Notebooks.Formatting;

/// <summary>Text that is to be shown as its MIME type says, such as HTML or Markdown.</summary>
/// <param name="MimeType">For instance <c>text/html</c>.</param>
/// <param name="Text">The content.</param>
public sealed record RichContent(string MimeType, string Text) : IHtmlContent
{
    /// <summary>The content itself.</summary>
    public override string ToString() => Text;

    /// <summary>Writes HTML as it is, and any other text as a page shows it.</summary>
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        if (MimeType == "text/html") writer.Write(Text);
        else encoder.Encode(writer, Text);
    }
}
