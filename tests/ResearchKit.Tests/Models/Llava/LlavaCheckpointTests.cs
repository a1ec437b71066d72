using ResearchKit.Models;
using ResearchKit.Models.Llava;
using ResearchKit.Models.Safetensors;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Models.Llava;

public sealed class LlavaCheckpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("llava-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(long.MaxValue, 1)]
    [InlineData(4000, 9)]
    public void AModelComesBackAsItWas(long shardBytes, int atLeast)
    {
        var model = ReferenceCase.Read("plain").Model(float32);
        LlavaCheckpoint.Save(model, _folder, shardBytes);
        Assert.InRange(Directory.GetFiles(_folder, "*.safetensors").Length, atLeast, 40);

        var loaded = LlavaCheckpoint.Load(_folder);

        Assert.Equal(model.Config, loaded.Config);
        Same(model, loaded);
    }

    [Fact]
    public void ATiedHeadIsNotStored()
    {
        LlavaCheckpoint.Save(ReferenceCase.Read("grouped-tied").Model(float32), _folder);
        using var file = SafetensorsFile.Open(Path.Combine(_folder, ShardedWeights.FileName));
        Assert.DoesNotContain("language_model.lm_head.weight", file.Entries.Keys);
        LlavaCheckpoint.Load(_folder);
    }

    [Fact]
    public void TheNamesOfLaterVersionsAreReadToo()
    {
        var model = ReferenceCase.Read("plain").Model(float32);
        var renamed = model.state_dict().ToDictionary(t => t.Key switch
        {
            var n when n.StartsWith("language_model.lm_head", StringComparison.Ordinal) =>
                n["language_model.".Length..],
            var n when n.StartsWith("language_model.model.", StringComparison.Ordinal) =>
                "model.language_model." + n["language_model.model.".Length..],
            var n => "model." + n,
        }, t => t.Value);
        ShardedWeights.Write(_folder, renamed);
        File.WriteAllText(Path.Combine(_folder, "config.json"), LlavaConfigJson.Write(model.Config));
        Same(model, LlavaCheckpoint.Load(_folder));
    }

    [Fact]
    public void MissingUnexpectedAndMisshapenTensorsAreNamed()
    {
        var model = ReferenceCase.Read("plain").Model(float32);
        var tensors = model.state_dict();
        tensors.Remove("multi_modal_projector.linear_1.bias");
        tensors["language_model.model.norm.weight"] = zeros(17);
        tensors["score.weight"] = zeros(1);
        ShardedWeights.Write(_folder, tensors);
        File.WriteAllText(Path.Combine(_folder, "config.json"), LlavaConfigJson.Write(model.Config));

        var report = LlavaCheckpoint.Fill(new LlavaModel(model.Config, null), _folder);
        Assert.Equal(["multi_modal_projector.linear_1.bias"], report.Missing);
        Assert.Equal(["score.weight"], report.Unexpected);
        Assert.Equal(["language_model.model.norm.weight [17] instead of [16]"], report.Misshapen);

        var message = Assert.Throws<ModelFormatException>(() => LlavaCheckpoint.Load(_folder)).Message;
        Assert.Contains("1 missing: multi_modal_projector.linear_1.bias", message);
        Assert.Contains("1 unexpected: score.weight", message);
        Assert.Contains("[17] instead of [16]", message);
    }

    [Fact]
    public void AWeightThatIsNoNumberIsNamed()
    {
        var model = ReferenceCase.Read("plain").Model(float32);
        using (no_grad()) model.state_dict()["language_model.model.norm.weight"].fill_(double.NaN);
        LlavaCheckpoint.Save(model, _folder);
        Assert.Contains("'language_model.model.norm.weight' holds NaN",
            Assert.Throws<ModelFormatException>(() => LlavaCheckpoint.Load(_folder)).Message);
    }

    [Theory]
    [InlineData("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 1000000", "describes a model of")]
    [InlineData("\"vocab_size\": 13", "\"vocab_size\": 2000000000", "describes a model of")]
    public void ASizeFarBeyondTheWeightsIsNamedBeforeMemoryIsTaken(string right, string wrong, string message)
    {
        LlavaCheckpoint.Save(ReferenceCase.Read("plain").Model(float32), _folder);
        var path = Path.Combine(_folder, "config.json");
        Assert.Contains(right, File.ReadAllText(path));
        File.WriteAllText(path, File.ReadAllText(path).Replace(right, wrong));
        Assert.Contains(message, Assert.Throws<ModelFormatException>(() => LlavaCheckpoint.Load(_folder)).Message);
    }

    [Fact]
    public void WholeNumbersAreNoWeights()
    {
        var model = ReferenceCase.Read("plain").Model(float32);
        var tensors = model.state_dict();
        tensors["language_model.model.norm.weight"] = ones(16, int32);
        ShardedWeights.Write(_folder, tensors);
        File.WriteAllText(Path.Combine(_folder, "config.json"), LlavaConfigJson.Write(model.Config));
        Assert.Contains("'language_model.model.norm.weight' is I32, but weights are F32",
            Assert.Throws<ModelFormatException>(() => LlavaCheckpoint.Load(_folder)).Message);
    }

    [Fact]
    public void ADamagedFileIsNamed()
    {
        LlavaCheckpoint.Save(ReferenceCase.Read("plain").Model(float32), _folder);
        var path = Path.Combine(_folder, ShardedWeights.FileName);
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        Assert.Contains(path, Assert.Throws<ModelFormatException>(() => LlavaCheckpoint.Load(_folder)).Message);
        File.Delete(path);
        Assert.Contains("neither", Assert.Throws<ModelFormatException>(() => LlavaCheckpoint.Load(_folder)).Message);
    }

    [Theory]
    [InlineData("""{"weight_map":{"a":"../b.safetensors"}}""", "is not the name of a file beside it")]
    [InlineData("""{"weight_map":{"a":""}}""", "is not the name of a file beside it")]
    [InlineData("""{"weight_map":{"a":"gone.safetensors"}}""",
        "gone.safetensors is missing, though model.safetensors.index.json names it")]
    [InlineData("""{"weight_map":{"a":"part.safetensors"}}""",
        "part.safetensors has no tensor 'a', though model.safetensors.index.json says so")]
    [InlineData("""{"weight_map":{"a":7}}""", "is no index: an object with weight_map")]
    [InlineData("""{"weights":{}}""", "is no index: an object with weight_map")]
    [InlineData("{", "is no index: an object with weight_map")]
    public void AWrongIndexIsNamed(string index, string message)
    {
        LlavaCheckpoint.Save(ReferenceCase.Read("plain").Model(float32), _folder);
        File.Move(Path.Combine(_folder, ShardedWeights.FileName), Path.Combine(_folder, "part.safetensors"));
        File.WriteAllText(Path.Combine(_folder, ShardedWeights.IndexName), index);
        Assert.Contains(message,
            Assert.Throws<ModelFormatException>(() => LlavaCheckpoint.Load(_folder)).Message);
    }

    [Fact]
    public void WeightsOfAnotherKindAreAnsweredByWhatWritesThem()
    {
        LlavaCheckpoint.Save(ReferenceCase.Read("plain").Model(float32), _folder);
        File.Move(Path.Combine(_folder, ShardedWeights.FileName), Path.Combine(_folder, "pytorch_model.bin"));
        Assert.EndsWith("holds neither model.safetensors nor model.safetensors.index.json; transformers' "
            + "save_pretrained writes them from the .bin files there",
            Assert.Throws<ModelFormatException>(() => LlavaCheckpoint.Load(_folder)).Message);
    }

    [Theory]
    [InlineData("\"hidden_size\":16", "\"hiden_size\":16", "'hiden_size'; is 'hidden_size' meant")]
    [InlineData("\"model_type\":\"llava\"", "\"model_type\":\"qwen2_vl\"", "'qwen2_vl', but only 'llava'")]
    [InlineData("\"model_type\":\"llama\"", "\"model_type\":\"mistral\"", "'mistral', but only 'llama'")]
    [InlineData("\"num_key_value_heads\":4", "\"num_key_value_heads\":3", "num_key_value_heads = 3 does not divide")]
    [InlineData("\"vision_feature_layer\":-2", "\"vision_feature_layer\":-9", "vision_feature_layer = -9")]
    [InlineData("\"rms_norm_eps\":1e-05", "\"rms_norm_eps\":\"small\"", "rms_norm_eps = \"small\" must be a number")]
    [InlineData("\"rope_theta\":500.0", "\"rope_scaling\":{\"type\":\"linear\"}", "rope_scaling is not supported")]
    [InlineData("{\"model_type\":\"llava\"", "[\"model_type\":\"llava\"", "no JSON")]
    [InlineData("\"num_key_value_heads\":4", "\"num_key_value_heads\":-2", "num_key_value_heads = -2 must be at least")]
    [InlineData("\"vocab_size\":13", "\"vocab_size\":13,\"vocab_size\":14", "'vocab_size' is there twice")]
    [InlineData("\"num_attention_heads\":4", "\"num_attention_heads\":0", "num_attention_heads = 0 must be at least 1")]
    [InlineData("\"vocab_size\":13", "\"vocab_size\":1.5", "vocab_size = 1.5 must be a whole number")]
    [InlineData("\"vocab_size\":13", "\"vocab_size\":9999999999", "vocab_size = 9999999999 must be a whole number")]
    [InlineData("\"head_dim\":6", "\"head_dim\":5", "head_dim = 5 must be even")]
    [InlineData("\"rms_norm_eps\":1e-05", "\"rms_norm_eps\":0", "rms_norm_eps and rope_theta must be above 0")]
    [InlineData("\"rope_theta\":500.0", "\"rope_theta\":-1", "rms_norm_eps and rope_theta must be above 0")]
    [InlineData("\"rope_theta\":500.0", "\"rope_theta\":1e999", "rope_theta = 1e999 must be a number")]
    [InlineData("\"rope_theta\":500.0", "\"attention_bias\":true", "attention_bias = true is not supported")]
    [InlineData("\"rope_theta\":500.0", "\"hidden_act\":\"relu\"", "hidden_act = \"relu\" must be silu")]
    [InlineData("\"image_token_index\":11", "\"image_token_index\":13",
        "image_token_index = 13 is outside the vocabulary of 13 tokens")]
    [InlineData("\"image_token_index\":11", "\"multimodal_projector_bias\":false",
        "multimodal_projector_bias = false is not supported")]
    [InlineData("\"tie_word_embeddings\":false", "\"tie_word_embeddings\":\"no\"",
        "tie_word_embeddings = \"no\" must be true or false")]
    [InlineData("\"vision_feature_select_strategy\":\"default\"", "\"vision_feature_select_strategy\":\"cls\"",
        "vision_feature_select_strategy = \"cls\" must be default or full")]
    [InlineData("\"patch_size\":4", "\"patch_size\":9", "patch_size = 9 must be at least 1 and at most image_size = 8")]
    [InlineData("\"num_attention_heads\":3", "\"num_attention_heads\":5",
        "num_attention_heads = 5 does not divide hidden_size = 12")]
    [InlineData("\"intermediate_size\":20", "\"intermediate_size\":0",
        "num_hidden_layers and intermediate_size must be at least 1")]
    [InlineData("\"hidden_act\":\"quick_gelu\"", "\"layer_norm_eps\":0", "layer_norm_eps = 0 must be above 0")]
    [InlineData("\"hidden_act\":\"quick_gelu\"", "\"hidden_act\":7",
        "hidden_act = 7 must be gelu or quick_gelu or silu")]
    public void AWrongConfigurationIsNamed(string right, string wrong, string message)
    {
        var json = ReferenceCase.Read("plain").Config;
        Assert.Contains(right, json);
        Assert.Contains(message,
            Assert.Throws<ModelFormatException>(() => LlavaConfigJson.Parse(json.Replace(right, wrong))).Message);
    }

    [Fact]
    public void TheConfigurationOfLlava15HasItsSizes()
    {
        // What the hub's llava-1.5-7b says; the rest are defaults.
        var config = LlavaConfigJson.Parse("""
            {"architectures":["LlavaForConditionalGeneration"],"ignore_index":-100,"image_token_index":32000,
             "model_type":"llava",
             "pad_token_id":32001,"projector_hidden_act":"gelu",
             "text_config":{"_name_or_path":"lmsys/vicuna-7b-v1.5","architectures":["LlamaForCausalLM"],
               "max_position_embeddings":4096,"model_type":"llama","rms_norm_eps":1e-05,"torch_dtype":"float16",
                "vocab_size":32064},
             "tie_word_embeddings":false,"torch_dtype":"float16","transformers_version":"4.36.0.dev0",
             "vision_config":{"hidden_size":1024,"image_size":336,"intermediate_size":4096,
              "model_type":"clip_vision_model",
               "num_attention_heads":16,"num_hidden_layers":24,"patch_size":14,"projection_dim":768,"vocab_size":32000},
             "vision_feature_layer":-2,"vision_feature_select_strategy":"default","vocab_size":32064}
            """);
        Assert.Equal((576, 23), (config.ImageTokens, config.VisionLayers));
        Assert.Equal((4096, 32, 32, 128),
            (config.Text.HiddenSize, config.Text.Layers, config.Text.KeyValueHeads, config.Text.HeadSize));
    }

    private static void Same(LlavaModel expected, LlavaModel actual)
    {
        var (a, b) = (expected.state_dict(), actual.state_dict());
        Assert.Equal(a.Keys, b.Keys);
        foreach (var name in a.Keys) Assert.Equal(a[name].data<float>().ToArray(), b[name].data<float>().ToArray());
    }
}
