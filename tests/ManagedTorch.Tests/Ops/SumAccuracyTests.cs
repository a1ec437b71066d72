using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ManagedTorch.Tests.Ops;

/// <summary>
/// float32 sums of a hundred to twenty million terms against sums in double: the error is at most 4 units in the last
/// place for each level of the tree, whichever dimension is summed and whether it is a value or a gradient.
/// </summary>
public class SumAccuracyTests
{
    /// <summary>Levels of groups of sixteen, the tree with the most of them.</summary>
    private static int Levels(double n) => (int)Math.Ceiling(Math.Log(n, 16));

    private static void Close(float[] actual, double[] exact, long n, string what)
    {
        Assert.Equal(exact.Length, actual.Length);
        for (var i = 0; i < exact.Length; i++)
        {
            var ulp =
                Math.Abs(actual[i] - exact[i]) /
                (MathF.BitIncrement((float)Math.Abs(exact[i])) - (float)Math.Abs(exact[i]));
            Assert.True(ulp <= 4 * Levels(n), $"{what} of {n}: {actual[i]:R} for {exact[i]:R}, {ulp:F1} ulp");
        }
    }

    /// <summary>Numbers in [0.1, 1.1), [n, columns], and the sums of their columns in double.</summary>
    private static (Tensor X, double[] Sums) Matrix(long n, int columns)
    {
        var x = rand([n, columns], generator: new Generator(7)) + 0.1f;
        var sums = new double[columns];
        var i = 0;
        foreach (var value in MemoryMarshal.Cast<byte, float>(x.bytes))
        {
            sums[i] += value;
            if (++i == columns) i = 0;
        }
        return (x, sums);
    }

    private static float[] Floats(Tensor x) => x.contiguous().data<float>().ToArray();

