using ResearchKit.Models;
using ResearchKit.Models.Llava;
using ResearchKit.Models.Tokenizers;

namespace ResearchKit.Tests.Models.Llava;

/// <summary>Model and tokenizer of a folder, and two folders beside each other, have to fit.</summary>
public sealed class LlavaFolderTests : IDisposable
{
    private static readonly string[] Texts = ["what color is it? it is red."];
    private readonly string _root = Directory.CreateTempSubdirectory("llava-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("tokenizer.json", "\"<image>\"", "\"<photo>\"", "has no special token <image> among its added_tokens")]
    [InlineData("tokenizer.json", "\"</s>\"", "\"</end>\"", "has no special token </s> among its added_tokens")]
    [InlineData("config.json", "\"vocab_size\": 12", "\"vocab_size\": 11", "the tokenizer has 12 tokens, the model 11")]
    [InlineData("config.json", "\"image_token_index\": 3", "\"image_token_index\": 2",
        "<image> is token 3 of the tokenizer, but image_token_index = 2")]
    public void WhatDoesNotFitInAFolderIsNamed(string file, string right, string wrong, string message)
    {
        var folder = Saved("model", Texts);
        var path = Path.Combine(folder, file);
        Assert.Contains(right, File.ReadAllText(path));
        File.WriteAllText(path, File.ReadAllText(path).Replace(right, wrong));
        Assert.Contains(message, Assert.Throws<ModelFormatException>(() => LlavaFolder.Load(folder)).Message);
    }

    [Theory]
    [InlineData("config.json", "config.json is missing: a LLaVA checkpoint is a folder with config.json and weights")]
    [InlineData("tokenizer.json", "tokenizer.json is missing")]
    [InlineData("model.safetensors", "holds neither model.safetensors nor")]
    public void AMissingFileIsNamed(string file, string message)
    {
        var folder = Saved("model", Texts);
        LlavaFolder.Load(folder);
        File.Delete(Path.Combine(folder, file));
        Assert.Contains(message, Assert.Throws<ModelFormatException>(() => LlavaFolder.Load(folder)).Message);
    }

    [Theory]
    [InlineData("words", "its tokenizer is another one than the first model's")]
    [InlineData("pixels", "it sees images of 16 pixels as 4 tokens, the first model 32 as 16")]
    [InlineData("tokens", "it reads 64 tokens at most, the first model 128")]
    public void ASecondModelHasToReadWhatTheFirstReads(string other, string message)
    {
        var first = LlavaFolder.Load(Saved("first", Texts));
        string[] texts = other == "words" ? ["what shape is it? it is round."] : Texts;
        var folder = Saved("second", texts, config => other switch
        {
            "pixels" => config with { Vision = config.Vision with { ImageSize = 16 } },
            "tokens" => config with { Text = config.Text with { MaxTokens = 64 } },
            _ => config,
        });
        var error = Assert.Throws<ModelFormatException>(() => first.Beside(folder)).Message;
        Assert.StartsWith(folder, error);
        Assert.Contains(message, error);
        first.Beside(Saved("same", Texts));
    }

    private string Saved(string name, string[] texts, Func<LlavaConfig, LlavaConfig>? change = null)
    {
        var folder = Path.Combine(_root, name);
        var micro = LlavaFolder.Micro(texts, seed: 1);
        var model = change is null ? micro.Model : new LlavaModel(change(micro.Model.Config), null);
        if (change is not null)
            foreach (var weight in model.parameters())
            {
                using var off = TorchSharp.torch.no_grad();
                weight.fill_(0);
            }
        LlavaCheckpoint.Save(model, folder);
        TokenizerFile.Write((WordTokenizer)micro.Tokenizer, Path.Combine(folder, TokenizerFile.FileName));
        return folder;
    }
}
