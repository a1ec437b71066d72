using ResearchKit.Models.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Models.Clip;

/// <summary>
/// The vision transformer of CLIP (Radford et al., arXiv 2103.00020), with the parameter names of Hugging Face's
/// <c>CLIPVisionModel</c>.
/// </summary>
public sealed class ClipVisionModel : nn.Module
{
    private readonly ClipVisionTransformer _transformer;

    internal ClipVisionModel(ClipVisionConfig config, WeightInit init) : base(nameof(ClipVisionModel))
    {
        _transformer = new(config, init);
        register_module("vision_model", _transformer);
    }

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        // Parts have the names of checkpoints, given above; TorchSharp would add the fields' names.
    }

    /// <summary>The states after <paramref name="layers"/> layers, 0 being the embedded patches.</summary>
    /// <param name="pixels">Normalized images, <c>[images, 3, size, size]</c>.</param>
    /// <param name="layers">From 0 to all.</param>
    /// <returns><c>[images, 1 + patches, hidden]</c>; the first is the class's.</returns>
    public Tensor States(Tensor pixels, int layers) => _transformer.Forward(pixels, layers);

    private sealed class ClipVisionTransformer : nn.Module
    {
        private readonly ClipEmbeddings _embeddings;
        private readonly Norm _first;
        private readonly ClipEncoder _encoder;

        public ClipVisionTransformer(ClipVisionConfig config, WeightInit init) : base(nameof(ClipVisionTransformer))
        {
            _embeddings = new(config, init);
            _first = new(init, config.HiddenSize, config.NormEps);
            _encoder = new(config, init);
            register_module("embeddings", _embeddings);
            register_module("pre_layrnorm", _first); // Hugging Face's spelling
            register_module("encoder", _encoder);
            // LLaVA reads states before this normalization; its checkpoints hold it.
            register_module("post_layernorm", new Norm(init, config.HiddenSize, config.NormEps));
        }

        /// <inheritdoc/>
        protected override void RegisterComponents()
        {
            // Parts have the names of checkpoints, given above; TorchSharp would add the fields' names.
        }

        public Tensor Forward(Tensor pixels, int layers) =>
            _encoder.Forward(_first.call(_embeddings.Forward(pixels)), layers);
    }

    private sealed class ClipEncoder : nn.Module
    {
        private readonly ClipLayer[] _layers;

        public ClipEncoder(ClipVisionConfig config, WeightInit init) : base(nameof(ClipEncoder))
        {
            _layers = [.. Enumerable.Range(0, config.Layers).Select(_ => new ClipLayer(config, init))];
            register_module("layers", nn.ModuleList(_layers));
        }

        /// <inheritdoc/>
        protected override void RegisterComponents()
        {
            // Parts have the names of checkpoints, given above; TorchSharp would add the fields' names.
        }

        public Tensor Forward(Tensor x, int layers)
        {
            foreach (var layer in _layers.AsSpan(0, layers)) x = layer.Forward(x);
            return x;
        }
    }
}
