namespace ResearchKit.Models.Llama;

/// <summary>
/// Sizes of a LLaMA decoder, by the meaning and with the default values of Hugging Face's <c>LlamaConfig</c>.
/// </summary>
public sealed record LlamaConfig
{
    /// <summary>Number of tokens, <c>vocab_size</c>.</summary>
    public int VocabularySize { get; init; } = 32000;

    /// <summary>Width of the residual stream, <c>hidden_size</c>.</summary>
    public int HiddenSize { get; init; } = 4096;

    /// <summary>Width inside the gated feed-forward network, <c>intermediate_size</c>.</summary>
    public int IntermediateSize { get; init; } = 11008;

    /// <summary>Number of layers, <c>num_hidden_layers</c>.</summary>
    public int Layers { get; init; } = 32;

    /// <summary>Query heads, <c>num_attention_heads</c>.</summary>
    public int Heads { get; init; } = 32;

    /// <summary>Key and value heads, <c>num_key_value_heads</c>; a divisor of <see cref="Heads"/>.</summary>
    public int KeyValueHeads { get => field > 0 ? field : Heads; init; }

    /// <summary>Width of a head, <c>head_dim</c>; even.</summary>
    public int HeadSize { get => field > 0 ? field : HiddenSize / Heads; init; }

    /// <summary>Most tokens of a sequence, <c>max_position_embeddings</c>.</summary>
    public int MaxTokens { get; init; } = 2048;

    /// <summary>eps of the normalizations, <c>rms_norm_eps</c>.</summary>
    public double NormEps { get; init; } = 1e-6;

    /// <summary>Base of the rotary wavelengths, <c>rope_theta</c>.</summary>
    public double RopeTheta { get; init; } = 10000;

    /// <summary>Whether the head is the transposed embedding, <c>tie_word_embeddings</c>.</summary>
    public bool TiedHead { get; init; }

    /// <summary>Standard deviation of new weights, <c>initializer_range</c>.</summary>
    public double InitializerRange { get; init; } = 0.02;

    /// <summary>Checks that the sizes fit each other.</summary>
    /// <exception cref="ModelFormatException">They do not; the message names the field.</exception>
    public void Validate()
    {
        foreach (var (name, value) in new (string, int)[]
        {
            ("vocab_size", VocabularySize), ("hidden_size", HiddenSize), ("intermediate_size", IntermediateSize),
            ("num_hidden_layers", Layers), ("num_attention_heads", Heads), ("max_position_embeddings", MaxTokens),
        })
            if (value < 1) throw new ModelFormatException($"{name} = {value} must be at least 1");
        if (Heads % KeyValueHeads != 0)
            throw new ModelFormatException(
                $"num_key_value_heads = {KeyValueHeads} does not divide num_attention_heads = {Heads}");
        if (HeadSize < 2 || HeadSize % 2 != 0)
            throw new ModelFormatException($"head_dim = {HeadSize} must be even, for rotary positions turn pairs");
        if (NormEps <= 0 || RopeTheta <= 0)
            throw new ModelFormatException("rms_norm_eps and rope_theta must be above 0");
    }
}
