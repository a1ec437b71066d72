using ResearchKit.Benchmarks.YesNo;
using ResearchKit.Datasets;
using ResearchKit.Imaging;
using ResearchKit.Models.Generation;
using ResearchKit.Models.Llava;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>Scenes that no training has seen, with what is asked about them.</summary>
public sealed class HeldOutScenes
{
    private readonly Scene[] _scenes;
    private readonly RgbImage[] _images;
    private readonly (int Scene, Question Question)[] _questions;

    /// <summary>Draws the scenes.</summary>
    /// <param name="draws">Where they come from.</param>
    /// <param name="count">How many.</param>
    public HeldOutScenes(SeededDraws draws, int count)
    {
        _scenes = [.. Enumerable.Range(0, count).Select(_ => HabitWorld.Draw(draws, HabitRates.HeldOut))];
        _images = [.. _scenes.Select(s => HallucinatingStart.Seen(s.Render()))];
        _questions = [.. _scenes.SelectMany((s, i) => SceneQuestions.Benchmark(s, draws).Select(q => (i, q)))];
    }

    /// <summary>Number of questions.</summary>
    public int Questions => _questions.Length;

    /// <summary>Lets a model describe every scene and answer every question, greedily.</summary>
    public SceneEvaluation Evaluate(LlavaModel model)
    {
        var generator = new AnswerGenerator(model, HallucinatingStart.Encoder.End);
        var options = new GenerationOptions(40) { BatchSize = 64 };
        var captions =
            generator.Generate([.. _scenes.Select((_, i) => Request(i, SceneLanguage.Describe, i))], options);
        // Answers begin with yes or no: one token tells.
        var answers = generator.Generate([.. _questions.Select((q, i) => Request(i, q.Question.Text, q.Scene))],
            options with { MaxNewTokens = 1 });
        var judged = _scenes
            .Zip(captions, (s, c) => new CaptionJudgment(s, HallucinatingStart.Encoder.Text(c.Tokens))).ToArray();
        var said = answers.Select(a => YesNoReader.Read(HallucinatingStart.Encoder.Text(a.Tokens))).ToArray();
        int mentioned = judged.Sum(j => j.Mentioned.Length), facts = judged.Sum(j => j.Facts);
        return new()
        {
            Answers = new[] { QuestionKind.Existence, QuestionKind.Attribute, QuestionKind.Relation }
                .ToDictionary(k => k, k => Count(k, said)),
            Chair = Share(judged.Sum(j => j.Invented.Length), mentioned),
            Cover = Share(judged.Sum(j => j.Covered), judged.Sum(j => j.Present)),
            Hal = Share(judged.Count(j => j.Invented.Length > 0), judged.Length),
            Cog = Share(judged.Sum(j => j.Expected), mentioned),
            FalseFacts = Share(judged.Sum(j => j.FalseFacts), facts),
            Broken = Share(judged.Sum(j => j.Broken), judged.Sum(j => j.Sentences)),
            Facts = facts / (double)judged.Length,
        };
    }

    private YesNoCounts Count(QuestionKind kind, YesNoAnswer[] said)
    {
        Span<long> counts = stackalloc long[YesNoCounts.Width];
        for (var i = 0; i < said.Length; i++)
            if (_questions[i].Question.Kind == kind)
                counts[YesNoCounts.Index(
                    !_questions[i].Question.Answer,
                    said[i] == YesNoAnswer.Neither ? null : said[i] == YesNoAnswer.No)]++;
        return YesNoCounts.From(counts);
    }

    private GenerationRequest Request(int number, string prompt, int scene) =>
        new(number, HallucinatingStart.Encoder.Prompt(prompt), [_images[scene]]);

    private static double Share(int part, int whole) => whole == 0 ? 0 : part / (double)whole;
}
