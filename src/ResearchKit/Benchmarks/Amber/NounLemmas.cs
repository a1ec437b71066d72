using Humanizer;

namespace ResearchKit.Benchmarks.Amber;

/// <summary>
/// The words of AMBER's association file behind the forms that a text has: lemmas of nouns as WordNet's Morphy finds
/// them, which AMBER's script calls through NLTK. A plural loses its ending by Morphy's rules as far as the rest is a
/// word of the file; of several the shortest counts.
/// </summary>
/// <param name="vocabulary">The words of the association file.</param>
/// <param name="official">
/// Whether a noun that WordNet 3.0 does not know keeps its plural and is then no word of the file, and whether a pair
/// (<c>sunglasses</c>) is cut to a singular that the file does not have: so it is with the script.
/// </param>
internal sealed class NounLemmas(IReadOnlySet<string> vocabulary, bool official)
{
    private const int MostForms = 1 << 16; // a file of random words cannot fill the memory

    private static readonly (string Plural, string Singular)[] Rules =
    [
        ("s", ""), ("ses", "s"), ("ves", "f"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"),
        ("men", "man"), ("ies", "y"),
    ];

    // The regular form would be another noun of the file.
    private static readonly Dictionary<string, string> Irregular = new()
    {
        ["leaves"] = "leaf", ["knives"] = "knife", ["busses"] = "bus", ["camerae"] = "camera",
        ["potatoes"] = "potato", ["tomatoes"] = "tomato",
    };

    // Nouns of AMBER's file that are none of WordNet 3.0's, and words that Morphy cuts further or not at all.
    private static readonly HashSet<string> Unknown =
    [
        "TVs", "air-conditionings", "baconics", "bedsheets", "canns", "catholes", "closestools", "cooktops",
        "dogholes", "e-books", "earings", "ebooks", "electrombiles", "hots", "kiwifruits", "paragliders", "pissoirs",
        "rpoes", "sanitizers", "scoons", "seegulls", "showerpuffs", "showerpufves", "streetlamps", "waterfonts", "men",
        "vases", "sunglasses", "earrings", "slippers", "chopsticks", "earringses", "slipperses", "chopstickses",
        "earringss", "slipperss", "chopstickss",
    ];

    private readonly Dictionary<string, string?> _known = [];
    private readonly Dictionary<string, string> _capitals =
        vocabulary.Where(w => w.Any(char.IsUpper)).ToDictionary(w => w.ToLowerInvariant());

    /// <summary>The word of the file that a form belongs to, or null.</summary>
    public string? Of(ReadOnlySpan<char> form)
    {
        var lookup = _known.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(form, out var lemma)) return lemma;
        var text = form.ToString();
        lemma = Find(text);
        if (_known.Count < MostForms) _known[text] = lemma;
        return lemma;
    }

    private string? Find(string form)
    {
        if (official && Unknown.Contains(form)) return null;
        if (Irregular.TryGetValue(form, out var lemma)) return Word(lemma);
        var shortest = Word(form);
        foreach (var (plural, singular) in Rules)
            if (form.EndsWith(plural, StringComparison.Ordinal)
                && Word(string.Concat(form.AsSpan(0, form.Length - plural.Length), singular)) is { } word
                && (shortest is null || word.Length < shortest.Length)) shortest = word;
        // children, geese, mice: no ending at all
        return shortest ?? (form.EndsWith('s') ? null : Word(form.Singularize(inputIsKnownToBePlural: false)));
    }

    private string? Word(string lemma) => vocabulary.Contains(lemma) ? lemma
        : official ? null : _capitals.GetValueOrDefault(lemma);
}
