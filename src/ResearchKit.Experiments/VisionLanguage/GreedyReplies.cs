using ResearchKit.Imaging;
using ResearchKit.Models.Generation;
using ResearchKit.Models.Llava;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>What a model of the lab says about images, greedily.</summary>
/// <param name="model">The model.</param>
public sealed class GreedyReplies(LlavaModel model)
{
    private static readonly GenerationOptions Options = new(40) { BatchSize = 64 };
    private readonly AnswerGenerator _generator = new(model, HallucinatingStart.Encoder.End);

    /// <summary>A caption of every image.</summary>
    /// <param name="images">The images as the model sees them: <see cref="HallucinatingStart.Seen"/>.</param>
    public string[] Captions(IReadOnlyList<RgbImage> images) =>
        Say([.. images.Select(image => (image, SceneLanguage.Describe))], Options);

    /// <summary>The first word of every answer: answers of the lab begin with yes or no.</summary>
    /// <param name="asked">Images as the model sees them, each with a question in the lab's language.</param>
    public string[] Answers(IReadOnlyList<(RgbImage Image, string Question)> asked) =>
        Say(asked, Options with { MaxNewTokens = 1 });

    private string[] Say(IReadOnlyList<(RgbImage Image, string Prompt)> asked, GenerationOptions options) =>
        [.. _generator.Generate([.. asked.Select((a, i) =>
                new GenerationRequest(i, HallucinatingStart.Encoder.Prompt(a.Prompt), [a.Image]))], options)
            .Select(answer => HallucinatingStart.Encoder.Text(answer.Tokens))];
}
