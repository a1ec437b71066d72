using ResearchKit.Models.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models.Clip;

/// <summary>Patches as vectors with their positions, after one vector that stands for the class.</summary>
internal sealed class ClipEmbeddings : nn.Module
{
    private readonly ClipVisionConfig _config;
    private readonly Parameter _class;
    private readonly PatchEmbedding _patches;
    private readonly EmbeddingTable _positions;

    public ClipEmbeddings(ClipVisionConfig config, WeightInit init) : base(nameof(ClipEmbeddings))
    {
        _config = config;
        _class = init.Normal(config.HiddenSize);
        _patches = new(config, init);
        _positions = new(init, config.Patches + 1, config.HiddenSize);
        register_parameter("class_embedding", _class);
        register_module("patch_embedding", _patches);
        register_module("position_embedding", _positions);
    }

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        // Parts have the names of checkpoints, given above; TorchSharp would add the fields' names.
    }

    /// <summary><c>[images, 3, size, size]</c> on any device to <c>[images, 1 + patches, hidden]</c>.</summary>
    /// <exception cref="ArgumentException">The images have another size.</exception>
    public Tensor Forward(Tensor pixels)
    {
        if (pixels.dim() != 4 || pixels.shape[1] != 3 || pixels.shape[2] != _config.ImageSize
            || pixels.shape[3] != _config.ImageSize)
            throw new ArgumentException(
                $"Pixels have shape [{string.Join(", ", pixels.shape)}]; this model reads [images, " +
                $"3, {_config.ImageSize}, {_config.ImageSize}].");
        var images = pixels.shape[0];
        var first = _class.view(1, 1, _config.HiddenSize).expand(images, 1, _config.HiddenSize);
        return cat([first, _patches.call(pixels.to(_class.device))], 1) + _positions.Weight;
    }
}

/// <summary>A convolution whose stride is its width: one matrix product over cut-out patches.</summary>
internal sealed class PatchEmbedding : nn.Module<Tensor, Tensor>
{
    private readonly ClipVisionConfig _config;
    private readonly Parameter _weight;

    public PatchEmbedding(ClipVisionConfig config, WeightInit init) : base(nameof(PatchEmbedding))
    {
        _config = config;
        _weight = init.Normal(config.HiddenSize, 3, config.PatchSize, config.PatchSize);
        register_parameter("weight", _weight);
    }

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        // Parts have the names of checkpoints, given above; TorchSharp would add the fields' names.
    }

    /// <summary><c>[images, 3, size, size]</c> to <c>[images, patches, hidden]</c>.</summary>
    public override Tensor forward(Tensor input)
    {
        long p = _config.PatchSize, side = _config.ImageSize / p, images = input.shape[0];
        var whole = input.narrow(2, 0, side * p).narrow(3, 0, side * p);
        var patches = whole.reshape(images, 3, side, p, side, p).permute(0, 2, 4, 1, 3, 5)
            .reshape(images, side * side, 3 * p * p);
        return nn.functional.linear(patches, _weight.view(_config.HiddenSize, 3 * p * p));
    }
}
