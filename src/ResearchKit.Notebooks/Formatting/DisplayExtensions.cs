namespace ResearchKit.Notebooks.Formatting;

/// <summary><see cref="NotebookFunctions.display"/> at the end of an expression.</summary>
public static class DisplayExtensions
{
    /// <summary>Shows the value; see <see cref="NotebookFunctions.display"/>.</summary>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) =>
        NotebookFunctions.display(value, mimeTypes);

    /// <summary>Shows the text as what its MIME type says.</summary>
    public static DisplayedValue DisplayAs(this string text, string mimeType) =>
        NotebookFunctions.display(new RichContent(mimeType, text));

    /// <summary>Shows the rows as a table.</summary>
    public static DisplayedValue DisplayTable<T>(this IEnumerable<T> rows) =>
        NotebookFunctions.display(rows, "text/html");
}
