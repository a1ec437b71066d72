using System.Security.Cryptography;
using ResearchKit.Figures;
using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision;

namespace ResearchKit.Experiments.Pairs;

/// <summary>The figures that show how preference pairs are made.</summary>
public static class PairFigures
{
    /// <summary>The width of a column of images, in pixels.</summary>
    internal const int ColumnWidth = 190;

    private const int Shown = 192, Alone = 384; // sides of images in figures, in pixels
    private static readonly Rgb[] Tints =
    [
        new(0, 114, 178), new(230, 159, 0), new(0, 158, 115), new(204, 121, 167), new(86, 180, 233), new(240, 228, 66),
    ];

    /// <summary>Images side by side, each under its title; small ones are enlarged, large ones made smaller. What comes
    /// twice is shown once, under both titles.</summary>
    /// <param name="name">The figure's name.</param>
    /// <param name="columns">Images in a row.</param>
    /// <param name="images">Title and image.</param>
    /// <param name="title">What the figure says.</param>
    public static Figure Gallery(string name, int columns, IEnumerable<(string Title, RgbImage Image)> images,
        string title) =>
        Figure.Grid(name, columns,
            images.GroupBy(p => Convert.ToHexString(SHA256.HashData(p.Image.Pixels)))
                .Select(g => (Title: string.Join(" = ", g.Select(p => p.Title)), g.First().Image))
                .Select(p => new Panel(p.Title).Image(Fitted(p.Image, columns == 1 ? Alone : Shown), p.Title)), title)
            .WithSize(ColumnWidth * columns);

    /// <summary>
    /// The images of the top row of AdaViP's Figure 1: the preferred one, and the rejected one that lacks an object.
    /// </summary>
    public static Figure Top(string name, VisionPair pair, string title) => Gallery(name, 2,
        [("I_{w}, preferred", pair.Preferred), ($"I_{{l}}, rejected: no {pair.Chosen.Tag}", pair.Rejected)], title);

    /// <summary>
    /// The steps of Algorithm 1 in the layout of AdaViP's Figure 3: the image, its segmentation set, then every
    /// candidate with its score, in a frame of the color that its object has in the segmentation set; the rejected one
    /// has a thick frame.
    /// </summary>
    public static Figure Steps(string name, VisionPair pair, string title) =>
        Gallery(name, pair.Candidates.Count == 3 ? 5 : 4,
    [
        ("image", pair.Preferred),
        ("segmentation set", pair.Preferred.Tinted(pair.Candidates.Select((c, i) => (c.Mask, Tint(i))))),
        .. pair.Candidates.Select((c, i) =>
            (Title(c, i == pair.Choice), c.Image.Framed(Tint(i), (i == pair.Choice ? 3 : 1) * Line(c.Image)))),
    ], title);

    /// <summary>The score of every sentence (rows) on every candidate (columns), and their sum.</summary>
    /// <param name="name">The figure's name.</param>
    /// <param name="pair">The pair.</param>
    /// <param name="title">What the figure says.</param>
    /// <param name="max">The score of a perfect fit; null takes the colors' range from the scores.</param>
    public static Figure Scores(string name, VisionPair pair, string title, double? max = 1) => new Figure(name, title)
        .XAxis("image without one object: sum of its scores")
        .Heatmap(
            pair.Sentences.Select((_, s) => pair.Candidates.Select(c => c.Scores[s])), rows: pair.Sentences.Distinct()
                .Count() == pair.Sentences.Count ? pair.Sentences : pair.Sentences.Select((t, i) => $"{i + 1}. {t}"),
            columns: pair.Candidates.Select((c, i) => Title(c, i == pair.Choice)), label: "fit", min: max is null ? null
            : 0, max: max, format: "0.00")
        .WithSize(900);

    /// <summary>The structure that ways to reject an image leave, most first; one of them in a color of its
    /// own.</summary>
    /// <param name="name">The figure's name.</param>
    /// <param name="kept">Each way with its SSIM outside the object over scenes.</param>
    /// <param name="marked">The way that the figure is about.</param>
    /// <param name="title">What the figure says.</param>
    public static Figure Structure(
        string name, IReadOnlyList<(string Way, ConfidenceInterval Ssim)> kept, string marked, string title)
    {
        var ranked = kept.OrderByDescending(k => k.Ssim.Mean).ToArray();
        double[] Of(bool isMarked) =>
            [.. ranked.Select(r => (r.Way == marked) == isMarked ? r.Ssim.Mean : double.NaN)];
        var ways = ranked.Select(r => r.Way);
        var widths = ranked.Select(r => r.Ssim.HalfWidth);
        return new Figure(name, title)
            .XAxis("SSIM with the original, outside the object", min: 0, max: 1.15).Horizontal().Stacked()
            .Bars(marked, ways, Of(true), widths, "0.000").Bars("other ways", ways, Of(false), widths, "0.000")
            .WithCaption(FormattableString.Invariant(
                $"Mean over {kept[0].Ssim.Values.Count} scenes with 95 % intervals; 1 is an unchanged image."));
    }

    /// <summary>A photograph with a named box around each of its known objects.</summary>
    /// <param name="name">The figure's name.</param>
    /// <param name="photograph">The photograph.</param>
    /// <param name="title">What the figure says.</param>
    public static Figure Known(string name, Photograph photograph, string title)
    {
        var image = photograph.Image;
        var objects = photograph.Known.Annotations
            .Select(a => (a.Category, a.Box(image.Width, image.Height))).ToArray();
        return Figure.Grid(name, 1,
            [Labeled($"{photograph.Name}, {image.Width} x {image.Height}", image, objects, Alone)], title)
            .WithSize(420);
    }

    /// <summary>An image with a named box around each of its objects.</summary>
    internal static Panel Labeled(
        string title, RgbImage image, IReadOnlyList<(string Tag, Box Box)> found, int most = Shown)
    {
        var drawn = Fitted(image.Boxed(found.Select((f, i) => (f.Box, Tint(i))), Line(image)), most);
        var scale = (double)drawn.Width / image.Width;
        var panel = new Panel(title).Image(drawn, title);
        return found.Aggregate(panel, (p, f) =>
            p.Note(scale * (f.Box.X + f.Box.Width / 2.0), scale * (image.Height - f.Box.Y), f.Tag));
    }

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

    private static string Title(VisionCandidate candidate, bool rejected) =>
        FormattableString.Invariant($"no {candidate.Tag}: {candidate.Score:0.00}") + (rejected ? " (rejected)" : "");
}
