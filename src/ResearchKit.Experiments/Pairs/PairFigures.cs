using ResearchKit.Figures;
using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision;

namespace ResearchKit.Experiments.Pairs;

/// <summary>The figures that show how preference pairs are made.</summary>
public static class PairFigures
{
    private const int Shown = 192, Alone = 384; // sides of images in figures, in pixels
    private static readonly Rgb Vermillion = new(213, 94, 0);
    private static readonly Rgb[] Tints =
    [
        new(0, 114, 178), new(230, 159, 0), new(0, 158, 115), new(204, 121, 167), new(86, 180, 233), new(240, 228, 66),
    ];

    /// <summary>Images side by side, each under its title; small ones are enlarged, large ones made smaller.</summary>
    /// <param name="name">The figure's name.</param>
    /// <param name="columns">Images in a row.</param>
    /// <param name="images">Title and image.</param>
    /// <param name="title">What the figure says.</param>
    public static Figure Gallery(string name, int columns, IEnumerable<(string Title, RgbImage Image)> images,
        string title) =>
        Figure.Grid(name, columns,
            images.Select(p => new Panel(p.Title).Image(Fitted(p.Image, columns == 1 ? Alone : Shown), p.Title)), title)
            .WithSize(190 * columns);

    /// <summary>
    /// The images of the top row of AdaViP's Figure 1: the preferred one, and the rejected one that lacks an object.
    /// </summary>
    public static Figure Top(string name, VisionPair pair, string title) => Gallery(name, 2,
        [("I_{w}, preferred", pair.Preferred), ($"I_{{l}}, rejected: no {pair.Chosen.Tag}", pair.Rejected)], title);

    /// <summary>
    /// The steps of Algorithm 1 in the layout of AdaViP's Figure 3: the image, its segmentation set, then every
    /// candidate with its score; the rejected one has a frame.
    /// </summary>
    public static Figure Steps(string name, VisionPair pair, string title) =>
        Gallery(name, pair.Candidates.Count == 3 ? 5 : 4,
    [
        ("image", pair.Preferred),
        ("segmentation set", pair.Preferred.Tinted(pair.Candidates.Select((c, i) => (c.Mask, Tint(i))))),
        .. pair.Candidates.Select((c, i) =>
            (Title(c, i == pair.Choice), i == pair.Choice ? c.Image.Framed(Vermillion, Line(c.Image)) : c.Image)),
    ], title);

    /// <summary>The score of every sentence (columns) on every candidate (rows), and their sum.</summary>
    /// <param name="name">The figure's name.</param>
    /// <param name="pair">The pair.</param>
    /// <param name="title">What the figure says.</param>
    /// <param name="max">The score of a perfect fit; null takes the colors' range from the scores.</param>
    public static Figure Scores(string name, VisionPair pair, string title, double? max = 1) => new Figure(name, title)
        .XAxis("sentence of the response").YAxis("removed")
        .Heatmap(
            pair.Candidates.Select(c => c.Scores), rows: pair.Candidates.Select((c, i) => Title(c, i == pair.Choice)),
            columns: Enumerable.Range(1, pair.Sentences.Count).Select(Numbered), label: "fit", min: max is null ? null
            : 0, max: max, format: "0.00");

    /// <summary>An image with the boxes of its objects, each in a color of its own.</summary>
    /// <param name="image">The image.</param>
    /// <param name="boxes">The boxes.</param>
    public static RgbImage Boxes(RgbImage image, IEnumerable<Box> boxes) =>
        image.Boxed(boxes.Select((box, i) => (box, Tint(i))), Line(image));

    private static Rgb Tint(int i) => Tints[i % Tints.Length];

    // One pixel of a scene, more in larger images.
    private static int Line(RgbImage image) => Math.Max(1, Math.Max(image.Width, image.Height) / 100);

    private static RgbImage Fitted(RgbImage image, int most)
    {
        var side = Math.Max(image.Width, image.Height);
        return side <= most
            ? image.Enlarged(Math.Max(1, Shown / side))
            : image.Resize(Math.Max(1, image.Width * most / side), Math.Max(1, image.Height * most / side),
                Interpolation.Area);
    }

    private static string Numbered(int sentence) => FormattableString.Invariant($"s_{{{sentence}}}");

    private static string Title(VisionCandidate candidate, bool rejected) =>
        FormattableString.Invariant($"no {candidate.Tag}: {candidate.Score:0.00}") + (rejected ? " (rejected)" : "");
}
