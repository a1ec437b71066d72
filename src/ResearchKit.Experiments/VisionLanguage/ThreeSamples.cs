using ResearchKit.Datasets;
using ResearchKit.Imaging;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Llava;
using ResearchKit.Scenes;
using ResearchKit.Training.Llava;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>
/// The three samples of AdaViP's Figure 1 (arXiv 2504.15619) and what a model makes of them: the preferred answer under
/// its image, an answer with one word exchanged under the same image, and the preferred answer under the image without
/// the object that it depends on most.
/// </summary>
/// <param name="Pair">The scene with both answers, which are equally long and differ in one word.</param>
/// <param name="RejectedImage">The scene without its key object, I_l.</param>
/// <param name="Words">The tokens of the preferred answer.</param>
/// <param name="Changed">Which of them the language-rejected answer has another word for.</param>
/// <param name="Wrong">That other word.</param>
/// <param name="LogProbabilities">
/// log π of each token, in nats, after the answer's own earlier tokens: preferred, language-rejected, vision-rejected;
/// <c>[3][tokens]</c>.
/// </param>
public sealed record ThreeSamples(
    ScenePair Pair, RgbImage RejectedImage, IReadOnlyList<string> Words, int Changed, string Wrong,
    IReadOnlyList<IReadOnlyList<double>> LogProbabilities)
{
    private const int Tried = 200;

    /// <summary>
    /// Scores the first pair, drawn from a seed, whose answers describe several kinds of things and differ in one word.
    /// </summary>
    /// <param name="model">A model that knows the lab's words, such as <see cref="HallucinatingStart.Of"/>.</param>
    /// <param name="seed">Seed of the scenes and edits.</param>
    /// <exception cref="InvalidOperationException">None of 200 drawn pairs is like that.</exception>
    public static ThreeSamples Of(LlavaModel model, int seed)
    {
        var pair = SceneEdits.Hard(new SeededDraws(seed, stream: 12), Tried).First(p =>
            p.Prompt == SceneLanguage.Describe && ChangedWords(p) is [_] && p.Said.Sentences.Count > 1);
        var (chosen, rejected) = (Tokens(pair.Chosen), Tokens(pair.Rejected));
        var changed = ChangedWords(pair)[0];
        var example = SceneExamples.Of([pair], RejectedImages.Removal);
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var views = VisionLanguageLab.Views;
        var scored = new LlavaScorer(model, HallucinatingStart.Encoder.End).Score(
            new LlavaBatch(example), views, new LossInputs(views, TokenReduction.Weighted, Reference: false));
        return new(pair, RejectedImages.Removal.Make(pair, 0), chosen, changed, rejected[changed],
            [.. scored.Select(v => (double[])[.. v.ByToken!.data<float>().ToArray().Take(chosen.Length)])]);
    }

    private static int[] ChangedWords(ScenePair pair)
    {
        var (chosen, rejected) = (Tokens(pair.Chosen), Tokens(pair.Rejected));
        return chosen.Length != rejected.Length ? []
            : [.. Enumerable.Range(0, chosen.Length).Where(i => chosen[i] != rejected[i])];
    }

    private static string[] Tokens(string answer) =>
        [.. HallucinatingStart.Tokenizer.Encode(answer).Select(id => HallucinatingStart.Tokenizer.Words[id])];
}
