using ResearchKit.Benchmarks.Reading;
using ResearchKit.Benchmarks.Text;

namespace ResearchKit.Benchmarks.Chair;

/// <summary>Finds the objects that a caption mentions.</summary>
internal interface IObjectExtractor
{
    /// <summary>Adds the categories of the mentioned objects.</summary>
    void Extract(JsonRecord answer, string caption, List<int> mentioned);
}

/// <summary>By the rules of CHAIR's script: every mention counts.</summary>
internal sealed class RuleExtractor(ObjectVocabulary vocabulary) : IObjectExtractor
{
    public void Extract(JsonRecord answer, string caption, List<int> mentioned) => vocabulary.Find(caption, mentioned);
}

/// <summary>
/// From the list of objects that a language model has drawn from the caption, <c>extract_objs</c> as Object HalBench's
/// script saves it: every different object counts once, and captions of three words or fewer have none. Captions
/// without a list go to the rules.
/// </summary>
internal sealed class RecordedExtractor(ObjectVocabulary vocabulary) : IObjectExtractor
{
    private readonly RuleExtractor _rules = new(vocabulary);
    private readonly HashSet<string> _seen = [];

    public void Extract(JsonRecord answer, string caption, List<int> mentioned)
    {
        if (answer.Texts("extract_objs") is not { } names)
        {
            _rules.Extract(answer, caption, mentioned);
            return;
        }
        if (WordSplitter.Count(caption) <= 3) return;
        _seen.Clear();
        foreach (var name in names)
            if (_seen.Add(name.Trim().ToLowerInvariant()) && vocabulary.CategoryOfPhrase(name) is var category and >= 0)
                mentioned.Add(category);
    }
}
