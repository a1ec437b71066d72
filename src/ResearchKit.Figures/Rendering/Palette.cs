namespace ResearchKit.Figures.Rendering;

/// <summary>A color of a role, on light and on dark pages.</summary>
/// <param name="Class">The CSS class by which dark pages replace it.</param>
/// <param name="Light">On light pages.</param>
/// <param name="Dark">On dark pages.</param>
internal readonly record struct Ink(string Class, string Light, string Dark);

/// <summary>The colors of everything but heat maps.</summary>
internal static class Palette
{
    /// <summary>The page. Opaque, so that a figure is readable on any background.</summary>
    internal static readonly Ink Page = new("bg", "#ffffff", "#1b1e23");

    /// <summary>Titles and labels.</summary>
    internal static readonly Ink Text = new("tx", "#1f2328", "#e9ebee");

    /// <summary>Numbers at ticks, captions.</summary>
    internal static readonly Ink Muted = new("mu", "#4d545c", "#b4bac2");

    /// <summary>Axis lines and ticks.</summary>
    internal static readonly Ink Axis = new("ax", "#3c434a", "#9aa2ab");

    /// <summary>Grid lines.</summary>
    internal static readonly Ink Grid = new("gr", "#e6e8eb", "#31363d");

    /// <summary>Shaded ranges and cells without a value.</summary>
    internal static readonly Ink Shade = new("sh", "#eceef1", "#2c3138");

    /// <summary>Text on a color: on light pages colors are dark enough for white, but for three of them.</summary>
    internal static Ink TextOn(Ink color) => color.Class is "h4" or "h5" or "h7" or "p1" or "p3" or "p5" or "p7"
        ? new Ink("od", "#14171a", "#14171a")
        : new Ink("on", "#ffffff", "#14171a");

    /// <summary>Okabe and Ito (2008); yellow is darkened, since theirs is too light for lines on white.</summary>
    internal static readonly Ink[] SeriesColors =
    [
        new("h0", "#0072b2", "#4aa8e0"),
        new("h1", "#d55e00", "#f5854a"),
        new("h2", "#009e73", "#2cc79c"),
        new("h3", "#b8548f", "#e29ac6"),
        new("h4", "#e69f00", "#f0b73a"),
        new("h5", "#56b4e9", "#92d1f6"),
        new("h6", "#5b6269", "#c3c8ce"),
        new("h7", "#b3a100", "#f0e442"),
    ];

    /// <summary>Fills in print, in the order of the series: neighbors are at least 20 of 100 steps of lightness apart,
    /// any two 5.</summary>
    internal static readonly Ink[] PaperFills =
    [
        new("p0", "#0b4f8a", "#0b4f8a"), new("p1", "#f5b26b", "#f5b26b"), new("p2", "#2f8f75", "#2f8f75"),
        new("p3", "#f3dcea", "#f3dcea"), new("p4", "#551d00", "#551d00"), new("p5", "#6fb1d6", "#6fb1d6"),
        new("p6", "#6b6b6b", "#6b6b6b"), new("p7", "#dcd08c", "#dcd08c"),
    ];

    /// <summary>Lines in print, in the order of <see cref="SeriesColors"/> and of their hues: any two are more than 7
    /// of 100 steps of lightness apart, and none is too light for white paper.</summary>
    internal static readonly Ink[] PaperLines =
    [
        new("q0", "#003e62", "#003e62"), new("q1", "#c95800", "#c95800"), new("q2", "#007153", "#007153"),
        new("q3", "#78375e", "#78375e"), new("q4", "#eaae29", "#eaae29"), new("q5", "#52addf", "#52addf"),
        new("q6", "#1d1f22", "#1d1f22"), new("q7", "#a08f00", "#a08f00"),
    ];

    internal static IEnumerable<Ink> All =>
        [Page, Text, Muted, Axis, Grid, Shade, TextOn(SeriesColors[0]), .. SeriesColors];

    internal static Ink Of(SeriesColor color) => SeriesColors[(int)color];
}
