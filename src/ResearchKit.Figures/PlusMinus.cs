namespace ResearchKit.Figures;

/// <summary>A number with its uncertainty, shown as <c>0.81 ± 0.02</c>; two columns in CSV.</summary>
/// <param name="Value">The number, such as a mean.</param>
/// <param name="Margin">Half the width of its interval, such as a 95% confidence interval's; NaN if unknown.</param>
public readonly record struct PlusMinus(double Value, double Margin);
