using ResearchKit.Scenes;
using static TorchSharp.torch;

namespace ResearchKit.Pairs.Vision.Learned.Networks;

/// <summary>
/// The words that text encoders know, each with a number. Case and punctuation do not count. A word outside the
/// vocabulary becomes <see cref="Unknown"/>, whose vector is trained like any other: it stands for "some word".
/// </summary>
public sealed class Vocabulary
{
    /// <summary>Number of the filler behind the end of a text.</summary>
    public const int Padding = 0;

    /// <summary>Number of every word that is not in the vocabulary.</summary>
    public const int Unknown = 1;

    /// <summary>Words of a text that are read; what comes after them is cut off.</summary>
    public const int MaxLength = 24;

    private readonly Dictionary<string, int> _numbers;

    /// <summary>A vocabulary of the given words, numbered from 2.</summary>
    /// <param name="words">Words in lower case.</param>
    /// <exception cref="ArgumentException">A word is there twice.</exception>
    public Vocabulary(IReadOnlyList<string> words)
    {
        Words = words;
        _numbers = words.Select((word, i) => (word, i)).ToDictionary(w => w.word, w => w.i + 2);
    }

    /// <summary>The words in the order of their numbers.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Numbers in use: the words, the filler and the unknown word.</summary>
    public int Count => Words.Count + 2;

    /// <summary>
    /// Every word of the captions of <paramref name="captions"/> and every category in both numbers, in alphabetical
    /// order.
    /// </summary>
    public static Vocabulary Of(IEnumerable<Caption> captions)
    {
        var nouns = Enum.GetValues<Category>().SelectMany(c => new[] { c.Noun(), c.Plural() });
        var words = captions.SelectMany(c => c.Sentences).SelectMany(s => Split(s.Text)).Concat(nouns).ToHashSet();
        return new([.. words.Order(StringComparer.Ordinal)]);
    }

    /// <summary>Whether the vocabulary has the word.</summary>
    public bool Knows(string word) => _numbers.ContainsKey(word.ToLowerInvariant());

    /// <summary>The words of a text, in lower case and without punctuation.</summary>
    public static string[] Split(string text) => text.ToLowerInvariant()
        .Split([' ', '.', ',', ';', ':', '!', '?', '"', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The numbers of a text's words; a text without words counts as one unknown word.</summary>
    public int[] Encode(string text)
    {
        int[] encoded = [.. Split(text).Take(MaxLength).Select(w => _numbers.GetValueOrDefault(w, Unknown))];
        return encoded.Length > 0 ? encoded : [Unknown];
    }

    /// <summary>Texts of numbered words as one tensor.</summary>
    /// <returns><c>[texts, words]</c> of int64, filled up with <see cref="Padding"/> to the longest text.</returns>
    public static Tensor Stack(IReadOnlyList<int[]> texts)
    {
        var length = Math.Max(1, texts.Max(t => t.Length));
        var numbers = new long[texts.Count * length];
        for (var i = 0; i < texts.Count; i++)
            for (var j = 0; j < texts[i].Length; j++) numbers[i * length + j] = texts[i][j];
        return tensor(numbers, [texts.Count, length]);
    }
}
