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

    /// <summary>The items, with a bar that shows how many have been handed out.</summary>
    /// <param name="items">What is gone through.</param>
    /// <param name="label">What they are.</param>
    public static IEnumerable<T> WithProgress<T>(this IReadOnlyCollection<T> items, string label = "")
    {
        if (items.Count == 0) yield break;
        var bar = new ProgressBar(items.Count, label);
        foreach (var item in items)
        {
            yield return item;
            bar.Advance();
        }
    }
}
