using ResearchKit.Imaging;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Llava;
using ResearchKit.Models.Tokenizers;
using ResearchKit.Training;
using ResearchKit.Training.Llava;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Training.Llava;

/// <summary>What only some methods need: tokens of data, other targets, several images, batches made anew.</summary>
public sealed class RareViewsTests
{
    [Fact]
    public void MarksReachDenseDpoHoweverLongTheOtherAnswersAre()
    {
        var pairs = ToyPairs.Pairs(6);
        var model = ToyPairs.Model();
        var loss = new DdpoLoss(Beta: 1, Gamma: 5);
        var reference = new LlavaScorer(ToyPairs.Model(2), ToyPairs.End);
        using var off = no_grad();
        var value = loss.Compute(ViewScoring.Score(
            loss, new LlavaBatch(pairs), new LlavaScorer(model, ToyPairs.End), reference)).Loss.data<float>().ToArray();
        for (var i = 0; i < pairs.Length; i++)
        {
            // Alone, and by the formula.
            var margin = Reward(pairs[i], View.Chosen) - Reward(pairs[i], View.Rejected);
            Assert.Equal(Math.Log(1 + Math.Exp(-margin)), value[i], 1e-4);
        }

        double Reward(PreferenceExample example, View view)
        {
            var marks = example.TokenColumns[(view.Answer, TokenColumn.Marks)];
            var (own, other) = (Logps(ToyPairs.Model(), example, view), Logps(ToyPairs.Model(2), example, view));
            var weights = marks.Select(m => m == 1 ? 5.0 : 1).ToArray();
            return weights.Select((w, t) => w * (own[t] - other[t])).Sum() / weights.Sum();
        }
    }

    [Fact]
    public void TargetsAreScoredWhereTheAnswersTokensStand()
    {
        var example = ToyPairs.Pairs(3)[0];
        var answer = example.Answers[View.ChosenAnswer];
        int[] targets = [.. answer.Answer.ToArray().Select((t, i) => (t + i) % ToyPairs.Tokenizer.VocabularySize)];
        var swapped = example with
        {
            Answers = new Dictionary<string, EncodedAnswer> { [View.ChosenAnswer] = answer with { Targets = targets } },
        };
        var model = ToyPairs.Model();
        var read = Logps(model, swapped, View.Chosen);
        var all = Distributions(model, example);
        for (var t = 0; t < targets.Length; t++) Assert.Equal(all[t][targets[t]], read[t], 1e-4);
        var best = new LlavaScorer(model, ToyPairs.End).MostProbable(new([example]), View.Chosen)[0];
        for (var t = 0; t < targets.Length; t++) Assert.Equal(Array.IndexOf(all[t], all[t].Max()), best[t]);
    }

    [Fact]
    public void ASequenceShowsItsImagesInOrder()
    {
        RgbImage[] images =
            [.. Enumerable.Range(0, 3).Select(i => ToyPairs.Plain(new((byte)(40 * i), 90, (byte)(200 - 50 * i)), i))];
        var answer = ToyPairs.Encoder.Answer("what is it?", "it is red.", images: 3);
        var example = new PreferenceExample(
            "three", new Dictionary<string, EncodedAnswer> { [View.ChosenAnswer] = answer },
            new Dictionary<string, RgbImage> { [View.OriginalImage] = images[1] })
        {
            ImagesBefore = [images[0]], ImagesAfter = [images[2]],
        };
        using var off = no_grad();
        var model = ToyPairs.Model();
        var tokens = tensor(answer.Tokens.Select(t => (long)t).ToArray()).view(1, -1);
        var features = model.ImageFeatures(new ImageProcessor(8).Pixels(images));
        var logps = nn.functional.log_softmax(model.Logits(tokens, features), -1);
        var expected = Enumerable.Range(answer.AnswerStart, answer.Answer.Length)
            .Sum(t => logps[0, t - 1, answer.Tokens[t]].item<float>());
        Assert.Equal(expected, Logps(model, example, View.Chosen).Sum(), 1e-3);
    }

    [Fact]
    public void ARefreshedBatchIsWhatIsTrainedOn()
    {
        var pairs = ToyPairs.Pairs(8);
        var seen = new List<PreferenceExample>();
        var run = Train(batch => { seen.AddRange(batch); return [.. batch.Select(e => pairs[0])]; });
        Assert.Equal(8, seen.Count);
        Assert.NotEqual(Train(null)["loss"], run["loss"]);
        Assert.Equal(Train(batch => batch)["loss"], Train(null)["loss"]);

        LlavaTrainingResult Train(Func<PreferenceExample[], PreferenceExample[]>? refresh) =>
            new LlavaTrainer(new SftLoss(), ToyPairs.Model(), null, ToyPairs.End) { Refresh = refresh }.Run(
                pairs, new(2, 1e-3) { BatchSize = 4, StartsAtReference = false, RecordEvery = 1 });
    }

    private static float[] Logps(LlavaModel model, PreferenceExample example, View view) =>
        new LlavaScorer(model, ToyPairs.End).ByToken(new([example]), [view])[0];

    private static float[][] Distributions(LlavaModel model, PreferenceExample example)
    {
        using var off = no_grad();
        var answer = example.Answers[View.ChosenAnswer];
        var tokens = tensor(answer.Tokens.Select(t => (long)t).ToArray()).view(1, -1);
        var features = model.ImageFeatures(new ImageProcessor(8).Pixels([example.Images[View.OriginalImage]]));
        var logps = nn.functional.log_softmax(model.Logits(tokens, features), -1);
        return [.. Enumerable.Range(answer.AnswerStart, answer.Answer.Length)
            .Select(t => logps[0, t - 1].data<float>().ToArray())];
    }
}
