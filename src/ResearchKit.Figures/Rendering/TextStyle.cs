namespace ResearchKit.Figures.Rendering;

/// <summary>Where the x of a text is.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>Size, weight and color of a text.</summary>
/// <param name="Size">Font size in pixels.</param>
/// <param name="Ink">The color.</param>
/// <param name="Bold">Bold face.</param>
/// <param name="FixedColor">A color that stays on dark pages (text on a colored cell).</param>
internal readonly record struct TextStyle(double Size, Ink Ink, bool Bold = false, string? FixedColor = null)
{
    internal static readonly TextStyle Title = new(14.5, Palette.Text, Bold: true);
    internal static readonly TextStyle PanelTitle = new(12, Palette.Text, Bold: true);
    internal static readonly TextStyle AxisLabel = new(12, Palette.Text);
    internal static readonly TextStyle TickLabel = new(11, Palette.Muted);
    internal static readonly TextStyle Legend = new(11.5, Palette.Text);
    internal static readonly TextStyle Note = new(11, Palette.Text);
    internal static readonly TextStyle OnImage = new(10.5, Palette.Text);

    /// <summary>The opacity of the ground under a text on an image.</summary>
    internal const double Ground = 0.8;

    internal static readonly TextStyle Caption = new(11.5, Palette.Muted);

    /// <summary>How far below its middle the baseline of a line of digits or capitals is.</summary>
    internal double HalfCap => Size * FontMetrics.CapHeight / 2;

    internal double LineHeight => Size * 1.3;
}
