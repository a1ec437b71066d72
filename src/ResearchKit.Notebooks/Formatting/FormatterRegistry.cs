using System.Globalization;

namespace ResearchKit.Notebooks.Formatting;

/// <summary>
/// Turns a value into a MIME bundle. What a notebook registers wins over what the type's library declares
/// (<see cref="TypeFormatterSources"/>), and that over the built-in text and tables.
/// </summary>
internal sealed class FormatterRegistry
{
    private readonly Lock _gate = new();
    private readonly List<(Type Type, string MimeType, Action<object, TextWriter> Format)> _registered = [];
    private readonly List<(Type Type, string[] MimeTypes)> _preferred = [];

    public int ListExpansionLimit { get; set; } = 20;

    public void Register(Type type, Action<object, TextWriter> format, string mimeType)
    {
        lock (_gate) _registered.Add((type, mimeType, format));
    }

    public void SetPreferred(Type type, string[] mimeTypes)
    {
        lock (_gate) _preferred.Add((type, mimeTypes));
    }

    public void Reset()
    {
        lock (_gate)
        {
            _registered.Clear();
            _preferred.Clear();
        }

        ListExpansionLimit = 20;
    }

    /// <summary>What is shown for a value: what a package's display makes of it, unless the notebook shows it
    /// itself.</summary>
    public object? Shown(object? value)
    {
        if (value is null) return null;
        lock (_gate) if (_registered.Any(f => f.Type.IsInstanceOfType(value))) return value;
        return PackageDisplays.Of(value);
    }

    public MimeBundle Format(object? value, params string[] mimeTypes)
    {
        if (value is null) return new MimeBundle(KeyValuePair.Create("text/plain", "null"));
        if (value is LaTeXString latex) value = NotebookFunctions.LaTeX(latex.Code);
        if (value is RichContent rich) return new MimeBundle(KeyValuePair.Create(rich.MimeType, rich.Text));

        value = Shown(value)!;
        var wanted = mimeTypes.Length > 0 ? mimeTypes : Preferred(value.GetType());
        var bundle = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (mimeType, format) in Formatters(value))
        {
            if (bundle.ContainsKey(mimeType) || !Wanted(mimeType)) continue;
            using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
            if (format(value, writer)) bundle[mimeType] = writer.ToString();
        }

        var text = new PlainText(ListExpansionLimit);
        if (bundle.Count == 0 && Wanted("text/html") && Html(value, text) is { } html) bundle["text/html"] = html;
        // Plain text is what a terminal, a log or a diff can show: left out only if the caller names other types.
        if (!bundle.ContainsKey("text/plain") && (mimeTypes.Length == 0 || Wanted("text/plain")))
            bundle["text/plain"] = text.Describe(value);
        return new MimeBundle(bundle);

        bool Wanted(string mimeType) => wanted is null || wanted.Contains(mimeType);
    }

    private static string? Html(object value, PlainText text) =>
        TensorDisplay.IsTensor(value) ? TensorDisplay.Html(value)
        : value is ProgressBar.State bar ? bar.ToHtml()
        : HtmlTable.For(value, text);

    private IEnumerable<(string MimeType, Func<object, TextWriter, bool> Format)> Formatters(object value)
    {
        (Type Type, string MimeType, Action<object, TextWriter> Format)[] own;
        lock (_gate) own = [.. _registered.Where(f => f.Type.IsInstanceOfType(value))];
        // The exact type first, then the one registered last.
        foreach (var f in own.Reverse().OrderBy(f => f.Type != value.GetType()))
        {
            yield return (f.MimeType, (instance, writer) =>
            {
                f.Format(instance, writer);
                return true;
            }
            );
        }

        foreach (var f in TypeFormatterSources.For(value.GetType())) yield return (f.MimeType, f.Format);
    }

    private string[]? Preferred(Type type)
    {
        lock (_gate)
        {
            var own = _preferred.LastOrDefault(p => p.Type.IsAssignableFrom(type)).MimeTypes;
            return own ?? TypeFormatterSources.Preferred(type);
        }
    }
}
