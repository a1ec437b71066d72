using System.Collections.Concurrent;
using Humanizer;

namespace ResearchKit.Benchmarks.Text;

/// <summary>
/// Words in the singular. A word of the vocabulary stays as it is (<c>scissors</c>, <c>bus</c>); any other is put into
/// the singular once and then looked up: captions repeat few words. Many threads may ask at once.
/// </summary>
internal sealed class Singular
{
    private const int MostWords = 1 << 16; // a file of random words cannot fill the memory
    private static readonly string[] Endings = ["s", "es"];
    private readonly IReadOnlySet<string> _vocabulary;
    private readonly ConcurrentDictionary<string, string> _known = [];
    private readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public Singular(IReadOnlySet<string> vocabulary)
    {
        _vocabulary = vocabulary;
        _lookup = _known.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The singular of a word.</summary>
    public string Of(ReadOnlySpan<char> word)
    {
        if (_lookup.TryGetValue(word, out var singular)) return singular;
        var text = word.ToString();
        singular = _vocabulary.Contains(text) ? text : FromPlural(text);
        if (_known.Count < MostWords) _known[text] = singular;
        return singular;
    }

    // The library's rules first; where they miss (taxis, hoofs), an ending whose rest is a word of the vocabulary.
    private string FromPlural(string word)
    {
        var singular = word.Singularize(inputIsKnownToBePlural: false);
        if (_vocabulary.Contains(singular)) return singular;
        foreach (var ending in Endings)
            if (word.EndsWith(ending, StringComparison.Ordinal) && _vocabulary.Contains(word[..^ending.Length]))
                return word[..^ending.Length];
        return singular;
    }
}
