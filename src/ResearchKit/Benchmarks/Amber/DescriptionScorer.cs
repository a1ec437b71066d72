using ResearchKit.Benchmarks.Scoring;

namespace ResearchKit.Benchmarks.Amber;

/// <summary>
/// AMBER's generative task: which nouns of a description are there, which are not, and which of the absent ones a
/// person, too, would have expected.
/// </summary>
internal sealed class DescriptionScorer(AmberAssociation association, ISynonymCheck synonyms, ScoringMode mode)
{
    private readonly NounExtractor _extractor =
        new(association.Vocabulary, official: mode == ScoringMode.Official);
    private readonly List<string> _nouns = [];

    /// <summary>Scores a description; true if it is free of hallucination.</summary>
    /// <param name="item">The annotation.</param>
    /// <param name="response">The description.</param>
    /// <param name="given">Its nouns, if they were extracted elsewhere.</param>
    /// <param name="counts">Eight counters, see <see cref="AmberMetrics.Descriptions"/>.</param>
    public bool Score(AmberItem item, string response, IReadOnlyList<string>? given, Span<int> counts)
    {
        _nouns.Clear();
        if (given is null) _extractor.Extract(response, _nouns);
        else _nouns.AddRange(given.Where(association.Vocabulary.Contains));

        var covered = new bool[item.Truth.Length];
        var imagined = new bool[item.Hallucinated.Length];
        var hallucinated = 0;
        foreach (var noun in _nouns)
        {
            if (association.Safe.Contains(noun) || Mark(noun, item.Truth, covered, Same)) continue;
            // The script marks an expected object by the word itself and again by its first synonym.
            Mark(noun, item.Hallucinated, imagined, Same);
            Mark(noun, item.Hallucinated, imagined, synonyms.AreSynonyms);
            if (!Mark(noun, item.Truth, covered, synonyms.AreSynonyms)) hallucinated++;
        }
        counts[0] = _nouns.Count;
        counts[1] = hallucinated;
        counts[2] = covered.Length;
        counts[3] = covered.Count(c => c);
        counts[4] = imagined.Length;
        counts[5] = imagined.Count(c => c);
        counts[6] = 1;
        counts[7] = hallucinated == 0 ? 1 : 0;
        return hallucinated == 0;
    }

    private static bool Same(string noun, string word) => noun == word;

    // The script looks through the words associated with all objects first, then through the objects themselves, and
    // marks the first object that matches: a "tree" covers a forest before it covers a tree. By the formula it covers
    // every object that it names or stands for.
    private bool Mark(string noun, string[] objects, bool[] marks, Func<string, string, bool> matches)
    {
        var found = false;
        for (var i = 0; i < objects.Length; i++)
            foreach (var word in association.Of(objects[i]))
                if (matches(noun, word))
                {
                    marks[i] = found = true;
                    if (mode == ScoringMode.Official) return true;
                }
        for (var i = 0; i < objects.Length; i++)
            if (matches(noun, objects[i]))
            {
                marks[i] = found = true;
                if (mode == ScoringMode.Official) return true;
            }
        return found;
    }
}
