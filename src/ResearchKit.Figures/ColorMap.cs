namespace ResearchKit.Figures;

/// <summary>How a number becomes a color in a heat map.</summary>
public enum ColorMap
{
    /// <summary>Dark violet to yellow with evenly rising lightness: for amounts (probabilities, counts).</summary>
    Sequential,

    /// <summary>Blue over white to orange: for deviations; white is zero unless a center is given.</summary>
    Diverging,
}