    public static TheoryData<long, int> Sizes() => new()
    {
        { 100, 3 }, { 257, 70 }, { 1_000, 64 }, { 4_097, 5 }, { 10_000, 17 }, { 70_001, 40 }, { 1_000_000, 2 },
            { 20_000_000, 1 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void SumsAndMeansOverTheLeadingDimension(long n, int columns)
    {
        using var scope = NewDisposeScope();
        var (x, sums) = Matrix(n, columns);
        Close(Floats(x.sum(dim: 0)), sums, n, "sum over the leading dimension");
        Close(Floats(x.mean([0])), [.. sums.Select(s => s / n)], n, "mean over the leading dimension");
        Close(Floats(x.sum()), [sums.Sum()], n * columns, "sum of all");
        if (columns == 1) return;
        Close(Floats(x.t().contiguous().sum(dim: 1)), sums, n, "sum over the last dimension");
        Close(Floats(x.t().sum(dim: 1)), sums, n, "sum over the last dimension, strided");
        Close(Floats(x.unsqueeze(1).unsqueeze(0).sum([0, 1, 2])), sums, n, "sum over several dimensions");
        Close(Floats(x.unsqueeze(0).expand(2, n, columns).sum(dim: 1)), [.. sums, .. sums], n,
            "sum over a middle dimension");
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void RunningSums(long n, int columns)
    {
        using var scope = NewDisposeScope();
        var (x, sums) = Matrix(n, columns);
        Close(Floats(x.cumsum(0)[^1]), sums, n, "cumsum");
        if (columns == 1) return;
        Close(Floats(x.t().contiguous().cumsum(1).select(1, n - 1)), sums, n, "cumsum along the last dimension");
    }

    [Theory]
    [InlineData(100, 5)]
    [InlineData(5_000, 33)]
    [InlineData(70_001, 8)]
    [InlineData(1_000_000, 3)]
    public void GradientsOfWhatIsBroadcast(long n, int columns)
    {
        using var scope = NewDisposeScope();
        var (weights, sums) = Matrix(n, columns);
        var zero = zeros(n, columns);
        foreach (var (name, combine) in new (string, Func<Tensor, Tensor>)[]
        {
            ("bias", b => zero + b), ("bias before", b => b + zero), ("difference", b => -(zero - b)),
            ("scale", s => (zero + 1) * s),
            ("column of ones", b => zero + b.view(1, -1)), ("in place", b => zeros(n, columns).add_(b)),
            ("where", b => torch.where(zero == 0, b, zero)),
            ("linear's bias", b => F.linear(zero, torch.zeros(columns, columns), b)),
        })
        {
            var parameter = torch.ones(columns).requires_grad_();
            (combine(parameter) * weights).sum().backward();
            Close(Floats(parameter.grad!), sums, n, $"gradient of a broadcast operand ({name})");
        }
        if (columns < 2) return;
        var (gain, bias) = (torch.ones(columns).requires_grad_(), torch.zeros(columns).requires_grad_());
        (F.layer_norm(rand(n, columns), [columns], gain, bias) * weights).sum().backward();
        Close(Floats(bias.grad!), sums, n, "layer norm's bias");
    }

    [Fact]
    public void TheGainOfLayerNormIsAsClose()
    {
        // Rows of (1, -1) are their own normal form but for eps: the gradient of the gain sums numbers of one sign.
        const int n = 300_000;
        var (weights, sums) = Matrix(n, 1);
        var x = tensor([1f, -1f]).expand(n, 2).contiguous();
        var gain = ones(2).requires_grad_();
        (F.layer_norm(x, [2], gain, zeros(2), eps: 0) * weights).sum().backward();
        Close(Floats(gain.grad!), [sums[0], -sums[0]], n, "layer norm's gain");
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(300_000)]
    [InlineData(20_000_000)]
    public void ProductsOfVectorsAndTheSumsOfSoftmax(long n)
    {
        using var scope = NewDisposeScope();
        var (x, sums) = Matrix(n, 1);
        var (vector, ones) = (x.view(-1).requires_grad_(), torch.ones(n));
        var product = vector.dot(ones);
        Close(Floats(product), sums, n, "product of vectors");
        product.backward();
        Assert.Equal(1f, vector.grad!.max().item<float>());
        // exp(ln x) is x to an ulp or two: softmax of ln x is x by its sum, and log-sum-exp the logarithm of the sum.
        var logs = x.view(1, -1).log();
        Close(Floats(logs.softmax(-1).sum()), [1], n, "sum of softmax");
        Close(Floats(logs.logsumexp(-1).exp() / (float)sums[0]), [1], 16 * n, "log-sum-exp");
        // The gradient of log-softmax at one column is 1 there less the softmax: all of it sums to zero.
        var leaf = zeros(1, n).requires_grad_();
        (F.log_softmax(leaf, -1) * x.view(1, -1)).sum().backward();
        var mean = sums[0] / n;
        Close(Floats(x.view(-1)[0] - leaf.grad![0, 0]), [mean], n, "gradient of log-softmax");
    }

    [Theory]
    [InlineData(70_001, 8)]
    [InlineData(1_000_000, 3)]
    [InlineData(20_000_000, 1)]
    public void ProductsOverManyTermsAndTheGradientsOfWeights(long n, int columns)
    {
        using var scope = NewDisposeScope();
        var (x, sums) = Matrix(n, columns);
        var ones = torch.ones(1, n);
        Close(Floats(ones.matmul(x).view(-1)), sums, n, "row times matrix");
        Close(Floats(x.t().matmul(ones.t()).view(-1)), sums, n, "transposed matrix times column");
        Close(Floats(torch.ones(n).matmul(x)), sums, n, "vector times matrix");
        Close(Floats(torch.full(1, columns, 1f).addmm(ones, x).view(-1)), [.. sums.Select(s => s + 1)], n, "addmm");
        var weight = torch.zeros(2, columns).requires_grad_();
        F.linear(x, weight).sum().backward();
        Close(Floats(weight.grad!), [.. sums, .. sums], n, "gradient of linear's weight");
    }

    [Fact]
    public void SumsOfOnesAreExact()
    {
        using var scope = NewDisposeScope();
        var ones = torch.ones(20_000_000, 2);
        Assert.Equal([20_000_000f, 20_000_000f], Floats(ones.sum(dim: 0)));
        Assert.Equal([1f, 1f], Floats(ones.mean([0])));
        Assert.Equal(20_000_000f, ones.narrow(1, 0, 1).contiguous().cumsum(0)[^1, 0].item<float>());
    }

    [Fact]
    public void AveragesOfWholeImages()
    {
        var (x, sums) = Matrix(512 * 512, 1);
        Close(Floats(F.adaptive_avg_pool2d(x.view(1, 1, 512, 512), [1, 1])), [sums[0] / (512 * 512)], 512 * 512 * 256L,
            "average pool");
    }
}
