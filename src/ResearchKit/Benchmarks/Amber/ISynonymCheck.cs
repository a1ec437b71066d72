namespace ResearchKit.Benchmarks.Amber;

/// <summary>
/// Whether two words name the same thing. AMBER's script asks spaCy's large English model (cosine of word vectors above
/// 0.8); which words pass depends on that model's vectors.
/// </summary>
public interface ISynonymCheck
{
    /// <summary>Whether an answer's noun may stand for a word of the annotation.</summary>
    bool AreSynonyms(string noun, string word);
}

/// <summary>
/// Only equal words are synonyms: the default, which needs no model. Words that AMBER's association file lists are
/// matched before this is asked; what it cannot match counts as a hallucination, so CHAIR is at most too high.
/// </summary>
public sealed class ExactSynonyms : ISynonymCheck
{
    /// <inheritdoc/>
    public bool AreSynonyms(string noun, string word) => noun == word;
}
