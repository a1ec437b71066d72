using ResearchKit.Imaging;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>
/// The smallest scene that can be hallucinated about: four places, each empty or with a block of one color, no color
/// twice.
/// </summary>
/// <param name="Places">A color's number for each place in reading order; -1 where there is none.</param>
public sealed record BlockScene(IReadOnlyList<int> Places)
{
    /// <summary>Side of an image in pixels: four places of 8 x 8.</summary>
    public const int Side = 16;

    /// <summary>The colors' names. Color 2k + 1 is the companion of color 2k.</summary>
    public static IReadOnlyList<string> Colors { get; } = ["red", "blue", "green", "yellow", "purple", "orange"];

    private static readonly Rgb[] Paint =
        [new(213, 40, 40), new(40, 80, 210), new(50, 160, 60), new(235, 215, 50), new(130, 50, 160), new(240, 140, 30)];

    /// <summary>The colors that are there, in reading order.</summary>
    public IReadOnlyList<int> Present => [.. Places.Where(c => c >= 0)];

    /// <summary>Colors whose usual companion is missing: where a model that goes by habit goes wrong.</summary>
    public IReadOnlyList<int> Lonely => [.. Present.Where(c => c % 2 == 0 && !Places.Contains(c + 1))];

    /// <summary>The scene without one color.</summary>
    public BlockScene Without(int color) => new([.. Places.Select(c => c == color ? -1 : c)]);

    /// <summary>The image: blocks of 6 x 6 on gray.</summary>
    public RgbImage Render()
    {
        var image = new RgbImage(Side, Side);
        image.Fill(new(120, 120, 120));
        for (var place = 0; place < Places.Count; place++)
            if (Places[place] >= 0)
                for (var y = 1; y < 7; y++)
                    for (var x = 1; x < 7; x++)
                        image[place % 2 * 8 + x, place / 2 * 8 + y] = Paint[Places[place]];
        return image;
    }

    /// <summary>What a caption says of some colors: <c>there is red, blue.</c></summary>
    public static string Caption(IEnumerable<int> colors) =>
        $"there is {string.Join(", ", colors.Select(c => Colors[c]))}.";
}
