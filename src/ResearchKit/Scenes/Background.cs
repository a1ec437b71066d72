using ResearchKit.Imaging;

namespace ResearchKit.Scenes;

/// <summary>Where a scene takes place.</summary>
public enum Background
{
    /// <summary>Sky over grass.</summary>
    Meadow,
    /// <summary>Sky over sand.</summary>
    Beach,
    /// <summary>Sky over water with waves.</summary>
    Sea,
    /// <summary>A wall with paper over a wooden floor.</summary>
    Room,
    /// <summary>A dark sky over a dark field.</summary>
    Night,
    /// <summary>A gray street below a light sky.</summary>
    Street,
}

/// <summary>Paints backgrounds; each pixel is a function of its place alone.</summary>
internal static class Backgrounds
{
    /// <summary>Row where the ground begins, as a share of the height.</summary>
    public const double Horizon = 0.6;

    /// <summary>The empty place.</summary>
    public static RgbImage Paint(Background background, int width, int height)
    {
        var image = new RgbImage(width, height);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                image[x, y] = ColorAt(background, (x + 0.5) / width, (y + 0.5) / height);
        return image;
    }

    private static Rgb ColorAt(Background background, double x, double y)
    {
        var above = y < Horizon;
        var depth = above ? y / Horizon : (y - Horizon) / (1 - Horizon);
        return (background, above) switch
        {
            (Background.Night, true) => Mix(new(18, 22, 60), new(45, 50, 95), depth),
            (Background.Night, false) => Mix(new(20, 45, 35), new(12, 30, 25), depth),
            (Background.Room, true) => Stripe(x, 8) ? new(226, 214, 190) : new(216, 202, 176),
            (Background.Room, false) => Stripe(depth, 3) ? new(160, 116, 76) : new(148, 104, 66),
            (_, true) => Mix(new(120, 180, 235), new(205, 230, 250), depth),
            (Background.Meadow, _) => Mix(new(140, 200, 100), new(95, 165, 70), depth),
            (Background.Beach, _) => Mix(new(240, 222, 170), new(222, 198, 140), depth),
            (Background.Sea, _) => Stripe(depth, 4) ? new(50, 120, 175) : new(65, 138, 190),
            _ => Stripe(depth, 2) ? new(128, 128, 132) : new(140, 140, 145),
        };
    }

    private static bool Stripe(double at, int count) => (int)(at * count * 2) % 2 == 0;

    private static Rgb Mix(Rgb a, Rgb b, double t) => new(
        (byte)(a.R + (b.R - a.R) * t + 0.5), (byte)(a.G + (b.G - a.G) * t + 0.5), (byte)(a.B + (b.B - a.B) * t + 0.5));
}
