using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Pairs.Vision.Learned.Networks;

/// <summary>
/// A small CLIP (arXiv 2103.00020): one vector for an image, one for a sentence, and their cosine says how well they
/// fit.
/// </summary>
public sealed class ClipNet : nn.Module
{
    private const int Width = 256, Shared = 128;
    private const float MostScale = 4.6052f; // ln 100, as in the paper
    private readonly Conv2d widen;
    private readonly Linear project;
    private readonly TextEncoder text;
    private readonly Parameter scale = new(full(1, 2.3f));

    /// <summary>A network with weights that are still to be drawn.</summary>
    /// <param name="words">Numbers that the vocabulary uses.</param>
    public ClipNet(int words) : base(nameof(ClipNet))
    {
        widen = nn.Conv2d(Backbone.Channels, Width, 1);
        project = nn.Linear(Width, Shared);
        text = new(words, Shared);
        // The network outlives the dispose scope it may be made in.
        scale.DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>What cosines are multiplied with before the softmax, <c>[1]</c>: 1 / temperature, learned, at most
    /// 100.</summary>
    public Tensor Scale => scale.clamp(max: MostScale).exp();

    /// <summary>Vectors of length 1, <c>[images, 128]</c>, of features <c>[images, 96, 8, 8]</c>.</summary>
    public Tensor EncodeImages(Tensor features) => nn.functional.normalize(
        project.call(nn.functional.relu(widen.call(features)).amax([2, 3])), dim: 1);

    /// <summary>Vectors of length 1, <c>[texts, 128]</c>, of sentences <c>[texts, words]</c>.</summary>
    public Tensor EncodeText(Tensor texts) => nn.functional.normalize(text.call(texts), dim: 1);
}
