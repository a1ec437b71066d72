using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Baselines;

/// <summary>Lays one image on another.</summary>
internal static class Pasting
{
    /// <summary>Copies all of <paramref name="part"/>, its top left corner at the given place; it must fit.</summary>
    public static void Paste(this RgbImage image, RgbImage part, int left, int top)
    {
        for (var y = 0; y < part.Height; y++) part.Row(y).CopyTo(image.Row(top + y).Slice(3 * left, 3 * part.Width));
    }
}
