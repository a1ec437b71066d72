using ResearchKit.Figures;
using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision;

namespace ResearchKit.Experiments.Pairs;

/// <summary>The figures that show how preference pairs are made.</summary>
public static class PairFigures
{
    private const int Zoom = 3;
    private static readonly Rgb Vermillion = new(213, 94, 0);
    private static readonly Rgb[] Tints =
    [
        new(0, 114, 178), new(230, 159, 0), new(0, 158, 115), new(204, 121, 167), new(86, 180, 233), new(240, 228, 66),
    ];

    /// <summary>Pictures side by side, each under its title.</summary>
    /// <param name="name">The figure's name.</param>
    /// <param name="columns">Pictures in a row.</param>
    /// <param name="pictures">Title and picture.</param>
    /// <param name="title">What the figure says.</param>
    public static Figure Gallery(string name, int columns, IEnumerable<(string Title, RgbImage Picture)> pictures, string title) =>
        Figure.Grid(name, columns, pictures.Select(p => new Panel(p.Title).Image(p.Picture.Enlarged(Zoom), p.Title)), title)
            .WithSize(190 * columns);

    /// <summary>
    /// The steps of Algorithm 1 in the layout of AdaViP's Figure 3: the picture, its segmentation set, then every
    /// candidate with its score; the rejected one has a frame.
    /// </summary>
    public static Figure Steps(string name, VisionPair pair, string title) => Gallery(name, 4,
    [
        ("image", pair.Preferred),
        ("segmentation set", pair.Preferred.Tinted(pair.Candidates.Select((c, i) => (c.Mask, Tints[i % Tints.Length])))),
        .. pair.Candidates.Select((c, i) => (Title(c, i == pair.Choice), i == pair.Choice ? c.Image.Framed(Vermillion, 1) : c.Image)),
    ], title);

    /// <summary>The score of every sentence (columns) on every candidate (rows), and their sum.</summary>
    public static Figure Scores(string name, VisionPair pair, string title) => new Figure(name, title)
        .XAxis("sentence of the response").YAxis("removed")
        .Heatmap(
            pair.Candidates.Select(c => c.Scores), rows: pair.Candidates.Select((c, i) => Title(c, i == pair.Choice)),
            columns: Enumerable.Range(1, pair.Sentences.Count).Select(Numbered), label: "fit", min: 0, max: 1, format: "0.00");

    private static string Numbered(int sentence) => FormattableString.Invariant($"s_{{{sentence}}}");

    private static string Title(VisionCandidate candidate, bool rejected) =>
        FormattableString.Invariant($"no {candidate.Tag}: {candidate.Score:0.00}") + (rejected ? " (rejected)" : "");
}
