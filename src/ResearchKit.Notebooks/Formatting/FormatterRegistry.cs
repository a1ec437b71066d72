using System.Collections;
using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Html;

namespace ResearchKit.Notebooks.Formatting;

/// <summary>
/// Turns a value into a MIME bundle. What a notebook registers wins over what the type's library declares
/// (<see cref="TypeFormatterSources"/>), and that over the built-in text and tables.
/// </summary>
internal sealed class FormatterRegistry
{
    private static readonly JsonSerializerOptions JsonOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        IncludeFields = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        ReferenceHandler = ReferenceHandler.IgnoreCycles,
    };

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
        return DisplayFailure.Or(() => PackageDisplays.Of(value));
    }

    /// <summary>The value in the representations asked for; what a formatter throws is shown in its place.</summary>
    /// <exception cref="NotebookException">The value cannot be what the caller asks for.</exception>
    public MimeBundle Format(object? value, params string[] mimeTypes)
    {
        try
        {
            return Bundle(value, mimeTypes);
        }
        catch (Exception e) when (e is not NotebookException && DisplayFailure.IsShown(e))
        {
            var mimeType = mimeTypes.Contains("text/html") ? "text/html" : "text/plain";
            return new MimeBundle(KeyValuePair.Create(mimeType, Failed(e, mimeType)));
        }
    }

    private MimeBundle Bundle(object? value, string[] mimeTypes)
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
            if (Written(writer => format(value, writer)) is { } text) bundle[mimeType] = text;
        }

        if (bundle.Count == 0 && ImageDisplay.IsImage(value))
        {
            if (Wanted(ImageDisplay.MimeType)) bundle.TryAdd(ImageDisplay.MimeType, ImageDisplay.Png(value));
            if (Wanted("text/plain")) bundle.TryAdd("text/plain", ImageDisplay.Text(value));
        }

        if (bundle.Count == 0 && Wanted("text/html") && Html(value, Text(), mimeTypes.Length > 0) is { } html)
            bundle["text/html"] = html;
        if (mimeTypes.Contains("application/json")) bundle.TryAdd("application/json", Json(value));
        // Plain text is what a terminal, a log or a diff can show: left out only if the caller names other types.
        if (mimeTypes.Length == 0 || Wanted("text/plain") || bundle.Count == 0)
            bundle.TryAdd("text/plain", Text().Describe(value));
        return new MimeBundle(bundle);

        bool Wanted(string mimeType) => wanted is null || wanted.Contains(mimeType);

        PlainText Text() => new(ListExpansionLimit, HasOwn ? Own : null);
    }

    /// <summary>What is written, with the same ends of lines and numbers on every machine; null if it is
    /// false.</summary>
    internal static string? Written(Func<TextWriter, bool> write)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        return write(writer) ? writer.ToString() : null;
    }

    /// <param name="value">What is shown.</param>
    /// <param name="text">Writes what is in it.</param>
    /// <param name="asked">Whether the caller wants HTML, also of what reads best as plain text.</param>
    private static string? Html(object value, PlainText text, bool asked) =>
        TensorDisplay.IsTensor(value) ? TensorDisplay.Html(value)
        : value is ProgressBar.State bar ? bar.ToHtml()
        : value is IHtmlContent content ? HtmlTable.Content(content)
        : HtmlTable.For(value, text) is { } table ? table
        : !asked ? null
        : value is IEnumerable items and not string && !Shape.HasOwnText(value.GetType()) ? HtmlTable.List(items, text)
        : $"<pre>{WebUtility.HtmlEncode(text.Describe(value))}</pre>";

    private static string Failed(Exception exception, string mimeType)
    {
        var text = new DisplayFailure(exception).ToString();
        return mimeType == "text/html" ? $"<pre>{WebUtility.HtmlEncode(text)}</pre>" : text;
    }

    private static string Json(object value)
    {
        try
        {
            return JsonSerializer.Serialize(value, JsonOptions);
        }
        catch (Exception e) when (DisplayFailure.IsShown(e))
        {
            throw new NotebookException(
                $"{PlainText.TypeName(value.GetType())} cannot be shown as application/json: {e.Message}", e);
        }
    }

    private bool HasOwn
    {
        get
        {
            lock (_gate) return _registered.Count > 0;
        }
    }

    /// <summary>What the notebook has registered for values within others.</summary>
    private string? Own(object value, string mimeType)
    {
        (Type Type, string MimeType, Action<object, TextWriter> Format) own;
        lock (_gate) own = _registered.LastOrDefault(f => f.MimeType == mimeType && f.Type.IsInstanceOfType(value));
        if (own.Format is null) return null;
        try
        {
            return Written(writer =>
            {
                own.Format(value, writer);
                return true;
            });
        }
        catch (Exception e) when (DisplayFailure.IsShown(e))
        {
            return Failed(e, mimeType);
        }
    }

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
