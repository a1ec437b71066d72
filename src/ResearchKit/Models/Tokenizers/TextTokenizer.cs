namespace ResearchKit.Models.Tokenizers;

/// <summary>
/// From text to token numbers and back. Text is text: a word such as <c>&lt;/s&gt;</c> in it is never read as a special
/// token, so data cannot end an answer or fake an image; whoever builds a sequence puts special tokens in by number.
/// </summary>
/// <param name="special">The special tokens by what they are written as.</param>
public abstract class TextTokenizer(IReadOnlyDictionary<string, int> special)
{
    private readonly HashSet<int> _specialIds = [.. special.Values];

    /// <summary>Special tokens by what they are written as: <c>&lt;s&gt;</c>, <c>&lt;/s&gt;</c>,
    /// <c>&lt;image&gt;</c>.</summary>
    public IReadOnlyDictionary<string, int> Special { get; } = special;

    /// <summary>One more than the largest token number.</summary>
    public abstract int VocabularySize { get; }

    /// <summary>The tokens of a text.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="continues">Whether it continues a text, and so does not begin with a word boundary of its
    /// own.</param>
    public abstract int[] Encode(string text, bool continues = false);

    /// <summary>The text of tokens; special tokens have none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such token.</exception>
    public string Decode(IEnumerable<int> tokens, bool continues = false) =>
        DecodeText(tokens.Where(t => !_specialIds.Contains(t)), continues);

    /// <summary>The number of a special token.</summary>
    /// <exception cref="ModelFormatException">The tokenizer has none of that name; the message lists those it
    /// has.</exception>
    public int SpecialToken(string written) => Special.TryGetValue(written, out var id) ? id
        : throw new ModelFormatException(
            $"the tokenizer has no special token '{written}'; it has {string.Join(" ", Special.Keys)}");

    /// <summary>The text of tokens none of which is special.</summary>
    protected abstract string DecodeText(IEnumerable<int> tokens, bool continues);

    /// <summary>The error for a number that is no token.</summary>
    protected ArgumentOutOfRangeException NoToken(int token) =>
        new(nameof(token), token, $"there are tokens 0 to {VocabularySize - 1}");
}
