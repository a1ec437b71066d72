using ResearchKit.Models.Layers;

namespace ResearchKit.Models.Clip;

/// <summary>Sizes of CLIP's vision tower, by the meaning and with the default values of
/// <c>CLIPVisionConfig</c>.</summary>
public sealed record ClipVisionConfig
{
    /// <summary>Side of the square image in pixels, <c>image_size</c>.</summary>
    public int ImageSize { get; init; } = 224;

    /// <summary>Side of a patch in pixels, <c>patch_size</c>.</summary>
    public int PatchSize { get; init; } = 32;

    /// <summary>Width of the residual stream, <c>hidden_size</c>.</summary>
    public int HiddenSize { get; init; } = 768;

    /// <summary>Width inside the feed-forward network, <c>intermediate_size</c>.</summary>
    public int IntermediateSize { get; init; } = 3072;

    /// <summary>Number of layers, <c>num_hidden_layers</c>.</summary>
    public int Layers { get; init; } = 12;

    /// <summary>Attention heads, <c>num_attention_heads</c>.</summary>
    public int Heads { get; init; } = 12;

    /// <summary>eps of the normalizations, <c>layer_norm_eps</c>.</summary>
    public double NormEps { get; init; } = 1e-5;

    /// <summary>Activation of the feed-forward network, <c>hidden_act</c>.</summary>
    public Nonlinearity Activation { get; init; } = Nonlinearity.QuickGelu;

    /// <summary>Standard deviation of new weights, <c>initializer_range</c>.</summary>
    public double InitializerRange { get; init; } = 0.02;

    /// <summary>Patches of an image.</summary>
    public int Patches => ImageSize / PatchSize * (ImageSize / PatchSize);

    /// <summary>Checks that the sizes fit each other.</summary>
    /// <exception cref="ModelFormatException">They do not; the message names the field.</exception>
    public void Validate()
    {
        if (PatchSize < 1 || ImageSize < PatchSize)
            throw new ModelFormatException(
                $"patch_size = {PatchSize} must be at least 1 and at most image_size = {ImageSize}");
        if (Heads < 1 || HiddenSize < 1 || HiddenSize % Heads != 0)
            throw new ModelFormatException($"num_attention_heads = {Heads} does not divide hidden_size = {HiddenSize}");
        if (Layers < 1 || IntermediateSize < 1)
            throw new ModelFormatException("num_hidden_layers and intermediate_size must be at least 1");
        if (NormEps <= 0) throw new ModelFormatException($"layer_norm_eps = {NormEps} must be above 0");
    }
}
