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

    private readonly Dictionary<string, int> categories = [];
    private readonly Dictionary<string, string> pairs = [];
    private readonly HashSet<string> firstOfPair = [];
    private readonly List<string> names = [];
    private readonly List<string> words = [];
    private readonly Singular singular;

    private ObjectVocabulary(string path, bool pairsOfFile)
    {
        foreach (var line in File.ReadLines(path))
        {
            string[] synonyms =
                [.. line.Trim('\uFEFF', ' ', '\t', '\r')
                    .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
            if (synonyms.Length == 0) continue;
            // A category that two lines share, or a word of two categories: the last one counts, as in the script.
            if (!names.Contains(synonyms[0])) names.Add(synonyms[0]);
            foreach (var synonym in synonyms) categories[synonym] = names.IndexOf(synonyms[0]);
        }
        if (names.Count == 0) throw new BenchmarkException($"{path}: there are no synonyms in the file");
        foreach (var pair in pairsOfFile ? categories.Keys.Where(s => s.Contains(' ')) : ChairPairs)
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
        singular =
            new(new HashSet<string>([.. categories.Keys, .. firstOfPair, .. pairs.Keys.SelectMany(p => p.Split(' '))]));
    }

    /// <summary>The categories.</summary>
    public IReadOnlyList<string> Names => names;

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
    public int CategoryOf(string name) => categories.GetValueOrDefault(name, -1);

    /// <summary>The categories of the objects that a text mentions, in order, with repetitions.</summary>
    public void Find(string text, List<int> found)
    {
        ReadWords(text);
        var toilet = words.Contains("toilet");
        foreach (var word in words)
            if (!(toilet && word == "seat") && categories.TryGetValue(word, out var category)) found.Add(category);
    }

    /// <summary>
    /// The object that a name from a list of objects stands for, or -1: a pair of words in it, otherwise its last word
    /// (<c>wooden chair</c>).
    /// </summary>
    public int CategoryOfPhrase(string phrase)
    {
        ReadWords(phrase);
        for (var i = 0; i < words.Count; i++)
            if (words[i].Contains(' ') && categories.TryGetValue(words[i], out var pair)) return pair;
        return words.Count > 0 ? categories.GetValueOrDefault(words[^1], -1) : -1;
    }

    private void AddPair(string pair, string meaning)
    {
        pairs[pair] = meaning;
        firstOfPair.Add(pair[..pair.IndexOf(' ')]);
    }

    private void ReadWords(string text)
    {
        words.Clear();
        var lower = text.ToLowerInvariant();
        var position = 0;
        var open = false; // whether the last word may begin a pair
        while (WordSplitter.Next(lower, ref position, out var range))
        {
            var word = singular.Of(lower.AsSpan()[range]);
            if (open && pairs.TryGetValue(words[^1] + " " + word, out var meaning))
            {
                words[^1] = meaning;
                open = false;
                continue;
            }
            words.Add(word);
            open = firstOfPair.Contains(word);
        }
    }
}
