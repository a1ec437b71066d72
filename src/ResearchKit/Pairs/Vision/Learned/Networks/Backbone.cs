using ResearchKit.Imaging;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Pairs.Vision.Learned.Networks;

/// <summary>
/// The backbone shared by all models: five layers of 3 x 3 convolutions, group normalization (arXiv 1803.08494) and
/// ReLU turn an image into 8 x 8 cells of <see cref="Channels"/> features each. A cell sees 39 x 39 pixels, more than
/// the largest object of a scene.
/// </summary>
public sealed class Backbone : nn.Module<Tensor, Tensor>
{
    /// <summary>Features per cell.</summary>
    public const int Channels = 96;

    /// <summary>Cells per row and per column.</summary>
    public const int Cells = 8;

    /// <summary>Pixels of the network's input per cell and direction.</summary>
    public const int Stride = Pixels.Side / Cells;

    /// <summary>Column and row of a cell's middle, in pixels of the network's input; cells count from the upper left,
    /// row by row.</summary>
    public static (float X, float Y) MiddleOf(int cell) =>
        ((cell % Cells + 0.5f) * Stride, (cell / Cells + 0.5f) * Stride);

    private const int Groups = 8;
    private static readonly (int Channels, int Stride)[] Layers = [(16, 2), (32, 2), (48, 1), (64, 2), (Channels, 1)];
    private readonly List<(Conv2d Convolution, GroupNorm Norm)> layers = [];

    /// <summary>A backbone with weights that are still to be drawn.</summary>
    public Backbone() : base(nameof(Backbone))
    {
        var inputs = 3;
        foreach (var (channels, stride) in Layers)
        {
            var layer =
                (Convolution: nn.Conv2d(inputs, channels, 3, stride: stride, padding: 1, bias: false),
                Norm: nn.GroupNorm(Groups, channels));
            layers.Add(layer);
            register_module($"conv{layers.Count}", layer.Convolution);
            register_module($"norm{layers.Count}", layer.Norm);
            inputs = channels;
        }
    }

    /// <summary>Features <c>[images, 96, 8, 8]</c> of images <c>[images, 3, 64, 64]</c>.</summary>
    public override Tensor forward(Tensor images) =>
        layers.Aggregate(images, (x, layer) => nn.functional.relu(layer.Norm.call(layer.Convolution.call(x))));

    /// <summary>Features <c>[images, 96, 8, 8]</c> of any number of images, without a trace for gradients.</summary>
    public Tensor EncodeImages(IReadOnlyList<RgbImage> images)
    {
        const int piece = 128; // bounds the memory of the first layers
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        return cat([.. images.Chunk(piece).Select(EncodePiece)], 0).MoveToOuterDisposeScope();
    }

    private Tensor EncodePiece(RgbImage[] images)
    {
        using var scope = NewDisposeScope(); // what the layers leave is gone before the next piece
        return call(Pixels.ToTensor(images)).MoveToOuterDisposeScope();
    }
}
