namespace ResearchKit.Figures.Rendering;

/// <summary>A written form of a figure but for its provenance.</summary>
/// <param name="Before">What stands before the provenance.</param>
/// <param name="After">What stands behind it.</param>
internal sealed record TextWithProvenance(string Before, string After)
{
    /// <summary>Splits a text at the only place that has this slot.</summary>
    internal static TextWithProvenance Split(string text, string slot)
    {
        var at = text.IndexOf(slot, StringComparison.Ordinal);
        return new(text[..at], text[(at + slot.Length)..]);
    }

    /// <summary>The whole text.</summary>
    internal string With(string provenance) => string.Concat(Before, provenance, After);
}
