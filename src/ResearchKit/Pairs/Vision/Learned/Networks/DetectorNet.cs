using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Pairs.Vision.Learned.Networks;

/// <summary>
/// A detector that is asked in words: the vector of a text is compared with the features of every cell, as in GLIP
/// (arXiv 2112.03857) and GroundingDINO (arXiv 2303.05499), for which it stands in AdaViP's Eq. 6. The cell that fits
/// best and the text together tell the box, as distances from the cell's middle to the box's sides (FCOS, arXiv
/// 1904.01355).
/// </summary>
public sealed class DetectorNet : nn.Module
{
    /// <summary>Distances to the sides are measured in this many pixels of the network's input.</summary>
    public const float Unit = 16;

    private const int Width = 64;
    private readonly TextEncoder text;
    private readonly Conv2d key, place;
    private readonly Linear named, sides;
    private readonly Parameter prior = new(full(1, -4f)); // most cells are in the middle of nothing that was asked for
    private readonly Tensor threshold = zeros(1).DetachFromDisposeScope();

    /// <summary>A network with weights that are still to be drawn.</summary>
    /// <param name="words">Numbers that the vocabulary uses.</param>
    public DetectorNet(int words) : base(nameof(DetectorNet))
    {
        text = new(words, Width);
        (key, place) = (nn.Conv2d(Backbone.Channels, Width, 1), nn.Conv2d(Backbone.Channels, Width, 1));
        (named, sides) = (nn.Linear(Width, Width), nn.Linear(Width, 4));
        // The network outlives the dispose scope it may be made in.
        prior.DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>Log-odds <c>[1]</c> from which on a cell counts as a find; 0 until it is calibrated.</summary>
    public Tensor Threshold => threshold;

    /// <summary>Vectors <c>[texts, 64]</c> of texts <c>[texts, words]</c>.</summary>
    public Tensor EncodeText(Tensor texts) => text.call(texts);

    /// <summary>Log-odds <c>[images, texts, 64]</c> that a cell is in the middle of what a text names.</summary>
    /// <param name="features"><c>[images, 96, 8, 8]</c>.</param>
    /// <param name="texts"><c>[texts, 64]</c>.</param>
    public Tensor Fit(Tensor features, Tensor texts) =>
        texts.matmul(key.call(features).flatten(2)) / Math.Sqrt(Width) + prior;

    /// <summary>
    /// Distances <c>[places, 4]</c> from the middle of a cell to the left, upper, right and lower side of what a text
    /// names there, in <see cref="Unit"/> pixels.
    /// </summary>
    /// <param name="features"><c>[images, 96, 8, 8]</c>.</param>
    /// <param name="texts"><c>[texts, 64]</c>.</param>
    /// <param name="cells">For each place the number of its cell in all images one after another: <c>64 * image +
    /// cell</c>.</param>
    /// <param name="asked">For each place the number of the text.</param>
    public Tensor Sides(Tensor features, Tensor texts, Tensor cells, Tensor asked)
    {
        var here = place.call(features).flatten(2).transpose(1, 2).reshape(-1, Width).index_select(0, cells);
        return sides.call(nn.functional.relu(here + named.call(texts).index_select(0, asked)));
    }
}
