namespace ResearchKit.Figures;

/// <summary>How a number becomes a colour in a heat map.</summary>
public enum ColorMap
{
    /// <summary>Dark violet to yellow with evenly rising lightness: for amounts (probabilities, counts).</summary>
    Sequential,

    /// <summary>Blue over white to orange: for deviations; white is zero unless a centre is given.</summary>
    Diverging,
}
