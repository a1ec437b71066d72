using ResearchKit.Benchmarks.MmHal;
using ResearchKit.Benchmarks.SceneSuites;
using ResearchKit.Benchmarks.YesNo;
using ResearchKit.Datasets;
using ResearchKit.Imaging;
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

    /// <summary>The scenes and their questions in the official file formats, with POPE's questions besides.</summary>
    /// <param name="seed">Seed of POPE's draws.</param>
    public SceneSuite Suite(int seed)
    {
        var questions = _questions.ToLookup(q => q.Scene, q => q.Question);
        return SceneSuite.Of(_scenes, seed, scene => questions[scene]);
    }

    /// <summary>Lets a model describe every scene and answer every question, greedily.</summary>
    public SceneEvaluation Evaluate(LlavaModel model)
    {
        var replies = new GreedyReplies(model);
        var captions = replies.Captions(_images);
        var judged = _scenes.Zip(captions, (s, text) => new CaptionJudgment(s, text)).ToArray();
        var ratings = _scenes.Zip(captions, Rating).ToArray();
        var said = replies.Answers([.. _questions.Select(q => (_images[q.Scene], q.Question.Text))])
            .Select(YesNoReader.Read).ToArray();
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
            MmHalScore = ratings.Average(), MmHalRate = Share(ratings.Count(r => r < 3), ratings.Length),
        };
    }

    // MMHal-Bench's holistic question; any thing that is there is a right answer.
    private static int Rating(Scene scene, string caption)
    {
        var named = new CaptionJudgment(scene, caption).Mentioned.FirstOrDefault(
            c => scene.CountOf(c) > 0, scene.Objects[0].Category);
        var question = new OpenQuestion(0, "holistic", SceneLanguage.Describe, "", "", named.Noun());
        return JudgeRating.Read(SceneJudge.Rate(scene, question, caption)) ?? 0;
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

    private static double Share(int part, int whole) => whole == 0 ? 0 : part / (double)whole;
}
