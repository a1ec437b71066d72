using ResearchKit.Models;
using ResearchKit.Models.Tokenizers;
using ResearchKit.Training.Llava;

namespace ResearchKit.Tests.Training.Llava;

public sealed class LlavaTrainingConfigTests : IDisposable
{
    private const string Right = """
        {"model":"micro","pairs":"pairs.jsonl","out":"run","loss":{"loss":"dpo"},"steps":5,"learning_rate":1e-3}
        """;

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void WhatIsNotSaidHasItsDefaultAndPathsStartAtTheFile()
    {
        var config = Read(Right.Replace("}\n", "}").Replace("1e-3}", "1e-3,/* no */\"overlong\":\"cut\",}"));
        Assert.Equal(Path.Combine(Path.GetDirectoryName(_path)!, "run"), config.Out);
        Assert.Equal(("micro", Overlong.Cut, 32, 8),
            (config.Model, config.Overlong, config.Options.BatchSize, config.Options.SliceSize));
    }

    [Theory]
    [InlineData("\"steps\":5", "\"steps\":0", "steps must be given, at least 1")]
    [InlineData("\"steps\":5", "\"steps\":\"5\"", "steps = \"5\" must be a whole number")]
    [InlineData("\"steps\":5", "\"steps\":5,\"steps\":6", "'steps' is there twice")]
    [InlineData("1e-3", "0", "learning_rate must be given, above 0")]
    [InlineData("1e-3", "-1", "learning_rate must be given, above 0")]
    [InlineData("\"micro\"", "\"\"", "the key 'model' is missing")]
    [InlineData("\"run\"", "\"\"", "the key 'out' is missing")]
    [InlineData("\"run\"", "\"r\\u0000un\"", "a path holds a null character")]
    [InlineData("\"pairs\"", "\"pair\"", "the key 'pairs' is missing")]
    [InlineData("\"loss\":{\"loss\":\"dpo\"},", "", "the key 'loss' is missing")]
    [InlineData("{\"loss\":\"dpo\"}", "\"dpo\"", "A loss in JSON is an object with its name")]
    [InlineData("{\"loss\":\"dpo\"}", "{\"loss\":\"dpo\",\"beta\":-1}", "dpo: beta = -1 is outside its range (0, inf)")]
    [InlineData("1e-3", "1e-3,\"warmup\":2", "warmup must be from 0 to 1")]
    [InlineData("1e-3", "1e-3,\"weight_decay\":-1", "weight_decay and max_gradient_norm must be at least 0")]
    [InlineData("1e-3", "1e-3,\"max_gradient_norm\":-1", "weight_decay and max_gradient_norm must be at least 0")]
    [InlineData("1e-3", "1e-3,\"slice_size\":0", "slice_size = 0 must be at least 1")]
    [InlineData("1e-3", "1e-3,\"record_every\":0", "record_every = 0 must be at least 1")]
    [InlineData("1e-3", "1e-3,\"save_every\":-1", "save_every = -1 must be at least 0")]
    [InlineData("1e-3", "1e-3,\"eval_every\":0", "eval_every = 0 must be at least 1")]
    [InlineData("1e-3", "1e-3,\"eval_share\":-0.1", "eval_share must be from 0 to below 1")]
    [InlineData("1e-3", "1e-3,\"seed\":-1", "seed = -1 must be at least 0")]
    [InlineData("1e-3", "1e-3,\"overlong\":\"drop\"", "overlong = \"drop\" must be reject or cut")]
    [InlineData("1e-3", "1e-3,\"images\":[]", "images = [] must be a text")]
    [InlineData("1e-3", "1e-3,\"lora\":8", "lora must be an object in braces")]
    [InlineData("1e-3", "1e-3,\"lora\":{\"alpha\":0}", "lora: alpha must be above 0; at 0 nothing is learned")]
    [InlineData("1e-3", "1e-3,\"lora\":{\"targets\":[1]}", "targets = [1] must be a list of texts")]
    [InlineData("1e-3", "1e-3,\"lora\":{\"targets\":[\"fc1\"]}", "the decoder has no projection 'fc1'; it has q_proj")]
    [InlineData("{\"model\"", "[\"model\"", "line 1, column")]
    public void AWrongSettingIsNamedByItsKeyAndFile(string right, string wrong, string message)
    {
        Assert.Contains(right, Right);
        var error = Assert.Throws<ModelFormatException>(() => Read(Right.Replace(right, wrong))).Message;
        Assert.Contains(message, error);
        if (!message.Contains("lora:") && !message.Contains("projection")) Assert.StartsWith(_path, error);
    }

    private LlavaTrainingConfig Read(string json)
    {
        File.WriteAllText(_path, json);
        return LlavaTrainingConfig.Read(_path);
    }
}
