using ResearchKit.Experiments.VisionLanguage;
using ResearchKit.Experiments.VisionLanguage.Methods;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Llava;
using ResearchKit.Scenes;
using ResearchKit.Training.Llava;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.Tests.VisionLanguage;

/// <summary>Each published recipe by what makes it this recipe and no other.</summary>
public sealed class MethodTests
{
    private static readonly Lazy<VisionLanguageLab> World = new(() =>
        new(1, HallucinatingStart.Of(0), new(Steps: 30, LearningRate: 5e-4) { Questions = 80, Scenes = 20 }));

    private static VisionLanguageLab Lab => World.Value;

    [Fact]
    public void CorrectedAnswersAreTrueAndKeepWhatWasRight()
    {
        var pairs = CorrectedAnswers.Of(Lab.Pairs);
        Assert.True(pairs.Length > 20);
        foreach (var pair in pairs)
        {
            Assert.Equal(0, new CaptionJudgment(pair.Scene, pair.Chosen).Errors);
            if (pair.Asked is not null) continue;
            var kept = pair.Chosen.Split('.', StringSplitOptions.TrimEntries);
            foreach (var sentence in SceneLanguage.Read(pair.Rejected).OfType<CaptionSentence>())
                if (sentence.Facts.All(f => f.IsTrueOf(pair.Scene)))
                    Assert.Contains(sentence.Text.TrimEnd('.'), kept);
        }
    }

    [Fact]
    public void InjectedAnswersAreFalseAndTheirRivalIsTheTruth()
    {
        var pairs = InjectedAnswers.Of(Lab.Pairs, new(3));
        Assert.All(pairs, p => Assert.Equal(p.Truth, p.Chosen));
        Assert.All(pairs, p => Assert.True(p.Asked is { } fact
            ? p.Rejected[..2] != p.Truth[..2] || new CaptionJudgment(p.Scene, p.Rejected).Errors > 0 || fact is null
            : new CaptionJudgment(p.Scene, p.Rejected).Errors > 0, $"{p.Truth} | {p.Rejected}"));
    }

    [Fact]
    public void PovidReadsTheNoisyImageAlongTheTruthAndBeginsAtLn2()
    {
        var examples = SceneExamples.Of(InjectedAnswers.Of(Lab.Pairs.Take(6), new(3)), RejectedImages.Noise);
        var refreshed = NoisyReading.Of(Lab.StartModel, examples);
        foreach (var example in refreshed)
        {
            var (answer, image) = (example.Answers[View.ChosenAnswer], example.Images[View.CorruptedImage]);
            var read = example.Answers["rejected_2"];
            Assert.Equal(answer.Tokens, read.Tokens);
            var logits = Logits(Lab.StartModel, answer.Tokens, image);
            for (var t = 0; t < answer.Answer.Length; t++)
                Assert.Equal(logits[0, answer.AnswerStart + t - 1].argmax().item<long>(), read.Targets![t]);
        }
        var terms = NoisyReading.Loss(0.3).Compute(ResearchKit.Training.ViewScoring.Score(
            NoisyReading.Loss(0.3), new LlavaBatch(refreshed), Scorer(Lab.StartModel), Scorer(Lab.StartModel)));
        Assert.All(terms.Loss.data<float>().ToArray(), l => Assert.Equal(Math.Log(2), l, 1e-5));
    }

    [Fact]
    public void HiddenTokensGetNoAttentionAndTheRestSharesTheirs()
    {
        var model = Lab.NewPolicy();
        var prompt = HallucinatingStart.Encoder.Prompt(SceneLanguage.Describe);
        int[] image = [.. Enumerable.Range(0, prompt.Length)
            .Where(t => prompt[t] == HallucinatingStart.Config.ImageToken)];
        using (new HiddenTokens(model, image))
        {
            // Blind to the image, it says the same of any.
            var first = Logits(model, prompt, HallucinatingStart.Seen(Lab.Pairs[0].Image))[0, -1].data<float>()
                .ToArray();
            var other = Logits(model, prompt, HallucinatingStart.Seen(Lab.Pairs[1].Image))[0, -1].data<float>()
                .ToArray();
            for (var t = 0; t < first.Length; t++) Assert.Equal(first[t], other[t], 1e-4f);
        }
        Assert.Null(model.Decoder.AttentionHook);
        var weights = Hooked(model, prompt, [image[0]]);
        for (var q = 0; q < prompt.Length; q++)
        {
            var sum = weights[0, 0, q].sum().item<float>();
            Assert.Equal(1, sum, 1e-4);
            if (q != image[0]) Assert.Equal(0, weights[0, 0, q, image[0]].item<float>());
        }
    }

