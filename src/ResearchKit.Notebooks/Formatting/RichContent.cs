namespace ResearchKit.Notebooks.Formatting;

/// <summary>Text that is to be shown as its MIME type says, such as HTML or Markdown.</summary>
/// <param name="MimeType">For instance <c>text/html</c>.</param>
/// <param name="Text">The content.</param>
public sealed record RichContent(string MimeType, string Text)
{
    /// <summary>The content itself.</summary>
    public override string ToString() => Text;
}
