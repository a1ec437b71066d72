using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Language;

/// <summary>What a model said of an image, and the same with its mistakes repaired.</summary>
/// <param name="Said">The description, with its false facts among those of its sentences.</param>
/// <param name="Corrected">The same sentences with what is true in place of what is not; invented objects are left
/// out.</param>
public sealed record SampledDescription(Caption Said, Caption Corrected)
{
    /// <summary>How many facts of the description are false of the scene.</summary>
    public int Hallucinations(Scene scene) =>
        Said.Sentences.SelectMany(s => s.Facts).Distinct().Count(f => !f.IsTrueOf(scene));
}

/// <summary>
/// A captioner with a stated rate of hallucination: the stand-in for sampling a vision-language model. Of each fact
/// that can be wrong it says something false at that rate, and as often it invents the absent category that co-occurs
/// with what it has named.
/// </summary>
/// <param name="rate">Share of wrong facts, 0 to 1.</param>
public sealed class HallucinatingCaptioner(double rate)
{
    private readonly double _rate = rate is >= 0 and <= 1 ? rate
        : throw new ArgumentException($"a rate of hallucination lies between 0 and 1, not at {rate}", nameof(rate));

    /// <summary>One sample.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="random">Chooses words, what is said, and what goes wrong.</param>
    public SampledDescription Describe(Scene scene, SeededRandom random)
    {
        var truth = CaptionWriter.Write(scene, random);
        var said = new List<CaptionSentence>();
        var invented = new HashSet<Category>();
        foreach (var sentence in truth.Sentences)
        {
            said.Add(sentence.Facts.Aggregate(sentence, (s, fact) => Distort(scene, s, fact, random)));
            if (random.NextDouble() < _rate
                && HallucinationInjector.CoOccurringCategory(scene, sentence, random) is { } sentenceOfIt
                && invented.Add(((ExistenceFact)sentenceOfIt.Facts[0]).Category))
                said.Add(sentenceOfIt);
        }
        return new(new(said), truth);
    }

    // Objects are invented, not exchanged: every other fact can turn false where it stands.
    private CaptionSentence Distort(Scene scene, CaptionSentence sentence, Fact fact, SeededRandom random)
    {
        if (FactEdits.TypeOf(fact) is null or EditType.Existence || random.NextDouble() >= _rate) return sentence;
        var wrong = FactEdits.Alternatives(fact, scene);
        return wrong.Count == 0 ? sentence
            : FactEdits.Apply(new([sentence]), 0, fact, wrong[random.Next(wrong.Count)]).Sentences[0];
    }
}