    [Fact]
    public void BdhsNeedsNoAnnotatorAndHallucinatesMoreThanTheModelItself()
    {
        var pairs = MaskedImageAnswers.Of(Lab.NewPolicy(), Lab.Pairs, seed: 4);
        Assert.All(pairs, p => Assert.NotEqual(p.Chosen, p.Rejected));
        var again = MaskedImageAnswers.Of(Lab.NewPolicy(), Lab.Pairs, seed: 4);
        Assert.Equal(pairs.Select(p => p.Rejected), again.Select(p => p.Rejected));
        Assert.True(Errors(pairs.Select(p => (p.Scene, p.Rejected)))
            > Errors(Lab.Pairs.Select(p => (p.Scene, p.Middle))));

        static double Errors(IEnumerable<(Scene Scene, string Text)> said) =>
            said.Average(s => new CaptionJudgment(s.Scene, s.Text).Errors);
    }

    [Fact]
    public void TiesDifferAndAreEquallyGoodAndWeighNothing()
    {
        Assert.True(Lab.Ties.Length > 10);
        foreach (var tie in Lab.Ties.Where(t => t.Asked is null))
        {
            Assert.NotEqual(tie.Chosen, tie.Rejected);
            Assert.Equal(new CaptionJudgment(tie.Scene, tie.Chosen).Errors,
                new CaptionJudgment(tie.Scene, tie.Rejected).Errors);
        }
        var mixed = RelevantPairs.Weighted(Lab.Pairs, Lab.Ties);
        Assert.Equal(1, mixed.Average(p => p.Weight), 1e-12);
        Assert.All(mixed[Lab.Pairs.Length..], p => Assert.Equal(0, p.Weight));
        Assert.All(RelevantPairs.Unweighted(mixed), p => Assert.Equal(1, p.Weight));
    }

    [Fact]
    public void AmpRaisesRanksInTheirOrder()
    {
        var loss = new AmpLoss(Beta: 1, Alpha: 0);
        var run = Lab.Train(loss);
        Assert.Equal(3 * Math.Log(2), run.History["loss"][0], 1e-3); // K (K - 1) / 2 pairs
        var rewards = new[] { 1, 2, 3 }.Select(k => run.History[$"rewards/rank_{k}"][^3..].Average()).ToArray();
        Assert.True(rewards[0] > rewards[1] && rewards[1] > rewards[2], string.Join(' ', rewards));
    }

    [Fact]
    public void MdposAnchorHoldsTheChosenAnswerUp()
    {
        var with = Lab.Train(new MdpoLoss(Beta: 1)).History["rewards/chosen"];
        var without = Lab.Train(new PlusVisionLoss(Beta: 1)).History["rewards/chosen"];
        Assert.True(with[^1] > without[^1], $"{with[^1]} {without[^1]}");
    }

    [Fact]
    public void HaDposLikelihoodTermRaisesTheCorrectedAnswer()
    {
        ScenePair[] corrected = [.. Lab.Pairs.Select(p => p with { Chosen = p.Truth })];
        var both = WeightedSum.Of((1, new DpoLoss(1)), (0.5, new SftLoss()));
        double Chosen(PreferenceLoss loss) =>
            Lab.Train(loss, RejectedImages.None, corrected).History["rewards/chosen"][^1];
        Assert.True(Chosen(both) > Chosen(new DpoLoss(1)));
    }

