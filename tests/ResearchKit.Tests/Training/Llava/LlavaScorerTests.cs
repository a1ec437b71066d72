using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Llava;
using ResearchKit.TestHost;
using ResearchKit.Training.Llava;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Training.Llava;

public sealed class LlavaScorerTests
{
    [Fact]
    public void EveryViewIsTheSumOverItsAnswersTokensOfOneSequenceAlone()
    {
        using var off = no_grad();
        var model = ToyPairs.Model();
        var pairs = ToyPairs.Pairs(5);
        View[] views = [View.Chosen, View.Rejected, View.RejectedImage, View.RejectedOnRejectedImage];
        var scored = new LlavaScorer(model, ToyPairs.End).Score(new(pairs), views, new(views, TokenReduction.Weighted,
            false)
        { Tokens = true });
        for (var v = 0; v < views.Length; v++)
            for (var i = 0; i < pairs.Length; i++)
            {
                var answer = pairs[i].Answers[views[v].Answer];
                var pixels = new ImageProcessor(8).Pixels([pairs[i].Images[views[v].Image]]);
                var tokens = tensor(answer.Tokens.Select(t => (long)t).ToArray()).view(1, -1);
                var logps = nn.functional.log_softmax(model.Logits(tokens, model.ImageFeatures(pixels)), -1);
                double sum = 0;
                for (var t = answer.AnswerStart; t < answer.Tokens.Length; t++) sum += logps[0, t - 1,
                    answer.Tokens[t]].item<float>();
                Assert.Equal(sum, scored[v].Sum[i].item<float>(), 1e-4);
                Assert.Equal(answer.Answer.Length, scored[v].Tokens![i].item<float>());
                Assert.Equal(answer.Answer.Length, scored[v].Mask![i].sum().item<long>());
            }
    }

    [Fact]
    public void WhatIsCachedOfTheReferenceIsToTheBitWhatItSays()
    {
        ManagedOnly.Bits();
        using var off = no_grad();
        var folder = Directory.CreateTempSubdirectory("reference-").FullName;
        try
        {
            var model = ToyPairs.Model();
            var pairs = ToyPairs.Pairs(21);
            var loss = new AdaVipLoss();
            var views = loss.Inputs.Views;
            var first = ReferenceLogProbabilities.Compute(model, pairs, views, ToyPairs.End, folder);
            var file = Assert.Single(Directory.GetFiles(folder));
            var again = ReferenceLogProbabilities.Compute(model, pairs, views, ToyPairs.End, folder);
            var live = new LlavaScorer(model, ToyPairs.End);
            // Batches other than those it was computed in.
            foreach (var batch in pairs.Reverse().Chunk(5).Select(c => new LlavaBatch(c)))
                foreach (var cached in new[] { first, again })
                    for (var v = 0; v < views.Count; v++)
                        Assert.Equal(
                            live.Score(batch, views, loss.Inputs)[v].Sum.data<float>().ToArray(),
                            cached.Score(batch, views, loss.Inputs)[v].Sum.data<float>().ToArray());
            // Another model or other data has another file.
            ReferenceLogProbabilities.Compute(ToyPairs.Model(2), pairs, views, ToyPairs.End, folder);
            ReferenceLogProbabilities.Compute(model, pairs[..20], views, ToyPairs.End, folder);
            Assert.Equal(3, Directory.GetFiles(folder).Length);
            Assert.Contains(file, Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void AMissingViewIsNotOffered()
    {
        var pair = ToyPairs.Pairs(1)[0];
        var batch = new LlavaBatch([pair with { Images = pair.Images.Take(1).ToDictionary() }]);
        var scorer = new LlavaScorer(ToyPairs.Model(), ToyPairs.End);
        Assert.True(scorer.Offers(batch, View.Rejected));
        Assert.False(scorer.Offers(batch, View.RejectedImage));
        Assert.False(scorer.Offers(batch, View.Rank(2)));
    }
}
