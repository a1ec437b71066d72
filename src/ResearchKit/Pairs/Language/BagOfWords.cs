using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Pairs.Language;

/// <summary>Token counts of the two sides of some pairs, <c>[pairs, vocabulary]</c> each.</summary>
internal sealed class BagOfWords
{
    private readonly Dictionary<string, int> _vocabulary;
    private readonly Func<string, IEnumerable<string>> _tokens;

    /// <summary>Counts these texts, with their own vocabulary.</summary>
    public BagOfWords(string[] chosen, string[] rejected, Func<string, IEnumerable<string>> tokens)
        : this(chosen, rejected, tokens, Vocabulary(chosen.Concat(rejected).SelectMany(tokens)))
    {
    }

    private BagOfWords(string[] chosen, string[] rejected, Func<string, IEnumerable<string>> tokens,
        Dictionary<string, int> vocabulary)
    {
        (_vocabulary, _tokens, Pairs) = (vocabulary, tokens, chosen.Length);
        (Chosen, Rejected) = (Matrix(chosen), Matrix(rejected));
    }

    public int Pairs { get; }

    public Tensor Chosen { get; }

    public Tensor Rejected { get; }

    /// <summary>Counts other texts with the same vocabulary; what it lacks is passed over.</summary>
    public BagOfWords Count(string[] chosen, string[] rejected) => new(chosen, rejected, _tokens, _vocabulary);

    private static Dictionary<string, int> Vocabulary(IEnumerable<string> words) =>
        words.Distinct().Order(StringComparer.Ordinal).Select((word, i) => (word, i))
        .ToDictionary(p => p.word, p => p.i);

    private Tensor Matrix(string[] texts)
    {
        var counts = new double[texts.Length * _vocabulary.Count];
        for (var i = 0; i < texts.Length; i++)
            foreach (var token in _tokens(texts[i]))
                if (_vocabulary.TryGetValue(token, out var column)) counts[i * _vocabulary.Count + column]++;
        return tensor(counts, [texts.Length, _vocabulary.Count]);
    }
}
