namespace ResearchKit.Models.Tokenizers;

/// <summary>
/// Puts image, question and answer together as tokens. Question and answer are tokenized apart, as they are when a
/// model answers, so that the answer's first token is known and no token belongs to both.
/// </summary>
public sealed class ConversationEncoder
{
    private readonly TextTokenizer _tokenizer;
    private readonly ChatTemplate _template;
    private readonly int _imageTokens;
    private readonly int _image;
    private readonly int? _begin;

    /// <summary>An encoder for one model.</summary>
    /// <param name="tokenizer">Its tokenizer, with special tokens <c>&lt;/s&gt;</c> and <c>&lt;image&gt;</c>.</param>
    /// <param name="template">How it was trained.</param>
    /// <param name="imageTokens">Tokens per image.</param>
    /// <param name="maxTokens">Most tokens of a sequence.</param>
    /// <param name="overlong">What happens to longer answers.</param>
    /// <exception cref="ModelFormatException">A special token is missing.</exception>
    public ConversationEncoder(
        TextTokenizer tokenizer, ChatTemplate template, int imageTokens, int maxTokens,
        Overlong overlong = Overlong.Reject)
    {
        (_tokenizer, _template, _imageTokens, MaxTokens, Overlong) =
            (tokenizer, template, imageTokens, maxTokens, overlong);
        (_image, End) = (tokenizer.SpecialToken("<image>"), tokenizer.SpecialToken("</s>"));
        _begin = tokenizer.Special.TryGetValue("<s>", out var begin) ? begin : null;
    }

    /// <summary>The token that ends an answer.</summary>
    public int End { get; }

    /// <summary>Most tokens of a sequence.</summary>
    public int MaxTokens { get; }

    /// <summary>What happens to longer answers.</summary>
    public Overlong Overlong { get; }

    /// <summary>The tokens up to where the answer begins.</summary>
    /// <param name="prompt">The question.</param>
    /// <param name="images">Images before it.</param>
    /// <param name="system">What the model is told first; null for nothing.</param>
    /// <exception cref="ModelFormatException">There is no room for an answer: images and questions are never
    /// cut.</exception>
    public int[] Prompt(string prompt, int images = 1, string? system = null)
    {
        var before = system is null ? _template.Before : $"{system} {_template.Before}";
        List<int> tokens = _begin is { } begin ? [begin] : [];
        if (images > 0 && before.Length > 0) tokens.AddRange(_tokenizer.Encode(before));
        for (var i = 0; i < images; i++) tokens.AddRange(Enumerable.Repeat(_image, _imageTokens));
        var text = images > 0 ? _template.AfterImage + prompt : before + prompt;
        tokens.AddRange(_tokenizer.Encode(text + _template.AfterPrompt));
        if (tokens.Count >= MaxTokens)
            throw new ModelFormatException(
                $"image and question take {tokens.Count} tokens and leave no room for an answer " +
                $"within {MaxTokens}: '{Shown(prompt)}'");
        return [.. tokens];
    }

    /// <summary>A question with its answer and the end token.</summary>
    /// <inheritdoc cref="Prompt"/>
    /// <param name="prompt">The question.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="images">Images before it.</param>
    /// <param name="system">What the model is told first; null for nothing.</param>
    public EncodedAnswer Answer(string prompt, string answer, int images = 1, string? system = null)
    {
        var start = Prompt(prompt, images, system);
        int[] tokens = [.. start, .. _tokenizer.Encode(_template.BeforeAnswer + answer, continues: true), End];
        if (tokens.Length <= MaxTokens) return new(tokens, start.Length);
        if (Overlong == Overlong.Reject)
            throw new ModelFormatException(
                $"with its question and image the answer takes {tokens.Length} tokens, more than {MaxTokens}: " +
                $"'{Shown(answer)}'. Cut it (overlong: cut) or raise the limit");
        return new(tokens[..MaxTokens], start.Length);
    }

    /// <summary>The text of an answer's tokens.</summary>
    public string Text(ReadOnlySpan<int> answer)
    {
        var text = _tokenizer.Decode(answer.ToArray(), continues: true);
        return text.StartsWith(_template.BeforeAnswer, StringComparison.Ordinal) ? text[_template.BeforeAnswer.Length..]
            : text;
    }

    private static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "...";
}