    [Fact]
    public void VDpoWithoutGuidanceTrainsToTheBitsOfDpoAndTheImageTerm()
    {
        var images = RejectedImages.Replacement(Lab.Pairs);
        var sum = WeightedSum.Of((1, new DpoLoss(1)), (1, new ImagePreferenceLoss(1)));
        Assert.Equal(Lab.Train(sum, images).History["loss"][^1],
            Lab.Train(new VDpoLoss(1, 1), images).History["loss"][^1],
            1e-3);
        Assert.NotEqual(Lab.Train(new VDpoLoss(1, 1), images).History["loss"][^1],
            Lab.Train(new VDpoLoss(1, 2), images).History["loss"][^1], 1e-3);
    }

    [Fact]
    public void ReAlignsAnswersAreTrueOfTheImageItRetrieves()
    {
        var way = RejectedImages.Retrieval(Lab.Pairs);
        var pairs = RetrievedAnswers.Of(Lab.Pairs);
        var changed = 0;
        for (var i = 0; i < pairs.Length; i++)
        {
            if (pairs[i].Rejected == Lab.Pairs[i].Rejected) continue;
            changed++;
            var image = way.Make(Lab.Pairs[i], i);
            var other = Lab.Pairs.First(p => p.Image.Pixels.AsSpan().SequenceEqual(image.Pixels)).Scene;
            Assert.Equal(0, new CaptionJudgment(other, pairs[i].Rejected).FalseFacts);
        }
        Assert.True(changed > pairs.Length / 2);
    }

    [Fact]
    public void AttentionSharesOfAllImagesSumToOneAndThresholdsAreTheAuthors()
    {
        Assert.Equal([0.7, 0.6, 0.5, 0.4, 0.3], new[] { 2, 3, 4, 6, 9 }.Select(AttentionShare.Threshold));
        var question = SeveralImages.Draw(new(5), 4)[1];
        Assert.Equal(3, question.Shown.Length);
        int[] answer = [5, 6, 7];
        double Share(IReadOnlyCollection<int> target) =>
            AttentionShare.Of(Lab.NewPolicy(), question.Request(0), answer, target);
        var parts = new[] { 0, 4, 8 }.Select(t => Share([.. Enumerable.Range(t, 4)])).ToArray();
        Assert.Equal(1, parts.Sum(), 1e-6);
        Assert.All(parts, p => Assert.InRange(p, 0.01, 0.99));
    }

    [Fact]
    public void OnlyTheTargetShowsWhatIsAskedAbout()
    {
        foreach (var question in SeveralImages.Draw(new(6), 40))
        {
            var about = SceneLanguage.Named(question.Asked);
            Assert.Equal(1, question.Truth.CountOf(about));
            Assert.InRange(question.Target.Length, 1, 4);
            Assert.True(question.Target.Max() < question.Shown.Length * HallucinatingStart.Config.ImageTokens);
        }
        var test = AttentionTest.Of(Lab.NewPolicy(), SeveralImages.Draw(new(6), 24), seed: 1);
        Assert.All(test.Examples, e => Assert.NotEqual(e.Answers["chosen"].Tokens, e.Answers["rejected"].Tokens));
    }

    private static LlavaScorer Scorer(LlavaModel model) => new(model, HallucinatingStart.Encoder.End);

    private static Tensor Logits(LlavaModel model, int[] tokens, ResearchKit.Imaging.RgbImage image)
    {
        using var off = no_grad();
        var features = model.ImageFeatures(new ImageProcessor(HallucinatingStart.ImageSide).Pixels([image]));
        return model.Logits(tensor(tokens.Select(t => (long)t).ToArray()).view(1, -1), features);
    }

    // The first layer's attention as it is used.
    private static Tensor Hooked(LlavaModel model, int[] prompt, int[] hidden)
    {
        Tensor? seen = null;
        using var blind = new HiddenTokens(model, hidden);
        var hook = model.Decoder.AttentionHook!;
        model.Decoder.AttentionHook = (layer, weights) =>
        {
            var used = hook(layer, weights);
            if (layer == 0) seen = used.detach().clone();
            return used;
        };
        Logits(model, prompt, HallucinatingStart.Seen(Lab.Pairs[0].Image));
        return seen!;
    }
}
