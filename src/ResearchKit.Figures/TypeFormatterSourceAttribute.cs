namespace ResearchKit.Figures;

/// <summary>
/// Says how notebooks display a type. .NET Interactive and this project's own kernel look for an attribute of this
/// simple name by reflection, so that a library needs no reference to either.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>A type with a parameterless constructor and a method <c>CreateTypeFormatters()</c>.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>The MIME types of a display, all of them in one bundle.</summary>
    public string[] PreferredMimeTypes { get; set; } = [];
}
