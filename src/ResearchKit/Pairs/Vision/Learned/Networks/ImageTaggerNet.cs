using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Pairs.Vision.Learned.Networks;

/// <summary>
/// A multi-label classifier: every cell of an image votes for every category, and the votes are put together by a soft
/// maximum. Stands for RAM (arXiv 2306.03514) in AdaViP's Eq. 5.
/// </summary>
public sealed class ImageTaggerNet : nn.Module<Tensor, Tensor>
{
    private const int Width = 128;
    private readonly Conv2d hidden;
    private readonly Parameter vote;
    private readonly Parameter prior;
    private readonly Tensor thresholds;

    /// <summary>A network with weights that are still to be drawn.</summary>
    /// <param name="categories">How many categories there are.</param>
    public ImageTaggerNet(int categories) : base(nameof(ImageTaggerNet))
    {
        hidden = nn.Conv2d(Backbone.Channels, Width, 1);
        vote = new(zeros(categories, Width, 1, 1)); // no opinion at first, and
        prior = new(full(categories, -6f)); // No as long as no cell objects
        thresholds = zeros(categories).DetachFromDisposeScope();
        // The network outlives the dispose scope it may be made in.
        vote.DetachFromDisposeScope();
        prior.DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>Log-odds <c>[categories]</c> from which on a category counts as present; 0 until they are
    /// calibrated.</summary>
    public Tensor Thresholds => thresholds;

    /// <summary>Log-odds <c>[images, categories]</c> that a category is there, of features <c>[images, 96, 8,
    /// 8]</c>.</summary>
    public override Tensor forward(Tensor features) =>
        nn.functional.conv2d(nn.functional.relu(hidden.call(features)), vote).flatten(2).logsumexp(2) + prior;
}
