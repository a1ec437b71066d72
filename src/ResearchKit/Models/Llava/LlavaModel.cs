using ResearchKit.Models.Clip;
using ResearchKit.Models.Layers;
using ResearchKit.Models.Llama;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Models.Llava;

/// <summary>
/// LLaVA 1.5 (Liu et al., arXiv 2310.03744): patches of a vision transformer go through a two-layer projector and take
/// the places of image tokens among the vectors that a LLaMA-style decoder reads. Parameters have the names of Hugging
/// Face's <c>LlavaForConditionalGeneration</c> checkpoints.
/// </summary>
/// <example><code>
/// var model = new LlavaModel(LlavaConfig.Micro(vocabulary: 100, imageToken: 3), new Generator(1));
/// Tensor logits = model.Logits(tokens, model.ImageFeatures(pixels));
/// </code></example>
public sealed class LlavaModel : nn.Module
{
    private readonly ClipVisionModel _tower;
    private readonly LlavaProjector _projector;

    /// <summary>A model with weights drawn from <paramref name="generator"/>.</summary>
    /// <param name="config">Its sizes.</param>
    /// <param name="generator">Where weights come from; null for zeros, to be loaded.</param>
    /// <param name="dtype">Type of the parameters.</param>
    /// <param name="device">Where the model lives from now on; null for the CPU.</param>
    /// <exception cref="ModelFormatException">The sizes do not fit each other.</exception>
    public LlavaModel(
        LlavaConfig config, Generator? generator, ScalarType dtype = ScalarType.Float32, Device? device = null)
        : base(nameof(LlavaModel))
    {
        config.Validate();
        Config = config;
        _tower = new(config.Vision, new(config.Vision.InitializerRange, generator, dtype, device));
        _projector = new(config, new(config.Text.InitializerRange, generator, dtype, device));
        Decoder = new(config.Text, generator, dtype, device);
        register_module("vision_tower", _tower);
        register_module("multi_modal_projector", _projector);
        register_module("language_model", Decoder);
    }

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        // Parts have the names of checkpoints, given above; TorchSharp would add the fields' names.
    }

    /// <summary>Its sizes.</summary>
    public LlavaConfig Config { get; }

    /// <summary>The language model inside.</summary>
    public LlamaForCausalLm Decoder { get; }

    /// <summary>
    /// Where it lives. Tokens and pixels may come from any device, and what is computed of them is there; who reads it
    /// as numbers takes it to the CPU.
    /// </summary>
    public Device Device => Decoder.Device;

    /// <summary>What the decoder reads of images.</summary>
    /// <param name="pixels">Normalized images, <c>[images, 3, size, size]</c> (<see cref="ImageProcessor"/>).</param>
    /// <returns><c>[images, image tokens, hidden]</c>.</returns>
    public Tensor ImageFeatures(Tensor pixels)
    {
        var states = _tower.States(pixels, Config.VisionLayers);
        return _projector.call(Config.ReadsClass ? states : states.narrow(1, 1, states.shape[1] - 1));
    }

    /// <summary>Vectors of tokens, with those of images in place of image tokens, in order.</summary>
    /// <param name="tokens">Int64 <c>[batch, tokens]</c>; an image is as many image tokens as it has patches.</param>
    /// <param name="features">From <see cref="ImageFeatures"/>; null if there are no images.</param>
    /// <param name="images">
    /// For each image in the order of the tokens, its row in <paramref name="features"/>: sequences may share images.
    /// Null means 0, 1, 2, ...
    /// </param>
    /// <returns><c>[batch, tokens, hidden]</c>.</returns>
    /// <exception cref="ArgumentException">The numbers of images and of image tokens differ.</exception>
    public Tensor Embed(Tensor tokens, Tensor? features, IReadOnlyList<int>? images = null)
    {
        var texts = Decoder.Embed(tokens);
        var ids = tokens.cpu().data<long>().ToArray();
        var places = ids.Count(t => t == Config.ImageToken);
        var count = images?.Count ?? (int)(features?.shape[0] ?? 0);
        if (places != count * Config.ImageTokens)
            throw new ArgumentException(
                $"The sequences have {places} image tokens; {count} images " +
                $"take {count * Config.ImageTokens}, {Config.ImageTokens} each.");
        if (features is null || places == 0) return texts;
        var rows = new long[ids.Length];
        for (int i = 0, seen = 0; i < ids.Length; i++)
        {
            if (ids[i] != Config.ImageToken)
            {
                rows[i] = i;
                continue;
            }
            var image = seen / Config.ImageTokens;
            rows[i] = ids.Length + (images?[image] ?? image) * (long)Config.ImageTokens + seen++ % Config.ImageTokens;
        }
        var width = texts.shape[2];
        return cat([texts.reshape(-1, width), features.reshape(-1, width)], 0)
            .index_select(0, tensor(rows, device: texts.device)).view(texts.shape);
    }

    /// <summary>The decoder's states, <c>[batch, tokens, hidden]</c>.</summary>
    /// <inheritdoc cref="Embed"/>
    /// <param name="tokens">Int64 <c>[batch, tokens]</c>.</param>
    /// <param name="features">From <see cref="ImageFeatures"/>.</param>
    /// <param name="images">Rows of <paramref name="features"/>.</param>
    /// <param name="kept">Boolean <c>[batch, tokens]</c>, false at padding; needed only for padding on the
    /// left.</param>
    public Tensor States(Tensor tokens, Tensor? features, IReadOnlyList<int>? images = null, Tensor? kept = null) =>
        Decoder.States(Embed(tokens, features, images), kept);

    /// <summary>Scores of the next token at every place, <c>[batch, tokens, vocabulary]</c>.</summary>
    /// <inheritdoc cref="States"/>
    public Tensor Logits(Tensor tokens, Tensor? features, IReadOnlyList<int>? images = null, Tensor? kept = null) =>
        Decoder.Logits(States(tokens, features, images, kept));
}
