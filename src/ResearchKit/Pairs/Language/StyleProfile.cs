namespace ResearchKit.Pairs.Language;

/// <summary>How a response is written, whatever it says.</summary>
/// <param name="Words">Number of words.</param>
/// <param name="Sentences">Number of sentences.</param>
/// <param name="WordsPerSentence">Mean length of a sentence in words.</param>
/// <param name="LettersPerWord">Mean length of a word in characters.</param>
/// <param name="FunctionWords">Share of articles, prepositions, pronouns, conjunctions and auxiliaries among the
/// words.</param>
/// <param name="DistinctWords">Share of different words among the words.</param>
public sealed record StyleProfile(
    int Words, int Sentences, double WordsPerSentence, double LettersPerWord, double FunctionWords,
    double DistinctWords)
{
    private static readonly HashSet<string> Closed =
    [
        "a", "an", "the", "this", "that", "these", "those", "there", "here", "it", "its", "they", "them", "their",
        "which", "who", "one", "everything",
        "of", "in", "on", "at", "to", "by", "for", "with", "from", "into", "above", "below", "inside", "among", "than",
        "off", "up", "out",
        "and", "or", "but", "so", "hence", "as", "not", "no", "some", "be", "is", "are", "was", "were", "has", "have",
        "can", "do", "does",
    ];

    /// <summary>The profile of a response.</summary>
    /// <exception cref="ArgumentException">The response has no word.</exception>
    public static StyleProfile Of(string response)
    {
        var words = Tokens.Words(response).ToArray();
        if (words.Length == 0) throw new ArgumentException("a response without words has no style", nameof(response));
        var sentences = Math.Max(1, SentenceSplitter.Split(response).Count);
        return new(
            words.Length, sentences, (double)words.Length / sentences, words.Average(w => w.Length),
            words.Count(Closed.Contains) / (double)words.Length, words.Distinct().Count() / (double)words.Length);
    }

    /// <summary>Every statistic by name.</summary>
    public IReadOnlyList<(string Name, double Value)> Statistics =>
    [
        ("words", Words), ("sentences", Sentences), ("words per sentence", WordsPerSentence),
        ("letters per word", LettersPerWord),
        ("share of function words", FunctionWords), ("share of distinct words", DistinctWords),
    ];
}
