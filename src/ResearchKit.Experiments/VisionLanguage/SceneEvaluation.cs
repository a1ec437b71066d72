using ResearchKit.Benchmarks.YesNo;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>
/// A model's answers and captions about held-out scenes, scored as AMBER scores them: the positive class of questions
/// is No.
/// </summary>
public sealed record SceneEvaluation
{
    /// <summary>Counts of answers to existence, attribute and relation questions.</summary>
    public required IReadOnlyDictionary<QuestionKind, YesNoCounts> Answers { get; init; }

    /// <summary>AMBER's CHAIR: share of the things mentioned in captions that are not there.</summary>
    public required double Chair { get; init; }

    /// <summary>AMBER's Cover: share of the things that are there and are mentioned.</summary>
    public required double Cover { get; init; }

    /// <summary>AMBER's Hal: share of captions that mention something that is not there.</summary>
    public required double Hal { get; init; }

    /// <summary>AMBER's Cog: share of the things mentioned that are not there and come with what is.</summary>
    public required double Cog { get; init; }

    /// <summary>Share of the facts stated in captions that are false, of any kind.</summary>
    public required double FalseFacts { get; init; }

    /// <summary>Share of sentences that are none of the lab's language.</summary>
    public required double Broken { get; init; }

    /// <summary>Facts per caption.</summary>
    public required double Facts { get; init; }

    /// <summary>
    /// MMHal-Bench's score, 0 to 6, of the descriptions as answers to its holistic question, by the rules of
    /// <see cref="Benchmarks.SceneSuites.SceneJudge"/>: 6 if something that is there is named and nothing else, 1 if
    /// something else is named beside it.
    /// </summary>
    public required double MmHalScore { get; init; }

    /// <summary>MMHal-Bench's hallucination rate: share of descriptions rated below 3.</summary>
    public required double MmHalRate { get; init; }

    /// <summary>All questions together.</summary>
    public YesNoCounts All => Answers.Values.Aggregate((a, b) => new(
        a.TruePositives + b.TruePositives, a.FalsePositives + b.FalsePositives, a.TrueNegatives + b.TrueNegatives,
        a.FalseNegatives + b.FalseNegatives, a.NeitherPositives + b.NeitherPositives,
        a.NeitherNegatives + b.NeitherNegatives));

    /// <summary>
    /// Share of answers that say yes to attribute and relation questions, of which half are true.
    /// </summary>
    public double YesRate
    {
        get
        {
            var pairs = new[] { Answers[QuestionKind.Attribute], Answers[QuestionKind.Relation] };
            return pairs.Sum(c => c.TrueNegatives + c.FalseNegatives) / (double)pairs.Sum(c => c.Total);
        }
    }

    /// <summary>F1 of one kind of question.</summary>
    public double F1(QuestionKind kind) => Answers[kind].F1;

    /// <summary>F1 over all questions.</summary>
    public double PooledF1 => All.F1;

    /// <summary>Accuracy over all questions.</summary>
    public double Accuracy => All.Accuracy;
}
