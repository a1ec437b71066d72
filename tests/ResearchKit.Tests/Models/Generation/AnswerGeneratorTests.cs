using ResearchKit.Imaging;
using ResearchKit.Models.Generation;
using ResearchKit.Models.Llava;
using ResearchKit.TestHost;
using ResearchKit.Tests.Models.Llava;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Models.Generation;

/// <summary>On the tiny models of <c>reference.py</c>, whose forward pass is held against PyTorch elsewhere.</summary>
public sealed class AnswerGeneratorTests
{
    private const int End = 2, Vocabulary = 13;
    private static readonly int[] Image = [11, 11, 11, 11];
    private static readonly LlavaModel Model = ReferenceCase.Read("grouped-tied").Model(float32);

    [Fact]
    public void GreedyTakesTheLargestLogitOfTheWholeSequenceAtEveryToken()
    {
        foreach (var (request, answer) in Requests.Zip(Answers(new(6))))
        {
            var tokens = request.Tokens.ToList();
            double logp = 0;
            foreach (var said in answer.Tokens.Concat(answer.Ended ? [End] : []))
            {
                var logits = Next(tokens, request.Images);
                Assert.Equal(logits.argmax().item<long>(), said);
                logp += nn.functional.log_softmax(logits, -1)[said].item<float>();
                tokens.Add(said);
            }
            Assert.Equal(logp, answer.LogProbability, 1e-4);
            Assert.True(answer.Ended || answer.Tokens.Length == 6);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.5)]
    public void TheBatchChangesNothing(double temperature)
    {
        ManagedOnly.Bits();
        var options = new GenerationOptions(8) { Temperature = temperature, Seed = 3 };
        var alone = Answers(options with { BatchSize = 1 });
        foreach (var size in new[] { 2, 3, 16 }) Same(alone, Answers(options with { BatchSize = size }));
        var backwards = new AnswerGenerator(Model, End).Generate([.. Requests.Reverse()], options).Reverse().ToArray();
        Same(alone, backwards);
        if (temperature > 0)
            Assert.NotEqual(alone.Select(a => string.Join(' ', a.Tokens)),
                Answers(options with { Seed = 4 }).Select(a => string.Join(' ', a.Tokens)));
    }

