using ResearchKit.Models.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Models.Llama;

/// <summary>
/// A LLaMA-style language model (Touvron et al., arXiv 2302.13971): the decoder of LLaVA, and without images a language
/// model of its own. Parameters have the names of Hugging Face's <c>LlamaForCausalLM</c>.
/// </summary>
public sealed class LlamaForCausalLm : nn.Module
{
    private readonly LlamaStack _stack;
    private readonly Projection? _head;
    private readonly RotaryPositions _rotary;
    private readonly ScalarType _dtype;

    /// <summary>A model with weights drawn from <paramref name="generator"/>.</summary>
    /// <param name="config">Its sizes.</param>
    /// <param name="generator">Where weights come from; null for zeros, to be loaded.</param>
    /// <param name="dtype">Type of the parameters.</param>
    /// <param name="device">Where the model lives from now on; null for the CPU.</param>
    /// <exception cref="ModelFormatException">The sizes do not fit each other.</exception>
    public LlamaForCausalLm(
        LlamaConfig config, Generator? generator, ScalarType dtype = ScalarType.Float32, Device? device = null)
        : base(nameof(LlamaForCausalLm))
    {
        config.Validate();
        (Config, _dtype) = (config, dtype);
        var init = new WeightInit(config.InitializerRange, generator, dtype, device);
        _stack = new(config, init);
        register_module("model", _stack);
        if (!config.TiedHead)
        {
            _head = new(init, config.HiddenSize, config.VocabularySize, bias: false);
            register_module("lm_head", _head);
        }
        _rotary = new(config, dtype, device);
    }

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        // Parts have the names of checkpoints, given above; TorchSharp would add the fields' names.
    }

    /// <summary>Its sizes.</summary>
    public LlamaConfig Config { get; }

    /// <summary>Where it lives: tokens may come from any device, states and logits are made there.</summary>
    public Device Device => _stack.Embedding.Weight.device;

    /// <summary>Sees and may change the attention weights of every layer; null for none.</summary>
    public AttentionHook? AttentionHook { get; set; }

    /// <summary>An empty cache for this model.</summary>
    /// <param name="rows">Sequences.</param>
    /// <param name="capacity">Most tokens per sequence.</param>
    public KeyValueCache NewCache(int rows, int capacity) => new(Config, rows, capacity, _dtype, Device);

    /// <summary>Vectors of tokens, int64 <c>[...]</c> to <c>[..., hidden]</c>.</summary>
    public Tensor Embed(Tensor tokens) => _stack.Embedding.call(tokens);

    /// <summary>Scores of the next token from states, <c>[..., hidden]</c> to <c>[..., vocabulary]</c>.</summary>
    public Tensor Logits(Tensor states) =>
        _head is null ? nn.functional.linear(states, _stack.Embedding.Weight) : _head.call(states);

    /// <summary>
    /// The states after the last layer. Sequences may be padded on the right without a mask, since no token looks
    /// ahead; padding on the left needs one.
    /// </summary>
    /// <param name="embedded">Vectors of the tokens, <c>[batch, tokens, hidden]</c>.</param>
    /// <param name="kept">Boolean <c>[batch, tokens]</c>, false at padding; null if there is none on the left.</param>
    /// <returns><c>[batch, tokens, hidden]</c>; what stands at padding has no meaning.</returns>
    /// <exception cref="ArgumentException">A sequence is longer than the model's positions.</exception>
    public Tensor States(Tensor embedded, Tensor? kept = null)
    {
        var tokens = embedded.shape[1];
        CheckLength(tokens);
        Tensor positions, mask;
        if (kept is null)
        {
            positions = arange(tokens, ScalarType.Int64, embedded.device).unsqueeze(0);
            return _stack.Forward(embedded, new(_rotary.At(positions), null, null, 0, AttentionHook));
        }
        kept = kept.to(embedded.device);
        positions = (kept.to_type(ScalarType.Int64).cumsum(1) - 1).clamp(min: 0);
        // Every query may look at itself, also at padding, so that no softmax is over nothing.
        mask = (ones([tokens, tokens], ScalarType.Bool, embedded.device).tril() & kept.unsqueeze(1))
            .logical_or(eye(tokens, dtype: ScalarType.Bool, device: embedded.device)).unsqueeze(1);
        return _stack.Forward(embedded, new(_rotary.At(positions), mask, null, 0, AttentionHook));
    }

    /// <summary>The states of tokens that follow those in a cache, which takes them in.</summary>
    /// <param name="embedded">Vectors of the new tokens, <c>[batch, tokens, hidden]</c>, padded on the right.</param>
    /// <param name="added">How many of them each row has, at least 1.</param>
    /// <param name="cache">Holds the earlier tokens.</param>
    /// <returns><c>[batch, tokens, hidden]</c>; what stands at padding has no meaning.</returns>
    /// <exception cref="ArgumentException">The cache or the model's positions do not suffice.</exception>
    public Tensor States(Tensor embedded, IReadOnlyList<int> added, KeyValueCache cache)
    {
        int rows = cache.Lengths.Length, tokens = (int)embedded.shape[1], most = 0;
        var positions = new long[rows * tokens];
        for (var r = 0; r < rows; r++)
        {
            most = Math.Max(most, cache.Lengths[r] + tokens);
            for (var t = 0; t < tokens; t++) positions[r * tokens + t] = cache.Lengths[r] + t;
        }
        CheckLength(most);
        if (most > cache.Capacity)
            throw new ArgumentException($"The cache holds {cache.Capacity} tokens per row; {most} are needed.");
        var at = tensor(positions, device: embedded.device).view(rows, tokens);
        // Padding is written behind a row's tokens, where the next ones overwrite it, and nobody looks ahead.
        var mask = arange(most, ScalarType.Int64, embedded.device).view(1, 1, 1, most)
            .le(at.view(rows, 1, tokens, 1));
        var step = new DecoderStep(_rotary.At(at), mask, cache, most, AttentionHook);
        var states = _stack.Forward(embedded, step);
        for (var r = 0; r < rows; r++) cache.Lengths[r] += added[r];
        return states;
    }

    private void CheckLength(long tokens)
    {
        if (tokens > Config.MaxTokens)
            throw new ArgumentException(
                $"A sequence has {tokens} tokens; this model has positions " +
                $"for {Config.MaxTokens} (max_position_embeddings).");
    }
}
