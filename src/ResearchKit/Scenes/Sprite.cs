using ResearchKit.Imaging;
using ResearchKit.Imaging.Drawing;

namespace ResearchKit.Scenes;

/// <summary>One figure of a sprite and what it is painted with.</summary>
/// <param name="Shape">The figure, in a square of 100 x 100.</param>
/// <param name="Paint">Its color.</param>
internal sealed record Part(Shape Shape, Paint Paint);

/// <summary>The object's own color, shades of it, or a fixed color.</summary>
/// <param name="Fixed">The color, or null for the object's own.</param>
/// <param name="Shade">Own color only: 1 as it is, below 1 darker; patterns appear only at 1.</param>
internal sealed record Paint(Rgb? Fixed, double Shade)
{
    public static readonly Paint Own = new(null, 1), Darker = new(null, 0.7), Shadow = new(null, 0.4);
    public static readonly Paint Ink = new(new Rgb(35, 32, 38), 1), Wood = new(new Rgb(120, 78, 42), 1),
        Leaf = new(new Rgb(60, 130, 50), 1), Glass = new(new Rgb(190, 225, 245), 1),
        Paper = new(new Rgb(250, 248, 240), 1),
        Drink = new(new Rgb(95, 55, 25), 1), Glow = new(new Rgb(255, 244, 170), 1),
        Unlit = new(new Rgb(110, 110, 115), 1);

    /// <summary>The color at a pixel.</summary>
    public Rgb At(SceneObject item, int x, int y)
    {
        if (Fixed is { } color) return color;
        var own = item.Color.ToRgb();
        var inPattern = item.Pattern switch
        {
            Pattern.Striped => (y - item.Frame.Y) % 5 >= 3,
            Pattern.Dotted => (x - item.Frame.X) % 4 == 1 && (y - item.Frame.Y) % 4 == 1,
            _ => false,
        };
        var shade = Shade == 1 && inPattern ? 0.45 : Shade;
        return new((byte)(own.R * shade), (byte)(own.G * shade), (byte)(own.B * shade));
    }
}
