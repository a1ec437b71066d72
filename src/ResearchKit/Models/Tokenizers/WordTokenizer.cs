using System.Text;
using System.Text.RegularExpressions;

namespace ResearchKit.Models.Tokenizers;

/// <summary>
/// One token per word or run of punctuation: the lab's tokenizer, in the layout of Hugging Face's <c>WordLevel</c> with
/// the pre-tokenizer <c>Whitespace</c>. Words are joined by one space, and punctuation follows its word directly.
/// </summary>
public sealed partial class WordTokenizer : TextTokenizer
{
    /// <summary>What stands for a word that is not in the vocabulary.</summary>
    public const string Unknown = "<unk>";

    private readonly string[] _words;
    private readonly Dictionary<string, int> _ids;
    private readonly int _unknown;

    /// <summary>A tokenizer with the given words.</summary>
    /// <param name="words">All tokens, special ones too; a token's number is its place.</param>
    /// <param name="special">The special ones among them.</param>
    /// <exception cref="ModelFormatException">A word occurs twice, or there is no <see cref="Unknown"/>.</exception>
    public WordTokenizer(IReadOnlyList<string> words, IReadOnlyDictionary<string, int> special) : base(special)
    {
        _words = [.. words];
        _ids = [];
        for (var i = 0; i < _words.Length; i++)
            if (!_ids.TryAdd(_words[i], i))
                throw new ModelFormatException($"the word '{_words[i]}' is twice in the vocabulary");
        _unknown = _ids.TryGetValue(Unknown, out var id) ? id
            : throw new ModelFormatException($"the vocabulary lacks {Unknown}");
    }

    /// <inheritdoc/>
    public override int VocabularySize => _words.Length;

    /// <summary>The words in order of their numbers.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>A tokenizer of the words of texts in alphabetical order, after the special tokens.</summary>
    /// <param name="texts">Any texts.</param>
    public static WordTokenizer Of(IEnumerable<string> texts)
    {
        string[] special = ["<pad>", "<s>", "</s>", "<image>", Unknown];
        var words = texts.SelectMany(Split).Distinct().Order(StringComparer.Ordinal).Except(special);
        return new([.. special, .. words], special.Select((s, i) => (s, i)).ToDictionary(t => t.s, t => t.i));
    }

    /// <inheritdoc/>
    public override int[] Encode(string text, bool continues = false) =>
        [.. Split(text).Select(w => _ids.TryGetValue(w, out var id) && !Special.ContainsKey(w) ? id : _unknown)];

    /// <inheritdoc/>
    protected override string DecodeText(IEnumerable<int> tokens, bool continues)
    {
        var text = new StringBuilder();
        foreach (var token in tokens)
        {
            if ((uint)token >= _words.Length) throw NoToken(token);
            var word = _words[token];
            var attached = text.Length == 0 || !(char.IsLetterOrDigit(word[0]) || word[0] is '_' or '(' or '"');
            if (!attached) text.Append(' ');
            text.Append(word);
        }
        return text.ToString();
    }

    private static IEnumerable<string> Split(string text) => Piece().Matches(text).Select(m => m.Value);

    [GeneratedRegex(@"\w+|[^\w\s]+", RegexOptions.CultureInvariant)]
    private static partial Regex Piece();
}
