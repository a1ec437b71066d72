namespace ResearchKit.Figures;

/// <summary>One way to show a type; notebooks find its members by reflection.</summary>
internal sealed class MimeFormatter<T>(string mimeType, Func<T, string> format)
{
    /// <summary>The MIME type of what <see cref="Format"/> writes.</summary>
    public string MimeType { get; } = mimeType;

    /// <summary>The type that is shown.</summary>
    public Type Type => typeof(T);

    /// <summary>Writes the value; false if it is of another type.</summary>
    public bool Format(object instance, TextWriter writer)
    {
        if (instance is not T value) return false;
        writer.Write(format(value));
        return true;
    }
}
