using ResearchKit.Imaging;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Tokenizers;
using ResearchKit.Training.Llava;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>Pairs of the lab as a trainer reads them.</summary>
public static class SceneExamples
{
    /// <summary>The column of <see cref="ScenePair.Weight"/>.</summary>
    public const string Weight = "weight";

    /// <summary>Tokens and images of all pairs.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="images">How vision-rejected images are made.</param>
    public static PreferenceExample[] Of(IEnumerable<ScenePair> pairs, RejectedImages images) =>
        [.. pairs.Select((pair, i) => Of(pair, images.Make(pair, i), i))];

    private static PreferenceExample Of(ScenePair pair, RgbImage rejected, int number)
    {
        var chosen = HallucinatingStart.Encoder.Answer(pair.Prompt, pair.Chosen);
        var worse = HallucinatingStart.Encoder.Answer(pair.Prompt, pair.Rejected);
        return new(
            $"pair-{number}",
            new Dictionary<string, EncodedAnswer>
            {
                [View.ChosenAnswer] = chosen,
                [View.RejectedAnswer] = worse,
                [View.Gold.Answer] = HallucinatingStart.Encoder.Answer(pair.Prompt, pair.Truth),
                [View.Rank(1).Answer] = chosen,
                [View.Rank(2).Answer] = HallucinatingStart.Encoder.Answer(pair.Prompt, pair.Middle),
                [View.Rank(3).Answer] = worse,
            },
            new Dictionary<string, RgbImage>
            {
                [View.OriginalImage] = HallucinatingStart.Seen(pair.Image),
                [View.CorruptedImage] = HallucinatingStart.Seen(rejected),
            })
        {
            Columns = new Dictionary<string, double> { [Weight] = pair.Weight },
            TokenColumns = ChangedTokens.Marks(chosen, worse),
        };
    }
}
