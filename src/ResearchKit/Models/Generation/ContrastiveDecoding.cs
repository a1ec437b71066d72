using static TorchSharp.torch;

namespace ResearchKit.Models.Generation;

/// <summary>
/// Visual contrastive decoding (Leng et al., arXiv 2311.16922): what a model says of a noisy image as well is its
/// habit, and is taken off. Eq. 3: (1 + alpha) logits(image) - alpha logits(noisy image), among the tokens whose
/// probability given the image is at least beta times the largest (eq. 4). The noise is that of a diffusion process
/// after some steps (eq. 2).
/// </summary>
public sealed class ContrastiveDecoding : ILogitsProcessor
{
    private const int Steps = 1000;

    private readonly DecodingPass _noisy;
    private readonly Tensor _pixels;
    private readonly double _alpha;
    private readonly double _beta;

    /// <summary>Decoding for one batch; pass it as <see cref="AnswerGenerator.Processor"/>.</summary>
    /// <param name="batch">What the answers start from; every row has an image.</param>
    /// <param name="alpha">Weight of the contrast, 0 or more; the paper's default is 1.</param>
    /// <param name="beta">Share of the largest probability that a token needs, in (0, 1]; the paper's default is
    /// 0.1.</param>
    /// <param name="noiseStep">Step of the noise, from 0 to 999; the paper uses 500 and 999.</param>
    /// <param name="seed">With a request's number the seed of its noise.</param>
    /// <exception cref="ArgumentException">A value is out of range, or there is no image.</exception>
    public ContrastiveDecoding(LogitsBatch batch, double alpha = 1, double beta = 0.1, int noiseStep = 500,
        long seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(alpha);
        if (beta is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(beta), beta, "must be above 0 and at most 1");
        ArgumentOutOfRangeException.ThrowIfNegative(noiseStep);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(noiseStep, Steps);
        var pixels = batch.Pixels ?? throw new ArgumentException("contrastive decoding needs images");
        (_alpha, _beta) = (alpha, beta);
        _pixels = Noisy(pixels, noiseStep, batch.Numbers, seed);
        _noisy = new(batch.Model, batch.Prompts, batch.NewTokens);
    }

    /// <inheritdoc/>
    public Tensor Process(Tensor logits, long[]? said)
    {
        var habit = said is null ? _noisy.Start(_pixels) : _noisy.Next(said);
        var cutoff = logits.amax([-1], keepdim: true) + tensor((float)_beta).log();
        return ((1 + _alpha) * logits - _alpha * habit).masked_fill(logits.lt(cutoff), double.NegativeInfinity);
    }

    /// <inheritdoc/>
    public void Select(IReadOnlyList<int> rows) => _noisy.Select(rows);

    /// <summary>Gives the second cache's memory back.</summary>
    public void Dispose() => _noisy.Dispose();

    /// <summary>sqrt(a) x + sqrt(1 - a) noise, a being what the authors' sigmoid schedule leaves of the
    /// image.</summary>
    internal static Tensor Noisy(Tensor pixels, int step, IReadOnlyList<long> numbers, long seed)
    {
        var betas = (linspace(-6, 6, Steps, dtype: float64).sigmoid() * (5e-3 - 1e-5) + 1e-5).data<double>().ToArray();
        double left = 1;
        foreach (var beta in betas.AsSpan(0, step + 1)) left *= 1 - beta;
        Tensor[] noisy = [.. numbers.Select((number, i) =>
        {
            var generator = new Generator((ulong)unchecked((seed * 1_000_003) ^ (number * 2_654_435_761L)));
            var noise = randn([.. pixels.shape[1..]], float32, generator: generator);
            return pixels[i] * Math.Sqrt(left) + noise * Math.Sqrt(1 - left);
        })];
        return stack(noisy);
    }
}
