namespace ResearchKit.Figures;

/// <summary>
/// The colors of series, after Okabe and Ito (2008): distinguishable with every common form of color blindness.
/// Series without a chosen color take them in this order. Each has a lighter twin for dark pages.
/// </summary>
public enum SeriesColor
{
    /// <summary>Blue, the first series.</summary>
    Blue,

    /// <summary>Vermillion.</summary>
    Vermillion,

    /// <summary>Bluish green.</summary>
    Green,

    /// <summary>Reddish purple.</summary>
    Purple,

    /// <summary>Orange.</summary>
    Orange,

    /// <summary>Sky blue.</summary>
    Sky,

    /// <summary>Dark gray (light gray on dark pages): for a baseline or a reference.</summary>
    Gray,

    /// <summary>Dark yellow.</summary>
    Yellow,
}
