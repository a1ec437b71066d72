using ResearchKit.Scenes;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>A text about a scene, held against the scene.</summary>
public sealed class CaptionJudgment
{
    /// <summary>Reads and judges.</summary>
    /// <param name="scene">The truth.</param>
    /// <param name="text">What was said.</param>
    public CaptionJudgment(Scene scene, string text)
    {
        var sentences = SceneLanguage.Read(text);
        var facts = sentences.OfType<CaptionSentence>().SelectMany(s => s.Facts).ToArray();
        var present = scene.Objects.Select(o => o.Category).Distinct().ToArray();
        Mentioned = [.. facts.OfType<ExistenceFact>().Select(f => f.Category).Distinct()];
        Invented = [.. Mentioned.Except(present)];
        (Present, Covered) = (present.Length, present.Intersect(Mentioned).Count());
        Expected = Invented.Count(c => present.Contains(HabitWorld.CoOccurringWith(c)));
        (Facts, FalseFacts) = (facts.Length, facts.Count(f => !f.IsTrueOf(scene)));
        (Sentences, Broken) = (sentences.Count, sentences.Count(s => s is null));
    }

    /// <summary>The things that are mentioned.</summary>
    public Category[] Mentioned { get; }

    /// <summary>Those among them that are not there.</summary>
    public Category[] Invented { get; }

    /// <summary>How many of those come with things that are there.</summary>
    public int Expected { get; }

    /// <summary>How many kinds of things are there.</summary>
    public int Present { get; }

    /// <summary>How many of them are mentioned.</summary>
    public int Covered { get; }

    /// <summary>Facts stated.</summary>
    public int Facts { get; }

    /// <summary>Those that are false.</summary>
    public int FalseFacts { get; }

    /// <summary>Sentences.</summary>
    public int Sentences { get; }

    /// <summary>Sentences that are none of the lab's language.</summary>
    public int Broken { get; }

    /// <summary>Errors: false facts, and sentences that say nothing. RLAIF-V scores a response by minus this.</summary>
    public int Errors => FalseFacts + Broken;
}