    [Fact]
    public void OneCandidateIsTheGreedyOne()
    {
        var greedy = Answers(new(6));
        Same(greedy, Answers(new(6) { Temperature = 2, TopK = 1 }));
        Same(greedy, Answers(new(6) { Temperature = 2, TopP = 1e-6 }));
    }

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(4, 1.0)]
    [InlineData(0, 0.6)]
    public void TokensAreDrawnAsOftenAsTheirProbabilitySays(int topK, double topP)
    {
        const int draws = 4000;
        var request = Requests[0];
        GenerationRequest[] many =
            [.. Enumerable.Range(0, draws).Select(i => request with { Number = i, Images = [], Tokens = [1, 5, 7] })];
        var options = new GenerationOptions(1) { Temperature = 2, TopK = topK, TopP = topP, BatchSize = 500 };
        var counts = new int[Vocabulary];
        foreach (var answer in new AnswerGenerator(Model, End).Generate(many, options))
            counts[answer.Ended ? End : answer.Tokens[0]]++;

        // The definition, in its words: sort, keep, renormalize.
        var p = Next([1, 5, 7], []).div(2).softmax(-1).to_type(float64).data<double>().ToArray();
        var order = Enumerable.Range(0, Vocabulary).OrderByDescending(t => p[t]).ToArray();
        var keep = topK > 0 ? topK : Vocabulary;
        if (topP < 1) keep = Enumerable.Range(1, Vocabulary).First(n => order.Take(n).Sum(t => p[t]) >= topP);
        Assert.InRange(keep, 2, topK == 0 && topP == 1 ? Vocabulary : Vocabulary - 1);
        var total = order.Take(keep).Sum(t => p[t]);
        for (var i = 0; i < Vocabulary; i++)
        {
            var expected = i < keep ? p[order[i]] / total : 0;
            // Five standard errors; nothing at all outside.
            Assert.Equal(expected, counts[order[i]] / (double)draws, 5 * Math.Sqrt(expected * (1 - expected) / draws));
        }
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.0)]
    public void WideBeamsFindTheBestOfAllAnswers(double penalty)
    {
        const int most = 3;
        var request = Requests[1];
        var best = All(request, most)
            .MaxBy(a => a.LogProbability / Math.Pow(a.Tokens.Length + (a.Ended ? 1 : 0), penalty))!;
        var found =
            new AnswerGenerator(Model, End).Generate([request], new(most) { Beams = 160, LengthPenalty = penalty })
            .Single();
        Assert.Equal(best.Tokens, found.Tokens);
        Assert.Equal(best.Ended, found.Ended);
        Assert.Equal(best.LogProbability, found.LogProbability, 1e-4);
    }

    [Fact]
    public void ContrastiveDecodingFollowsItsFormula()
    {
        using var off = no_grad();
        var request = Requests[0];
        var pixels = new ImageProcessor(8).Pixels(request.Images);
        var batch = new LogitsBatch(Model, [request.Tokens], pixels, [request.Number], 4);
        using var contrast = new ContrastiveDecoding(batch, alpha: 0.5, beta: 0.2, noiseStep: 700, seed: 1);
        var noisy = ContrastiveDecoding.Noisy(pixels, 700, [request.Number], 1);
        var tokens = tensor(request.Tokens.Select(t => (long)t).ToArray()).view(1, -1);
        float[] clear = Row(Model.Logits(tokens, Model.ImageFeatures(pixels))),
            blurred = Row(Model.Logits(tokens, Model.ImageFeatures(noisy)));

        var actual = contrast.Process(tensor(clear).view(1, -1), null).data<float>().ToArray();

        for (var i = 0; i < Vocabulary; i++)
        {
            var plausible = Math.Exp(clear[i] - clear.Max()) >= 0.2;
            Assert.Equal(plausible ? 1.5 * clear[i] - 0.5 * blurred[i] : double.NegativeInfinity, actual[i], 1e-4);
        }

        static float[] Row(Tensor logits) => logits[0].select(0, logits.shape[1] - 1).data<float>().ToArray();
    }

    [Fact]
    public void WithoutContrastTheAnswersArePlainAndWithItTheyDoNotDependOnTheBatch()
    {
        ManagedOnly.Bits();
        GenerationRequest[] withImages = [.. Requests.Where(r => r.Images.Count > 0)];
        GeneratedAnswer[] Run(double alpha, int batch) => [.. new AnswerGenerator(Model, End)
        {
            Processor = b => new ContrastiveDecoding(b, alpha, beta: 1e-9),
        }.Generate(withImages, new(8) { BatchSize = batch })];
        Same([.. new AnswerGenerator(Model, End).Generate(withImages, new(8))], Run(0, 16));
        Same(Run(2, 1), Run(2, 16));
    }

    [Fact]
    public void OptionsOutOfRangeAndRequestsTooLongAreRejected()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Answers(new(0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Answers(new(1) { TopP = 0 }));
        Assert.Throws<ArgumentException>(() => Answers(new(1) { Beams = 2, Temperature = 1 }));
        Assert.Contains("request 7", Assert.Throws<ArgumentException>(() => Answers(new(36))).Message);
    }

    [Fact]
    public void CanceledGenerationStopsBeforeTheNextToken()
    {
        using var stop = new CancellationTokenSource();
        var calls = 0;
        var generator = new AnswerGenerator(Model, End)
        {
            Processor = _ => new Watcher(() =>
            {
                if (++calls == 2) stop.Cancel();
            }),
        };
        Assert.Throws<OperationCanceledException>(
            () => generator.Generate(Requests, new(8) { Temperature = 5 }, stop.Token).ToArray());
        Assert.Equal(2, calls);
    }

    private sealed class Watcher(Action see) : ILogitsProcessor
    {
        public Tensor Process(Tensor logits, long[]? said)
        {
            see();
            return logits;
        }

        public void Select(IReadOnlyList<int> rows) { }

        public void Dispose() { }
    }

    private static GenerationRequest[] Requests { get; } =
    [
        new(7, [1, .. Image, 5, 7], [Drawn(1)]),
        new(8, [1, 3, .. Image, 4, .. Image, 6, 9], [Drawn(2), Drawn(3)]),
        new(9, [1, 8, 10], []),
        new(10, [1, .. Image, 4], [Drawn(4)]),
        new(11, [1, 5, 5, 6, 3, 9], []),
    ];

    private static GeneratedAnswer[] Answers(GenerationOptions options) =>
        [.. new AnswerGenerator(Model, End).Generate(Requests, options)];

    private static void Same(GeneratedAnswer[] expected, GeneratedAnswer[] actual)
    {
        Assert.Equal(expected.Select(a => string.Join(' ', a.Tokens)), actual.Select(a => string.Join(' ', a.Tokens)));
        Assert.Equal(expected.Select(a => (a.LogProbability, a.Ended)),
            actual.Select(a => (a.LogProbability, a.Ended)));
    }

    /// <summary>Every answer that can be given, with its log-probability from whole sequences.</summary>
    private static IEnumerable<GeneratedAnswer> All(GenerationRequest request, int most)
    {
        List<(int[] Tokens, double Logp)> going = [([], 0)];
        for (var length = 1; length <= most; length++)
        {
            var longer = new List<(int[], double)>();
            foreach (var (tokens, logp) in going)
            {
                var logps = nn.functional.log_softmax(Next([.. request.Tokens, .. tokens], request.Images), -1)
                    .data<float>().ToArray();
                for (var t = 0; t < Vocabulary; t++)
                    if (t == End) yield return new(tokens, logp + logps[t], true);
                    else if (length == most) yield return new([.. tokens, t], logp + logps[t], false);
                    else longer.Add(([.. tokens, t], logp + logps[t]));
            }
            going = longer;
        }
    }

    private static Tensor Next(IEnumerable<int> tokens, IReadOnlyList<RgbImage> images)
    {
        using var off = no_grad();
        var ids = tensor(tokens.Select(t => (long)t).ToArray()).view(1, -1);
        // Sequences that say the image token are read as text here: no image belongs to it.
        var embedded =
            Model.Embed(ids.narrow(1, 0, Math.Min(ids.shape[1], Known(ids))), images.Count == 0 ? null
                : Model.ImageFeatures(new ImageProcessor(8).Pixels(images)));
        if (embedded.shape[1] < ids.shape[1])
            embedded =
                cat([embedded, Model.Decoder.Embed(ids.narrow(1, embedded.shape[1], ids.shape[1] - embedded.shape[1]))],
                    1);
        var states = Model.Decoder.States(embedded);
        return Model.Decoder.Logits(states)[0].select(0, ids.shape[1] - 1);

        long Known(Tensor all)
        {
            var start = Requests.Concat([new(0, [1, 5, 7], [])])
                .First(r => r.Images.Count == images.Count
                    && all.data<long>().ToArray().Take(r.Tokens.Length).SequenceEqual(r.Tokens.Select(t => (long)t)));
            return start.Tokens.Length;
        }
    }

    private static RgbImage Drawn(int seed)
    {
        var bytes = new byte[3 * 8 * 8];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)(seed * 37 + i * (seed + 5) % 251);
        return new(8, 8, bytes);
    }
}
