using ResearchKit.Benchmarks.Reading;
using ResearchKit.Benchmarks.Text;

namespace ResearchKit.Benchmarks.Chair;

/// <summary>
/// The objects that captions are searched for, from a synonym file: a line per category, the category's name first,
/// then what else it is called, separated by commas. Finds them as CHAIR's script does (Rohrbach et al., EMNLP 2018):
/// words in the singular, two words that name one thing before single ones, a toilet's seat no chair.
/// </summary>
internal sealed class ObjectVocabulary
{
    // The pairs of words that CHAIR's script knows; Object HalBench takes those of the synonym file.
    private static readonly string[] ChairPairs =
    [
        "motor bike", "motor cycle", "air plane", "traffic light", "street light", "traffic signal", "stop light",
        "fire hydrant", "stop sign", "parking meter", "suit case", "sports ball", "baseball bat", "baseball glove",
        "tennis racket", "wine glass", "hot dog", "cell phone", "mobile phone", "teddy bear", "hair drier",
        "potted plant",
        "bow tie", "laptop computer",
    ];

    private static readonly string[] Animals =
        ["bird", "cat", "dog", "horse", "sheep", "cow", "elephant", "bear", "zebra", "giraffe", "animal", "cub"];

    private readonly Dictionary<string, int> _categories = [];
    private readonly Dictionary<string, string> _pairs = [];
    private readonly HashSet<string> _firstOfPair = [];
    private readonly List<string> _names = [];
    private readonly List<string> _words = [];
    private readonly Singular _singular;

    private ObjectVocabulary(string path, bool pairsOfFile)
    {
        foreach (var line in File.ReadLines(path))
        {
            string[] synonyms =
                [.. line.Trim('\uFEFF', ' ', '\t', '\r')
                    .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
            if (synonyms.Length == 0) continue;
            // A category that two lines share, or a word of two categories: the last one counts, as in the script.
            if (!_names.Contains(synonyms[0])) _names.Add(synonyms[0]);
            foreach (var synonym in synonyms) _categories[synonym] = _names.IndexOf(synonyms[0]);
        }
        if (_names.Count == 0) throw new BenchmarkException($"{path}: there are no synonyms in the file");
        foreach (var pair in pairsOfFile ? _categories.Keys.Where(s => s.Contains(' ')) : ChairPairs)
            AddPair(pair, pair);
        AddPair("home plate", "home plate");
        AddPair("train track", "train track");
        foreach (var animal in Animals)
        {
            AddPair("baby " + animal, animal);
            AddPair("adult " + animal, animal);
        }
        AddPair("passenger jet", "jet");
        AddPair("passenger train", "train");
        AddPair("bow tie", "tie");
        AddPair("toilet seat", "toilet");
        _singular =
            new(new HashSet<string>(
                [.. _categories.Keys, .. _firstOfPair, .. _pairs.Keys.SelectMany(p => p.Split(' '))]));
    }

    /// <summary>The categories.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Reads a synonym file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pairsOfFile">Whether the file's own pairs of words are found, or the list of CHAIR's
    /// script.</param>
    public static ObjectVocabulary Load(string path, bool pairsOfFile)
    {
        RecordFile.Open(path).Dispose(); // its messages
        return new(path, pairsOfFile);
    }

    /// <summary>The category of a name or synonym, or -1.</summary>
    public int CategoryOf(string name) => _categories.GetValueOrDefault(name, -1);

    /// <summary>The categories of the objects that a text mentions, in order, with repetitions.</summary>
    public void Find(string text, List<int> found)
    {
        ReadWords(text);
        var toilet = _words.Contains("toilet");
        foreach (var word in _words)
            if (!(toilet && word == "seat") && _categories.TryGetValue(word, out var category)) found.Add(category);
    }

    /// <summary>
    /// The object that a name from a list of objects stands for, or -1: a pair of words in it, otherwise its last word
    /// (<c>wooden chair</c>).
    /// </summary>
    public int CategoryOfPhrase(string phrase)
    {
        ReadWords(phrase);
        for (var i = 0; i < _words.Count; i++)
            if (_words[i].Contains(' ') && _categories.TryGetValue(_words[i], out var pair)) return pair;
        return _words.Count > 0 ? _categories.GetValueOrDefault(_words[^1], -1) : -1;
    }

    private void AddPair(string pair, string meaning)
    {
        _pairs[pair] = meaning;
        _firstOfPair.Add(pair[..pair.IndexOf(' ')]);
    }

    private void ReadWords(string text)
    {
        _words.Clear();
        var lower = text.ToLowerInvariant();
        var position = 0;
        var open = false; // whether the last word may begin a pair
        while (WordSplitter.Next(lower, ref position, out var range))
        {
            var word = _singular.Of(lower.AsSpan()[range]);
            if (open && _pairs.TryGetValue(_words[^1] + " " + word, out var meaning))
            {
                _words[^1] = meaning;
                open = false;
                continue;
            }
            _words.Add(word);
            open = _firstOfPair.Contains(word);
        }
    }
}
