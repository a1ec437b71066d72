using System.Text.Json;
using System.Text.Json.Nodes;
using ResearchKit.Models.Clip;
using ResearchKit.Models.Layers;
using ResearchKit.Models.Llama;

namespace ResearchKit.Models.Llava;

/// <summary>A LLaVA model's <c>config.json</c> as Hugging Face writes it.</summary>
public static class LlavaConfigJson
{
    // What Hugging Face's configurations say besides: where a model comes from, how it is run and how text is
    // generated.
    private static readonly HashSet<string> Harmless =
    [
        "_name_or_path", "_attn_implementation_autoset", "architectures", "torch_dtype", "dtype",
        "transformers_version",
        "use_cache", "model_type", "bos_token_id", "eos_token_id", "pad_token_id", "attention_dropout", "dropout",
        "initializer_factor", "projection_dim", "pretraining_tp", "return_dict", "output_hidden_states",
        "output_attentions",
        "is_encoder_decoder", "id2label", "label2id", "ignore_index", "image_seq_length", "vocab_size", "num_channels",
        "_commit_hash", "task_specific_params", "problem_type", "gradient_checkpointing",
    ];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    private static readonly (string, Nonlinearity)[] Activations =
        [("gelu", Nonlinearity.Gelu), ("quick_gelu", Nonlinearity.QuickGelu), ("silu", Nonlinearity.Silu)];

    /// <summary>Reads a configuration; keys that are missing have Hugging Face's defaults.</summary>
    /// <exception cref="ModelFormatException">
    /// It is no JSON, describes another architecture, or has a key that is unknown or wrong; the message names it.
    /// </exception>
    public static LlavaConfig Parse(string json)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException error)
        {
            throw new ModelFormatException($"it is no JSON: {JsonProblem.Text(error)}", error);
        }
        using (document)
        {
            var root = new ConfigReader(document.RootElement, "config", Harmless);
            RequireType(root, "llava", "(missing)");
            var start = new LlavaConfig();
            root.Only("multimodal_projector_bias", true);
            var config = new LlavaConfig
            {
                Text = root.Object("text_config") is { } text ? Text(text) : start.Text,
                Vision = root.Object("vision_config") is { } vision ? Vision(vision) : start.Vision,
                ImageToken = root.Int("image_token_index", root.Int("image_token_id", start.ImageToken)),
                FeatureLayer = root.Int("vision_feature_layer", start.FeatureLayer),
                ReadsClass = root.OneOf("vision_feature_select_strategy", false, ("default", false), ("full", true)),
                ProjectorActivation = root.OneOf("projector_hidden_act", Nonlinearity.Gelu, Activations),
            };
            // The outer flag counts where both are given, as in Hugging Face's loader.
            if (root.Bool("tie_word_embeddings", config.Text.TiedHead) is var tied && tied != config.Text.TiedHead)
                config = config with { Text = config.Text with { TiedHead = tied } };
            root.Finish();
            config.Validate();
            return config;
        }
    }

    /// <summary>The configuration as JSON with all its sizes.</summary>
    public static string Write(LlavaConfig config) => new JsonObject
    {
        ["architectures"] = new JsonArray("LlavaForConditionalGeneration"),
        ["model_type"] = "llava",
        ["image_token_index"] = config.ImageToken,
        ["projector_hidden_act"] = config.ProjectorActivation.Name(),
        ["vision_feature_layer"] = config.FeatureLayer,
        ["vision_feature_select_strategy"] = config.ReadsClass ? "full" : "default",
        ["tie_word_embeddings"] = config.Text.TiedHead,
        ["text_config"] = new JsonObject
        {
            ["model_type"] = "llama",
            ["vocab_size"] = config.Text.VocabularySize,
            ["hidden_size"] = config.Text.HiddenSize,
            ["intermediate_size"] = config.Text.IntermediateSize,
            ["num_hidden_layers"] = config.Text.Layers,
            ["num_attention_heads"] = config.Text.Heads,
            ["num_key_value_heads"] = config.Text.KeyValueHeads,
            ["head_dim"] = config.Text.HeadSize,
            ["max_position_embeddings"] = config.Text.MaxTokens,
            ["rms_norm_eps"] = config.Text.NormEps,
            ["rope_theta"] = config.Text.RopeTheta,
            ["tie_word_embeddings"] = config.Text.TiedHead,
            ["initializer_range"] = config.Text.InitializerRange,
            ["hidden_act"] = "silu",
        },
        ["vision_config"] = new JsonObject
        {
            ["model_type"] = "clip_vision_model",
            ["image_size"] = config.Vision.ImageSize,
            ["patch_size"] = config.Vision.PatchSize,
            ["hidden_size"] = config.Vision.HiddenSize,
            ["intermediate_size"] = config.Vision.IntermediateSize,
            ["num_hidden_layers"] = config.Vision.Layers,
            ["num_attention_heads"] = config.Vision.Heads,
            ["layer_norm_eps"] = config.Vision.NormEps,
            ["hidden_act"] = config.Vision.Activation.Name(),
            ["initializer_range"] = config.Vision.InitializerRange,
        },
    }.ToJsonString(Indented) + "\n";

    private static LlamaConfig Text(ConfigReader reader)
    {
        RequireType(reader, "llama", "llama");
        var start = new LlamaConfig();
        reader.Absent("rope_scaling");
        reader.Only("attention_bias", false);
        reader.Only("mlp_bias", false);
        reader.OneOf("hidden_act", true, ("silu", true));
        var config = new LlamaConfig
        {
            VocabularySize = reader.Int("vocab_size", start.VocabularySize),
            HiddenSize = reader.Int("hidden_size", start.HiddenSize),
            IntermediateSize = reader.Int("intermediate_size", start.IntermediateSize),
            Layers = reader.Int("num_hidden_layers", start.Layers),
            Heads = reader.Int("num_attention_heads", start.Heads),
            KeyValueHeads = reader.AtLeast(0, "num_key_value_heads", 0),
            HeadSize = reader.AtLeast(0, "head_dim", 0),
            MaxTokens = reader.Int("max_position_embeddings", start.MaxTokens),
            NormEps = reader.Double("rms_norm_eps", start.NormEps),
            RopeTheta = reader.Double("rope_theta", start.RopeTheta),
            TiedHead = reader.Bool("tie_word_embeddings", start.TiedHead),
            InitializerRange = reader.Double("initializer_range", start.InitializerRange),
        };
        reader.Finish();
        return config;
    }

    private static ClipVisionConfig Vision(ConfigReader reader)
    {
        RequireType(reader, "clip_vision_model", "clip_vision_model");
        var start = new ClipVisionConfig();
        var config = new ClipVisionConfig
        {
            ImageSize = reader.Int("image_size", start.ImageSize),
            PatchSize = reader.Int("patch_size", start.PatchSize),
            HiddenSize = reader.Int("hidden_size", start.HiddenSize),
            IntermediateSize = reader.Int("intermediate_size", start.IntermediateSize),
            Layers = reader.Int("num_hidden_layers", start.Layers),
            Heads = reader.Int("num_attention_heads", start.Heads),
            NormEps = reader.Double("layer_norm_eps", start.NormEps),
            Activation = reader.OneOf("hidden_act", start.Activation, Activations),
            InitializerRange = reader.Double("initializer_range", start.InitializerRange),
        };
        reader.Finish();
        return config;
    }

    private static void RequireType(ConfigReader reader, string expected, string otherwise)
    {
        var type = reader.Text("model_type", otherwise);
        if (type != expected)
            throw new ModelFormatException(
                $"the architecture is '{type}', but only '{expected}' is read here (model_type)");
    }
}
