namespace ResearchKit.Figures;

/// <summary>How values are spread along an axis.</summary>
public enum AxisScale
{
    /// <summary>Equal differences are equally long.</summary>
    Linear,

    /// <summary>Equal ratios are equally long (base 10). Values of zero or less are not drawn.</summary>
    Log,
}
