namespace ResearchKit.Notebooks.Formatting;

/// <summary>
/// How values are shown, for the running session: what a notebook registers ends with the notebook. The members
/// have the names that C# notebooks written for .NET Interactive use.
/// </summary>
public static class Formatter
{
    /// <summary>How many items of a sequence are shown before the rest is summed up; 20 unless set.</summary>
    public static int ListExpansionLimit
    {
        get => DisplayContext.CurrentFormatters.ListExpansionLimit;
        set => DisplayContext.CurrentFormatters.ListExpansionLimit = value > 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "must be positive");
    }

    /// <summary>Shows values of type <typeparamref name="T"/> (and derived types) by a function.</summary>
    public static void Register<T>(Func<T, string> format, string mimeType = "text/plain") =>
        DisplayContext.CurrentFormatters.Register(typeof(T), (value, writer) => writer.Write(format((T)value)),
            mimeType);

    /// <summary>Shows values of type <typeparamref name="T"/> (and derived types) by writing.</summary>
    public static void Register<T>(Action<T, TextWriter> format, string mimeType = "text/plain") =>
        DisplayContext.CurrentFormatters.Register(typeof(T), (value, writer) => format((T)value, writer), mimeType);

    /// <summary>Shows values of a type that is known at run time only.</summary>
    public static void Register(Type type, Action<object, TextWriter> format, string mimeType = "text/plain") =>
        DisplayContext.CurrentFormatters.Register(type, format, mimeType);

    /// <summary>Limits values of a type to these representations (plain text always stays).</summary>
    public static void SetPreferredMimeTypesFor(Type type, params string[] mimeTypes) =>
        DisplayContext.CurrentFormatters.SetPreferred(type, mimeTypes);

    /// <summary>Forgets what the session registered.</summary>
    public static void ResetToDefault() => DisplayContext.CurrentFormatters.Reset();

    /// <summary>The text that a value is shown as, in one representation; empty if it has none.</summary>
    public static string ToDisplayString(this object? value, string mimeType = "text/plain") =>
        DisplayContext.CurrentFormatters.Format(value, mimeType).Data.GetValueOrDefault(mimeType, "");
}
