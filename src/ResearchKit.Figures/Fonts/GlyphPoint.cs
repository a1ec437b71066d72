namespace ResearchKit.Figures.Fonts;

/// <summary>A point of a glyph's contour in em, y upwards.</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Upwards from the baseline.</param>
/// <param name="OnCurve">False for the control point of a quadratic curve.</param>
internal readonly record struct GlyphPoint(double X, double Y, bool OnCurve);
