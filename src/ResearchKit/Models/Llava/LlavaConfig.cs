using ResearchKit.Models.Clip;
using ResearchKit.Models.Layers;
using ResearchKit.Models.Llama;

namespace ResearchKit.Models.Llava;

/// <summary>
/// Sizes of a LLaVA model, by the meaning and with the default values of Hugging Face's <c>LlavaConfig</c>.
/// </summary>
public sealed record LlavaConfig
{
    /// <summary>The decoder, <c>text_config</c>.</summary>
    public LlamaConfig Text { get; init; } = new();

    /// <summary>The vision tower, <c>vision_config</c>.</summary>
    public ClipVisionConfig Vision { get; init; } = new()
    {
        ImageSize = 336, PatchSize = 14, HiddenSize = 1024, IntermediateSize = 4096, Layers = 24, Heads = 16,
    };

    /// <summary>The token that stands for one patch of an image, <c>image_token_index</c>.</summary>
    public int ImageToken { get; init; } = 32000;

    /// <summary>
    /// Which states of the tower are read, <c>vision_feature_layer</c>: counted from the embedded patches at 0, or from
    /// the end with -1 for the last layer.
    /// </summary>
    public int FeatureLayer { get; init; } = -2;

    /// <summary>Whether the class's vector is read, too: <c>vision_feature_select_strategy</c> full or
    /// default.</summary>
    public bool ReadsClass { get; init; }

    /// <summary>Activation between the projector's two layers, <c>projector_hidden_act</c>.</summary>
    public Nonlinearity ProjectorActivation { get; init; } = Nonlinearity.Gelu;

    /// <summary>Image tokens that one image takes in a sequence.</summary>
    public int ImageTokens => Vision.Patches + (ReadsClass ? 1 : 0);

    /// <summary>Layers of the tower that are run.</summary>
    public int VisionLayers => FeatureLayer >= 0 ? FeatureLayer : Vision.Layers + 1 + FeatureLayer;

    /// <summary>
    /// A model for the lab of about 0.2 M parameters, which trains in seconds on a CPU: 32 x 32 pixels in 16 patches.
    /// </summary>
    /// <param name="vocabulary">Number of tokens, the image token among them.</param>
    /// <param name="imageToken">The image token.</param>
    public static LlavaConfig Micro(int vocabulary, int imageToken) => new()
    {
        Text = new()
        {
            VocabularySize = vocabulary, HiddenSize = 64, IntermediateSize = 160, Layers = 2, Heads = 4,
            MaxTokens = 128, InitializerRange = 0.06,
        },
        Vision = new()
        {
            ImageSize = 32, PatchSize = 8, HiddenSize = 64, IntermediateSize = 128, Layers = 2, Heads = 4,
            Activation = Nonlinearity.Gelu, InitializerRange = 0.06,
        },
        ImageToken = imageToken,
        FeatureLayer = -1,
    };

    /// <summary>Checks that the sizes fit each other.</summary>
    /// <exception cref="ModelFormatException">They do not; the message names the field.</exception>
    public void Validate()
    {
        Text.Validate();
        Vision.Validate();
        if (ImageToken < 0 || ImageToken >= Text.VocabularySize)
            throw new ModelFormatException(
                $"image_token_index = {ImageToken} is outside the vocabulary of {Text.VocabularySize} tokens");
        if (VisionLayers < 0 || VisionLayers > Vision.Layers)
            throw new ModelFormatException(
                $"vision_feature_layer = {FeatureLayer} does not exist in a tower of {Vision.Layers} layers");
    }
}
