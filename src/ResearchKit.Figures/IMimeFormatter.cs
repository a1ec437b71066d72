namespace ResearchKit.Figures;

/// <summary>One way to show values in notebooks, which find the members by reflection.</summary>
internal interface IMimeFormatter
{
    /// <summary>The MIME type of what <see cref="Format"/> writes.</summary>
    string MimeType { get; }

    /// <summary>Writes the value; false if it has no such form.</summary>
    bool Format(object instance, TextWriter writer);
}
