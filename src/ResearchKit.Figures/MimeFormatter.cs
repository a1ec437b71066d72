namespace ResearchKit.Figures;

/// <summary>One way to show a type.</summary>
internal sealed class MimeFormatter<T>(string mimeType, Func<T, string> format) : IMimeFormatter
{
    /// <inheritdoc/>
    public string MimeType { get; } = mimeType;

    /// <summary>The type that is shown; notebooks find it by reflection.</summary>
    public Type Type => typeof(T);

    /// <inheritdoc/>
    public bool Format(object instance, TextWriter writer)
    {
        if (instance is not T value) return false;
        writer.Write(format(value));
        return true;
    }
}
