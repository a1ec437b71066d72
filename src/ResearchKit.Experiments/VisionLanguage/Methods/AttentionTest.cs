using ResearchKit.Benchmarks.YesNo;
using ResearchKit.Imaging;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Generation;
using ResearchKit.Models.Llava;
using ResearchKit.Models.Tokenizers;
using ResearchKit.Training.Llava;

namespace ResearchKit.Experiments.VisionLanguage.Methods;

/// <summary>
/// MIA-DPO (Liu et al., arXiv 2410.17637): of a model's own answers about several images, those given while it looked
/// elsewhere are rejected, and the truth is preferred to them.
/// </summary>
/// <param name="Examples">The pairs.</param>
/// <param name="Passed">Share of the answers whose attention reached their threshold.</param>
/// <param name="WrongBelow">Share of wrong answers among those with less attention than the median of their
/// kind.</param>
/// <param name="WrongAbove">Share of wrong answers among the others.</param>
public sealed record AttentionTest(PreferenceExample[] Examples, double Passed, double WrongBelow, double WrongAbove)
{
    /// <summary>Lets a model answer, looks where it looked, and makes pairs.</summary>
    /// <param name="model">The model.</param>
    /// <param name="questions">What it is asked.</param>
    /// <param name="seed">Seed of the sampling.</param>
    public static AttentionTest Of(LlavaModel model, IReadOnlyList<SeveralImages> questions, int seed)
    {
        GenerationRequest[] requests = [.. questions.Select((q, i) => q.Request(i))];
        var answers = new AnswerGenerator(model, HallucinatingStart.Encoder.End)
            .Generate(requests, new(16) { Temperature = 1, Seed = seed, BatchSize = 64 }).ToArray();
        var pairs = new List<PreferenceExample>();
        var seen = new List<(string Kind, double Share, bool Wrong)>();
        var passed = 0;
        for (var i = 0; i < answers.Length; i++)
        {
            var (question, own) = (questions[i], HallucinatingStart.Encoder.Text(answers[i].Tokens));
            var share = answers[i].Tokens.Length == 0 ? 0
                : AttentionShare.Of(model, requests[i], answers[i].Tokens, question.Target);
            seen.Add(($"{question.Kind} {question.Scenes}", share, !IsRight(question, own)));
            var truth = SceneLanguage.Answer(question.Asked, question.Truth);
            if (share >= AttentionShare.Threshold(question.Scenes)) passed++;
            else if (own != truth) pairs.Add(Example(question, truth, own, i));
        }
        var halves = seen.GroupBy(s => s.Kind).SelectMany(kind =>
        {
            var median = kind.Select(s => s.Share).Order().ElementAt(kind.Count() / 2);
            return kind.Select(s => (Below: s.Share < median, s.Wrong));
        }).ToLookup(s => s.Below, s => s.Wrong ? 1.0 : 0);
        return new([.. pairs], passed / (double)answers.Length, Average(halves[true]), Average(halves[false]));

        static double Average(IEnumerable<double> values) => values.DefaultIfEmpty(0).Average();
    }

    /// <summary>Share of questions that a model answers rightly, greedily.</summary>
    public static double Accuracy(LlavaModel model, IReadOnlyList<SeveralImages> questions) =>
        new AnswerGenerator(model, HallucinatingStart.Encoder.End)
            .Generate([.. questions.Select((q, i) => q.Request(i))], new(1) { BatchSize = 64 })
            .Zip(questions, (a, q) => IsRight(q, HallucinatingStart.Encoder.Text(a.Tokens)) ? 1.0 : 0).Average();

    private static bool IsRight(SeveralImages question, string answer) =>
        YesNoReader.Read(answer) == (question.Asked.IsTrueOf(question.Truth) ? YesNoAnswer.Yes : YesNoAnswer.No);

    private static PreferenceExample Example(SeveralImages question, string chosen, string rejected, int number)
    {
        var prompt = SceneLanguage.Ask(question.Asked);
        return new(
            $"several-{number}",
            new Dictionary<string, EncodedAnswer>
            {
                [View.ChosenAnswer] = HallucinatingStart.Encoder.Answer(prompt, chosen, question.Shown.Length),
                [View.RejectedAnswer] = HallucinatingStart.Encoder.Answer(prompt, rejected, question.Shown.Length),
            },
            new Dictionary<string, RgbImage> { [View.OriginalImage] = question.Shown[0] })
        {
            ImagesAfter = question.Shown[1..],
        };
    }
}
