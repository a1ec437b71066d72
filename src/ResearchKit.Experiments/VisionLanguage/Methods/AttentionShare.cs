using ResearchKit.Imaging;
using ResearchKit.Models.Generation;
using ResearchKit.Models.Llava;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.VisionLanguage.Methods;

/// <summary>
/// Where a model looks while it answers: of what its answer's tokens attend to images at all, the share that goes to
/// the one that is asked about; over all layers and heads (MIA-DPO, Liu et al., arXiv 2410.17637).
/// </summary>
public static class AttentionShare
{
    /// <summary>
    /// The share that an answer must give to its image so as not to be rejected, by the number of images (released
    /// code: 0.7 of two, 0.6 of three, 0.5 of four, 0.4 of six, 0.3 of nine).
    /// </summary>
    public static double Threshold(int images) => images switch
    {
        <= 2 => 0.7,
        3 => 0.6,
        <= 5 => 0.5,
        <= 8 => 0.4,
        _ => 0.3,
    };

    /// <summary>The share of one answer, from 0 to 1.</summary>
    /// <param name="model">The model; nothing else may use it at the same time.</param>
    /// <param name="request">The question with its images.</param>
    /// <param name="answer">The answer's tokens.</param>
    /// <param name="target">Which of the image tokens, in order, show what is asked about.</param>
    public static double Of(LlavaModel model, GenerationRequest request, int[] answer, IReadOnlyCollection<int> target)
    {
        int[] tokens = [.. request.Tokens, .. answer];
        int[] image = [.. Enumerable.Range(0, tokens.Length).Where(t => tokens[t] == model.Config.ImageToken)];
        double own = 0, all = 0;
        var before = model.Decoder.AttentionHook;
        model.Decoder.AttentionHook = (_, weights) =>
        {
            // [1, heads, queries, keys]: what the places that predict the answer's tokens read of each key.
            var read = weights.narrow(2, request.Tokens.Length - 1, answer.Length).sum([0, 1, 2]).data<float>()
                .ToArray();
            for (var i = 0; i < image.Length; i++)
            {
                all += read[image[i]];
                if (target.Contains(i)) own += read[image[i]];
            }
            return weights;
        };
        try
        {
            using var off = no_grad();
            using var scope = NewDisposeScope();
            var pixels = new ImageProcessor(model.Config.Vision.ImageSize).Pixels(request.Images);
            model.States(tensor(Array.ConvertAll(tokens, t => (long)t)).view(1, -1), model.ImageFeatures(pixels));
        }
        finally
        {
            model.Decoder.AttentionHook = before;
        }
        return all == 0 ? 0 : own / all;
    }
}
