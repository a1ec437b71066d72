using ResearchKit.Datasets;
using ResearchKit.Models.Generation;
using ResearchKit.Models.Llava;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>
/// Language pairs as RLAIF-V makes them (Yu et al., arXiv 2405.17220): the model answers a question several times,
/// every claim of every answer is checked, and the answer with the fewest false claims is preferred to the one with the
/// most. Here the labeler is the scene.
/// </summary>
public static class SelfSampledPairs
{
    /// <summary>Answers per question.</summary>
    public const int Samples = 5;

    /// <summary>Pairs from a model's own answers, half about captions, half about questions.</summary>
    /// <inheritdoc cref="WithTies"/>
    public static ScenePair[] Of(LlavaModel model, SeededDraws draws, int seed, int questions) =>
        WithTies(model, draws, seed, questions).Pairs;

    /// <summary>
    /// The same, and beside them pairs of answers that differ and are equally good: of every question the first two
    /// that have as many errors, in the order in which they were drawn.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="draws">Scenes and questions.</param>
    /// <param name="seed">Seed of the sampling.</param>
    /// <param name="questions">Questions asked; those whose answers are all equally good give no pair.</param>
    public static (ScenePair[] Pairs, ScenePair[] Ties) WithTies(
        LlavaModel model, SeededDraws draws, int seed, int questions)
    {
        var asked = Enumerable.Range(0, questions).Select(i =>
        {
            var scene = HabitWorld.Draw(draws, HabitRates.Training);
            var fact = SceneQuestions.Any(scene, draws);
            return (Scene: scene, Prompt: i % 2 == 0 ? SceneLanguage.Describe : SceneLanguage.Ask(fact),
                Fact: i % 2 == 0 ? null : fact);
        }).ToArray();
        var requests = asked.SelectMany((a, i) => Enumerable.Range(0, Samples).Select(k => new GenerationRequest(
            i * Samples + k, HallucinatingStart.Encoder.Prompt(a.Prompt),
            [HallucinatingStart.Seen(a.Scene.Render())]))).ToArray();
        var answers = new AnswerGenerator(model, HallucinatingStart.Encoder.End)
            .Generate(requests, new(40) { Temperature = 1, Seed = seed, BatchSize = 64 })
            .Select(a => HallucinatingStart.Encoder.Text(a.Tokens)).ToArray();
        List<ScenePair> pairs = [], ties = [];
        for (var i = 0; i < asked.Length; i++)
        {
            var (scene, prompt, fact) = asked[i];
            var own = answers.AsSpan(i * Samples, Samples).ToArray();
            var errors = own.Select(text => Errors(scene, fact, text)).ToArray();
            var order = Enumerable.Range(0, Samples).OrderBy(k => errors[k]).ToArray(); // among equals the first
            int best = order[0], worst = Array.IndexOf(errors, errors.Max());
            if (Tie(own, errors) is { } tie) ties.Add(Pair(tie.First, tie.Second));
            if (errors[best] < errors[worst]) pairs.Add(Pair(best, worst));

            ScenePair Pair(int chosen, int rejected) => new(scene, prompt, own[chosen], own[rejected])
            {
                Middle = own[order[Samples / 2]], Asked = fact, Weight = errors[rejected] - errors[chosen],
                Truth = fact is null ? SceneLanguage.Caption(scene, new(i)) : SceneLanguage.Answer(fact, scene),
            };
        }
        return ([.. pairs], [.. ties]);
    }

    private static (int First, int Second)? Tie(string[] said, int[] errors)
    {
        for (var k = 1; k < said.Length; k++)
            for (var j = 0; j < k; j++)
                if (errors[j] == errors[k] && said[j] != said[k]) return (j, k);
        return null;
    }

    /// <summary>False claims of an answer; a wrong yes or no counts as one.</summary>
    /// <param name="scene">What is there.</param>
    /// <param name="asked">What the question asks for; null if it asks for a description.</param>
    /// <param name="text">The answer.</param>
    internal static int Errors(Scene scene, Fact? asked, string text) => new CaptionJudgment(scene, text).Errors
        + (asked is null || text.StartsWith(asked.IsTrueOf(scene) ? "yes" : "no", StringComparison.Ordinal) ? 0 : 1);
}
