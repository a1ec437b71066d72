using ResearchKit.Datasets;
using ResearchKit.Models.Generation;
using ResearchKit.Models.Llava;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.VisionLanguage.Methods;

/// <summary>
/// Bias-driven hallucination sampling (BDHS, Amirloo et al., arXiv 2407.02477): the rejected answer is the model's own
/// while part of the image's tokens is hidden from its attention, so that it says what it expects. It is guided by the
/// true answer: each sentence is sampled after the true sentences before it, again if it repeats the true one.
/// No annotator is asked.
/// </summary>
public static class MaskedImageAnswers
{
    private const int Attempts = 5, Longest = 14;

    /// <summary>The same questions with the truth preferred to what the model says half blind.</summary>
    /// <param name="model">The model; nothing else may use it at the same time.</param>
    /// <param name="pairs">Questions with their true answers.</param>
    /// <param name="seed">Seed of what is hidden and of the sampling.</param>
    /// <param name="hidden">How many of an image's tokens are hidden.</param>
    public static ScenePair[] Of(LlavaModel model, IReadOnlyList<ScenePair> pairs, int seed, int hidden = 2)
    {
        var draws = new SeededDraws(seed, stream: 8);
        var result = new ScenePair?[pairs.Count];
        // Questions with the same tokens hidden are answered together.
        foreach (var group in pairs.Select((p, i) => (Pair: p, Number: i, Hidden: Hidden(draws, hidden)))
            .GroupBy(q => string.Join(' ', q.Hidden)))
        {
            var members = group.ToArray();
            using var blind = new HiddenTokens(model, members[0].Hidden);
            foreach (var (number, text) in Sampled(model, [.. members.Select(m => (m.Pair, m.Number))], seed))
                if (text != pairs[number].Truth)
                    result[number] = pairs[number] with { Chosen = pairs[number].Truth, Rejected = text };
        }
        return [.. result.OfType<ScenePair>()];
    }

    // Places of the image's tokens in the prompt.
    private static int[] Hidden(SeededDraws draws, int count)
    {
        var image = HallucinatingStart.Encoder.Prompt(SceneLanguage.Describe).AsSpan()
            .IndexOf(HallucinatingStart.Config.ImageToken);
        return [.. draws.Permutation(HallucinatingStart.Config.ImageTokens).Take(count).Order().Select(t => image + t)];
    }

    private static IEnumerable<(int Number, string Text)> Sampled(
        LlavaModel model, (ScenePair Pair, int Number)[] asked, int seed)
    {
        var parts = asked.SelectMany(a => Sentences(a.Pair.Truth).Select((s, k) => new Part(a.Pair, a.Number, k, s)))
            .ToList();
        var said = parts.ToDictionary(p => (p.Number, p.Place), p => p.True);
        for (var attempt = 0; attempt < Attempts && parts.Count > 0; attempt++)
        {
            var answers = new AnswerGenerator(model, HallucinatingStart.Encoder.End).Generate(
                [.. parts.Select(p => p.Request(attempt))],
                new(Longest) { Temperature = 1, Seed = seed, BatchSize = 64 }).ToArray();
            for (var i = 0; i < answers.Length; i++)
                said[(parts[i].Number, parts[i].Place)] =
                    Sentences(HallucinatingStart.Encoder.Text(answers[i].Tokens)).FirstOrDefault("");
            parts = [.. parts.Where(p => said[(p.Number, p.Place)] == p.True)];
        }
        return asked.Select(a => (a.Number, string.Join(' ', said.Where(s => s.Key.Number == a.Number)
            .OrderBy(s => s.Key.Place).Select(s => s.Value).Where(s => s.Length > 0))));
    }

    private static string[] Sentences(string text) =>
        [.. text.Split('.', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(s => s + ".")];

    /// <summary>One sentence to be sampled.</summary>
    private sealed record Part(ScenePair Pair, int Number, int Place, string True)
    {
        public GenerationRequest Request(int attempt)
        {
            var before = string.Join(' ', Sentences(Pair.Truth).Take(Place));
            var start = HallucinatingStart.Encoder.Answer(Pair.Prompt, before);
            return new((Number * 10L + Place) * Attempts + attempt,
                start.Tokens[..^1], [HallucinatingStart.Seen(Pair.Image)]); // without the end token
        }
    }
}
