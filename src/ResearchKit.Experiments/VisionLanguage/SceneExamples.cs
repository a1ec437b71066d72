using ResearchKit.Imaging;
using ResearchKit.Losses.Contract;
using ResearchKit.Training.Llava;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>Pairs of the lab as a trainer reads them.</summary>
public static class SceneExamples
{
    /// <summary>The column of <see cref="ScenePair.Weight"/>.</summary>
    public const string Weight = "weight";

    /// <summary>The number of an answer's false claims, negative: 0 is the best.</summary>
    public const string Score = "score";

    /// <summary>1 for an answer without a false claim, a half for one with one, a third, ...</summary>
    public const string Relevance = "relevance";

    /// <summary>Tokens and images of all pairs.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="images">How vision-rejected images are made.</param>
    public static PreferenceExample[] Of(IEnumerable<ScenePair> pairs, RejectedImages images) =>
        [.. pairs.Select((pair, i) => Of(pair, images.Make(pair, i), i))];

    private static PreferenceExample Of(ScenePair pair, RgbImage rejected, int number)
    {
        var texts = new Dictionary<string, string>
        {
            [View.ChosenAnswer] = pair.Chosen, [View.RejectedAnswer] = pair.Rejected, [View.Gold.Answer] = pair.Truth,
            [View.Rank(1).Answer] = pair.Chosen, [View.Rank(2).Answer] = pair.Middle,
            [View.Rank(3).Answer] = pair.Rejected,
        };
        var answers = texts.ToDictionary(t => t.Key,
            t => HallucinatingStart.Encoder.Answer(pair.Prompt, t.Value));
        var numbers = new Dictionary<(string, string), double>();
        foreach (var (answer, text) in texts)
        {
            var errors = SelfSampledPairs.Errors(pair.Scene, pair.Asked, text);
            (numbers[(answer, Score)], numbers[(answer, Relevance)]) = (-errors, 1.0 / (1 + errors));
        }
        return new(
            $"pair-{number}", answers,
            new Dictionary<string, RgbImage>
            {
                [View.OriginalImage] = HallucinatingStart.Seen(pair.Image),
                [View.CorruptedImage] = HallucinatingStart.Seen(rejected),
            })
        {
            Columns = new Dictionary<string, double> { [Weight] = pair.Weight },
            AnswerColumns = numbers,
            TokenColumns = ChangedTokens.Marks(answers[View.ChosenAnswer], answers[View.RejectedAnswer]),
        };
    }
}
