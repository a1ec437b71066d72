using ResearchKit.Models.Tokenizers;

namespace ResearchKit.Models.Llava;

/// <summary>A model ready for use: weights, tokenizer, and how conversations are put to it.</summary>
/// <param name="Model">The model.</param>
/// <param name="Tokenizer">Its tokenizer.</param>
/// <param name="Encoder">Makes its tokens of questions and answers.</param>
public sealed record LlavaFolder(LlavaModel Model, TextTokenizer Tokenizer, ConversationEncoder Encoder)
{
    /// <summary>Loads a checkpoint with its <c>tokenizer.json</c>.</summary>
    /// <param name="folder">The checkpoint.</param>
    /// <param name="template">Name of the chat template; null takes the lab's for word-level tokenizers, else LLaVA
    /// 1.5's.</param>
    /// <param name="overlong">What happens to answers that do not fit.</param>
    /// <exception cref="ModelFormatException">A file is missing or wrong, or tokenizer and model do not
    /// fit.</exception>
    public static LlavaFolder Load(string folder, string? template = null, Overlong overlong = Overlong.Reject)
    {
        if (!Directory.Exists(folder)) throw new ModelFormatException($"{folder}: there is no such folder");
        var config = LlavaCheckpoint.Config(folder);
        var tokenizer = TokenizerFile.Read(Path.Combine(folder, TokenizerFile.FileName));
        var encoder = Conversations(config, tokenizer, template, overlong, folder);
        return new(LlavaCheckpoint.Load(folder), tokenizer, encoder);
    }

    /// <summary>A new micro model whose words are those of texts.</summary>
    /// <param name="texts">Questions and answers.</param>
    /// <param name="seed">Seed of its weights.</param>
    /// <param name="overlong">What happens to answers that do not fit.</param>
    public static LlavaFolder Micro(IEnumerable<string> texts, long seed, Overlong overlong = Overlong.Reject)
    {
        var tokenizer = WordTokenizer.Of(texts);
        var config = LlavaConfig.Micro(tokenizer.VocabularySize, tokenizer.SpecialToken("<image>"));
        return new(new LlavaModel(config, new TorchSharp.torch.Generator((ulong)seed)), tokenizer,
            Conversations(config, tokenizer, null, overlong, "micro"));
    }

    private static ConversationEncoder Conversations(
        LlavaConfig config, TextTokenizer tokenizer, string? template, Overlong overlong, string folder)
    {
        if (tokenizer.VocabularySize > config.Text.VocabularySize)
            throw new ModelFormatException(
                $"{folder}: the tokenizer has {tokenizer.VocabularySize} tokens, the " +
                $"model {config.Text.VocabularySize}");
        if (tokenizer.SpecialToken("<image>") != config.ImageToken)
            throw new ModelFormatException(
                $"{folder}: <image> is token {tokenizer.SpecialToken("<image>")} of the tokenizer, but " +
                $"image_token_index = {config.ImageToken}");
        var chosen = template is not null ? ChatTemplate.Named(template) : tokenizer is WordTokenizer
            ? ChatTemplate.Plain : ChatTemplate.Llava15;
        return new(tokenizer, chosen, config.ImageTokens, config.Text.MaxTokens, overlong);
    }
}
