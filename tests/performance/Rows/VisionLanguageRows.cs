using ResearchKit.Datasets;
using ResearchKit.Experiments.VisionLanguage;
using ResearchKit.Imaging;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Generation;
using ResearchKit.Models.Llava;
using ResearchKit.Models.Tokenizers;
using ResearchKit.Training;
using ResearchKit.Training.Llava;
using TorchSharp;
using static TorchSharp.torch;

namespace Benchmarks;

/// <summary>
/// The lab's vision-language model: a training step with AdaViP's loss on captions of scenes, and greedy captions with
/// the key-value cache. What a row costs does not depend on the weights, which are random.
/// </summary>
internal static class VisionLanguageRows
{
    private const string Group = "vision-language model of the lab";
    private const int Pairs = 16, NewTokens = 40;

    public static IEnumerable<Row> All() =>
    [
        new(Group, $"training step with AdaViP's loss, {Pairs} pairs", Training)
        { Rate = "tokens/s", Alone = true },
        new(Group, $"generation with a cache, one caption of {NewTokens} tokens", () => Generation(1))
        { Rate = "tokens/s", Alone = true },
        new(Group, $"generation with a cache, {Pairs} captions at once", () => Generation(Pairs))
        { Rate = "tokens/s", Alone = true },
        new(Group, "generation with a cache, 512 wide, 8 layers, one answer", () => Generation(1, Larger))
        { Rate = "tokens/s", Alone = true },
    ];

    private static LlavaConfig Larger => HallucinatingStart.Config with
    {
        Text = HallucinatingStart.Config.Text with
        {
            HiddenSize = 512,
            IntermediateSize = 1376,
            Layers = 8,
            Heads = 8,
            KeyValueHeads = 8,
        },
    };

    private static Work Training()
    {
        PreferenceExample[] examples = Examples();
        LlavaModel model = Model(HallucinatingStart.Config), start = Model(HallucinatingStart.Config);
        var loss = new AdaVipLoss();
        int end = HallucinatingStart.Encoder.End;
        var scorer = new LlavaScorer(model, end);
        var reference = ReferenceLogProbabilities.Compute(start, examples, loss.Inputs.Views, end);
        var parameters = model.parameters().ToArray();
        var optimizer = optim.AdamW(parameters, lr: 2e-4);
        var batch = new LlavaBatch(examples);
        var clock = new StageClock();
        return new(() =>
        {
            using DisposeScope scope = NewDisposeScope();
            clock.Start();
            optimizer.zero_grad();
            PreferenceScores scores = ViewScoring.Score(loss, batch, scorer, reference);
            clock.Mark("forward pass of three views");
            Tensor objective = loss.Compute(scores).Loss.mean();
            clock.Mark("loss");
            objective.backward();
            clock.Mark("backward pass");
            nn.utils.clip_grad_norm_(parameters, 1);
            optimizer.step();
            clock.Mark("clipping and AdamW");
        }, clock)
        { Made = examples.Sum(Tokens) };

        // The better answer is scored twice, under each image.
        static int Tokens(PreferenceExample example) => example.Answers[View.RejectedAnswer].Tokens.Length
            + (2 * example.Answers[View.ChosenAnswer].Tokens.Length);
    }

    private static Work Generation(int rows, LlavaConfig? config = null)
    {
        LlavaModel model = Model(config ?? HallucinatingStart.Config);
        int[][] prompts = [.. Examples().Take(rows).Select(e => Prompt(e.Answers[View.ChosenAnswer]))];
        Tensor pixels = new ImageProcessor(HallucinatingStart.ImageSide)
            .Pixels([.. Examples().Take(rows).Select(e => e.Images[View.OriginalImage])]);
        var clock = new StageClock();
        return new(() =>
        {
            using var off = no_grad();
            using DisposeScope scope = NewDisposeScope();
            clock.Start();
            using var pass = new DecodingPass(model, prompts, NewTokens);
            Tensor logits = pass.Start(pixels);
            clock.Mark("image and prompt");
            for (int token = 1; token < NewTokens; token++)
            {
                using DisposeScope inner = NewDisposeScope();
                long[] said = logits.argmax(1).data<long>().ToArray();
                logits = pass.Next(said).MoveToOuterDisposeScope();
            }
            clock.Mark("new tokens");
        }, clock)
        { Made = rows * NewTokens };

        static int[] Prompt(EncodedAnswer answer) => answer.Tokens[..answer.AnswerStart];
    }

    private static LlavaModel Model(LlavaConfig config) => new(config, new Generator(1));

    /// <summary>Captions of scenes; the rejected answer and the rejected image are those of the next scene.</summary>
    private static PreferenceExample[] Examples()
    {
        PreferenceExample[] captions = [.. HallucinatingStart.Texts(
            new SeededDraws(0, stream: 1), new StartOptions(Scenes: Pairs)).Where((_, i) => i % 3 == 0)];
        return [.. captions.Select((caption, i) =>
        {
            PreferenceExample next = captions[(i + 1) % captions.Length];
            return new PreferenceExample(caption.Id,
                new Dictionary<string, EncodedAnswer>
                {
                    [View.ChosenAnswer] = caption.Answers[View.ChosenAnswer],
                    [View.RejectedAnswer] = next.Answers[View.ChosenAnswer],
                },
                new Dictionary<string, RgbImage>
                {
                    [View.OriginalImage] = caption.Images[View.OriginalImage],
                    [View.CorruptedImage] = next.Images[View.OriginalImage],
                });
        })];
    }
}
