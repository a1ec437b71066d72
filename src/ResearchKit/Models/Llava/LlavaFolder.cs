using ResearchKit.Models.Tokenizers;
using static TorchSharp.torch;

namespace ResearchKit.Models.Llava;

/// <summary>A model ready for use: weights, tokenizer, and how conversations are put to it.</summary>
/// <param name="Model">The model.</param>
/// <param name="Tokenizer">Its tokenizer.</param>
/// <param name="Encoder">Makes its tokens of questions and answers.</param>
public sealed record LlavaFolder(LlavaModel Model, TextTokenizer Tokenizer, ConversationEncoder Encoder)
{
    // Words of all kinds: tokenizers that agree on them and on their sizes are taken for the same.
    private const string Probe = "What is in the image? A red ball is left of 12 chairs, isn't it.";

    /// <summary>Loads a checkpoint with its <c>tokenizer.json</c>.</summary>
    /// <param name="folder">The checkpoint.</param>
    /// <param name="template">Name of the chat template; null takes the lab's for word-level tokenizers, else LLaVA
    /// 1.5's.</param>
    /// <param name="overlong">What happens to answers that do not fit.</param>
    /// <param name="device">Where the model will live; null for the CPU.</param>
    /// <exception cref="ModelFormatException">A file is missing or wrong, or tokenizer and model do not
    /// fit.</exception>
    public static LlavaFolder Load(
        string folder, string? template = null, Overlong overlong = Overlong.Reject, Device? device = null)
    {
        if (!Directory.Exists(folder)) throw new ModelFormatException($"{folder}: there is no such folder");
        var config = LlavaCheckpoint.Config(folder);
        var tokenizer = TokenizerFile.Read(Path.Combine(folder, TokenizerFile.FileName));
        var encoder = Conversations(config, tokenizer, template, overlong, folder);
        return new(LlavaCheckpoint.Load(folder, device), tokenizer, encoder);
    }

    /// <summary>Loads a second model that reads the tokens of this one, such as a reference, to the same
    /// device.</summary>
    /// <param name="folder">The second checkpoint.</param>
    /// <param name="template">As in <see cref="Load"/>.</param>
    /// <exception cref="ModelFormatException">It cannot be loaded, or reads other tokens or images.</exception>
    public LlavaModel Beside(string folder, string? template = null)
    {
        var other = Load(folder, template, device: Model.Device);
        if (other.Tokenizer.VocabularySize != Tokenizer.VocabularySize || other.Encoder.End != Encoder.End
            || other.Model.Config.ImageToken != Model.Config.ImageToken
            || !other.Tokenizer.Encode(Probe).AsSpan().SequenceEqual(Tokenizer.Encode(Probe)))
            throw new ModelFormatException($"{folder}: its tokenizer is another one than the first model's");
        if (other.Model.Config.Vision.ImageSize != Model.Config.Vision.ImageSize
            || other.Model.Config.ImageTokens != Model.Config.ImageTokens)
            throw new ModelFormatException(
                $"{folder}: it sees images of {other.Model.Config.Vision.ImageSize} pixels " +
                $"as {other.Model.Config.ImageTokens} tokens, the first model {Model.Config.Vision.ImageSize} " +
                $"as {Model.Config.ImageTokens}");
        if (other.Model.Config.Text.MaxTokens < Model.Config.Text.MaxTokens)
            throw new ModelFormatException(
                $"{folder}: it reads {other.Model.Config.Text.MaxTokens} tokens at most, the first " +
                $"model {Model.Config.Text.MaxTokens}");
        return other.Model;
    }

    /// <summary>A new micro model whose words are those of texts.</summary>
    /// <param name="texts">Questions and answers.</param>
    /// <param name="seed">Seed of its weights.</param>
    /// <param name="overlong">What happens to answers that do not fit.</param>
    /// <param name="device">Where the model will live; null for the CPU.</param>
    public static LlavaFolder Micro(
        IEnumerable<string> texts, long seed, Overlong overlong = Overlong.Reject, Device? device = null)
    {
        var tokenizer = WordTokenizer.Of(texts);
        var config = LlavaConfig.Micro(tokenizer.VocabularySize, tokenizer.SpecialToken("<image>"));
        return new(new LlavaModel(config, new Generator((ulong)seed), device: device), tokenizer,
            Conversations(config, tokenizer, null, overlong, "micro"));
    }

    private static ConversationEncoder Conversations(
        LlavaConfig config, TextTokenizer tokenizer, string? template, Overlong overlong, string folder)
    {
        if (tokenizer.VocabularySize > config.Text.VocabularySize)
            throw new ModelFormatException(
                $"{folder}: the tokenizer has {tokenizer.VocabularySize} tokens, the " +
                $"model {config.Text.VocabularySize}");
        foreach (var needed in (string[])["<image>", "</s>"])
            if (!tokenizer.Special.ContainsKey(needed))
                throw new ModelFormatException(
                    $"{folder}: {TokenizerFile.FileName} has no special token {needed} among its added_tokens");
        if (tokenizer.SpecialToken("<image>") != config.ImageToken)
            throw new ModelFormatException(
                $"{folder}: <image> is token {tokenizer.SpecialToken("<image>")} of the tokenizer, but " +
                $"image_token_index = {config.ImageToken}");
        var chosen = template is not null ? ChatTemplate.Named(template) : tokenizer is WordTokenizer
            ? ChatTemplate.Plain : ChatTemplate.Llava15;
        return new(tokenizer, chosen, config.ImageTokens, config.Text.MaxTokens, overlong);
    }
}
