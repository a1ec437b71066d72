using ResearchKit.Datasets;
using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Baselines;

/// <summary>
/// The image as one cell of a grid among others, at a place drawn by the seed (MIA-DPO, Liu et al. 2024): what is asked
/// about is still there, but small and in company.
/// </summary>
/// <param name="Others">Images for the other cells, drawn without repetition while they last.</param>
/// <param name="Columns">Cells per row, at least 1.</param>
/// <param name="Rows">Rows of cells, at least 1.</param>
public sealed record GridCollage(IReadOnlyList<RgbImage> Others, int Columns = 2, int Rows = 2) : ImageBaseline
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no others, or more cells than pixels along a side.</exception>
    public override RgbImage Reject(RgbImage image, long seed)
    {
        if (Others.Count == 0) throw new ArgumentException("a collage needs other images");
        if (Columns < 1 || Rows < 1 || Columns > image.Width || Rows > image.Height)
            throw new ArgumentException(
                $"a grid of {Columns} x {Rows} cells does not fit an image of {image.Width} x {image.Height}");
        var draws = new SeededDraws(seed);
        var own = draws.Below(Columns * Rows);
        var order = draws.Permutation(Others.Count);
        var result = new RgbImage(image.Width, image.Height);
        var next = 0;
        for (var cell = 0; cell < Columns * Rows; cell++)
        {
            int column = cell % Columns, row = cell / Columns;
            int left = column * image.Width / Columns, right = (column + 1) * image.Width / Columns;
            int top = row * image.Height / Rows, bottom = (row + 1) * image.Height / Rows;
            var content = cell == own ? image : Others[order[next++ % order.Length]];
            result.Paste(content.Resize(right - left, bottom - top), left, top);
        }
        return result;
    }
}
