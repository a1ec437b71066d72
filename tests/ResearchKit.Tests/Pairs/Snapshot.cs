using System.Diagnostics;
using ResearchKit.Imaging;
using ResearchKit.Scenes;

namespace ResearchKit.Tests.Pairs;

/// <summary>The sample that stands for a photograph: a large scene in uneven light, seen by a noisy sensor.</summary>
internal static class Snapshot
{
    private const int Scale = 4, Quality = 90;

    public static Scene Scene() => Enlarged(Scale);

    // Drawn twice as large and averaged, so that edges are soft.
    public static RgbImage Image()
    {
        var scene = Enlarged(2 * Scale);
        var image = scene.Render().Resize(scene.Width / 2, scene.Height / 2, Interpolation.Area);
        var noise = new SeededRandom(13);
        for (var y = 0; y < image.Height; y++)
            for (var x = 0; x < image.Width; x++)
            {
                var light = 1.05 - 0.35 * (x + y) / (image.Width + image.Height);
                var error = noise.Next(-2, 3);
                var c = image[x, y];
                image[x, y] = new(Sensed(c.R), Sensed(c.G), Sensed(c.B));

                byte Sensed(byte level) => (byte)Math.Clamp(light * level + error, 0, 255);
            }
        return image;
    }

    /// <summary>Runs cjpeg of libjpeg-turbo (Debian: libjpeg-turbo-progs).</summary>
    public static void Encode(RgbImage image, string path)
    {
        using var encoder =
            Process.Start(
                new ProcessStartInfo("cjpeg",
                    ["-quality", $"{Quality}", "-optimize", "-outfile", path])
                { RedirectStandardInput = true })!;
        encoder.StandardInput.BaseStream.Write(PpmEncoder.Encode(image));
        encoder.StandardInput.Close();
        encoder.WaitForExit();
        Assert.Equal(0, encoder.ExitCode);
    }

    private static Scene Enlarged(int by)
    {
        var small = new SceneGenerator(new(Width: 80, Height: 60, MinObjects: 4, MaxObjects: 5)).Generate(13);
        return small with
        {
            Width = by * small.Width,
            Height = by * small.Height,
            Objects =
                [.. small.Objects.Select(o =>
                    o with { Frame = new(by * o.Frame.X, by * o.Frame.Y, by * o.Frame.Width, by * o.Frame.Height) })],
        };
    }
}
