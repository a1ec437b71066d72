using ManagedTorch.Tests.Autograd;
using ManagedTorch.Tests.Fixtures;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ManagedTorch.Tests.NN;

/// <summary>Fused attention against the same formula of tensor operations, values and gradients.</summary>
public sealed class AttentionTests
{
    public enum Masking { None, Causal, Bool, BoolPerHead, Added }

    /// <summary>Queries, keys, width and value width: one row, odd sizes, several blocks of queries, more queries than
    /// keys.</summary>
    public static TheoryData<int, int, int, int, Masking> Cases
    {
        get
        {
            var data = new TheoryData<int, int, int, int, Masking>();
            foreach (var masking in Enum.GetValues<Masking>())
                foreach (var (queries, keys, width, values) in ((int, int, int, int)[])[(2, 1, 3, 2), (7, 7, 5, 5),
                    (13, 37, 24, 9), (150, 131, 8, 17)])
                    data.Add(queries, keys, width, values, masking);
            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void EqualsTheComposedFormulaInFloat64(int queries, int keys, int width, int values, Masking masking) =>
        EqualsTheComposedFormula(queries, keys, width, values, masking, float64, 1e-12);

    [Theory, MemberData(nameof(Cases))]
    public void EqualsTheComposedFormulaInFloat32(int queries, int keys, int width, int values, Masking masking) =>
        EqualsTheComposedFormula(queries, keys, width, values, masking, float32, 2e-5);

    private static void EqualsTheComposedFormula(int queries, int keys, int width, int values, Masking masking,
        ScalarType dtype, double tolerance)
    {
        var generator = new Generator(7);
        Tensor Draw(params long[] shape) => randn(shape, dtype, generator: generator);
        Tensor[] inputs = [Draw(2, 3, queries, width), Draw(2, 3, keys, width), Draw(2, 3, keys, values)];
        var mask = Mask(masking, queries, keys, dtype, generator);
        var causal = masking == Masking.Causal;
        var grad = Draw(2, 3, queries, values);
        var fused =
            ValueAndGradients(x => F.scaled_dot_product_attention(x[0], x[1], x[2], mask, is_casual: causal), inputs,
                grad);
        var composed = ValueAndGradients(x => Composed(x[0], x[1], x[2], mask, causal), inputs, grad);
        for (var i = 0; i < fused.Length; i++)
        {
            Assert.Equal(composed[i].shape, fused[i].shape);
            var error = (double)(fused[i] - composed[i]).abs().max().to(float64);
            Assert.True(error <= tolerance, $"output {i} differs by {error:R}");
        }
    }

    private static Tensor? Mask(Masking masking, int queries, int keys, ScalarType dtype, Generator generator)
    {
        Tensor Kept(params long[] shape)
        {
            var kept = rand(shape, generator: generator) > 0.4;
            kept.select(-1, 0).fill_(true); // a row without any key has no softmax
            return kept;
        }
        return masking switch
        {
            Masking.Bool => Kept(queries, keys),
            Masking.BoolPerHead => Kept(2, 1, 1, keys),
            Masking.Added => randn([3, queries, keys], dtype, generator: generator),
            _ => null,
        };
    }

    private static Tensor Composed(Tensor q, Tensor k, Tensor v, Tensor? mask, bool causal)
    {
        var scores = q.matmul(k.transpose(-2, -1)) / Math.Sqrt(q.shape[^1]);
        if (causal) mask = ones(q.shape[^2], k.shape[^2], dtype: ScalarType.Bool).tril();
        if (mask is not null)
            scores = mask.dtype == ScalarType.Bool ? scores.masked_fill(mask.logical_not(), double.NegativeInfinity)
                : scores + mask;
        return scores.softmax(-1).matmul(v);
    }

    /// <summary>The output and the gradients of the inputs.</summary>
    private static Tensor[] ValueAndGradients(Func<Tensor[], Tensor> f, Tensor[] inputs, Tensor grad)
    {
        var leaves = Array.ConvertAll(inputs, x => x.detach().clone().requires_grad_());
        var y = f(leaves);
        return [y.detach(), .. autograd.grad([y], leaves, [grad])];
    }

    [Theory]
    [InlineData(Masking.None)]
    [InlineData(Masking.Causal)]
    [InlineData(Masking.Bool)]
    [InlineData(Masking.Added)]
    public void GradientsEqualCentralDifferences(Masking masking)
    {
        var generator = new Generator(8);
        Tensor[] inputs =
            [randn([2, 1, 5, 3], float64, generator: generator), randn([2, 1, 4, 3], float64, generator: generator),
                randn([2, 1, 4, 2], float64, generator: generator)];
        var mask = masking == Masking.Added ? randn([5, 4], float64, generator: generator)
            : Mask(masking, 5, 4, float64, generator);
        Tensor Attend(Tensor[] x) =>
            F.scaled_dot_product_attention(x[0], x[1], x[2], mask, is_casual: masking == Masking.Causal);
        GradientCheck.First(Attend, inputs);
        GradientCheck.Second(Attend, inputs);
    }

    [Fact]
    public void HeadsOfOneProjectionAreReadWhereTheyLie()
    {
        const int batch = 3, length = 70, heads = 2, size = 5;
        var x = randn([batch, length, 3 * heads * size], float64, generator: new Generator(9));
        Tensor Attend(Tensor all, bool fused)
        {
            var parts =
                Array.ConvertAll(
                    all.split(heads * size, 2), part => part.view(batch, length, heads, size).transpose(1, 2));
            var y = fused ? F.scaled_dot_product_attention(parts[0], parts[1], parts[2], is_casual: true)
                : Composed(parts[0], parts[1], parts[2], null, true);
            Assert.Equal([batch, heads, length, size], y.shape);
            return y.transpose(1, 2).reshape(batch, length, heads * size);
        }
        var grad = randn([batch, length, heads * size], float64, generator: new Generator(10));
        var fused = ValueAndGradients(p => Attend(p[0], true), [x], grad);
        var composed = ValueAndGradients(p => Attend(p[0], false), [x], grad);
        for (var i = 0; i < fused.Length; i++) Assert.InRange((double)(fused[i] - composed[i]).abs().max(), 0, 1e-12);
    }

    /// <summary>Gradients that go to one place from several sides: one part as query and key, a part used beside
    /// attention.</summary>
    [Theory]
    [InlineData(0, 0, 2)]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 0)]
    public void PartsThatAreUsedTwiceGetBothGradients(int query, int key, int value)
    {
        var x = randn([2, 9, 12], float64, generator: new Generator(9));
        Tensor Attend(Tensor all, bool fused)
        {
            var parts = Array.ConvertAll(all.split(4, 2), part => part.view(2, 9, 2, 2).transpose(1, 2));
            Tensor q = parts[query], k = parts[key], v = parts[value];
            var y = fused ? F.scaled_dot_product_attention(q, k, v) : Composed(q, k, v, null, false);
            return y * parts[0] + parts[1].exp();
        }
        var grad = randn([2, 2, 9, 2], float64, generator: new Generator(10));
        var fused = ValueAndGradients(p => Attend(p[0], true), [x], grad);
        var composed = ValueAndGradients(p => Attend(p[0], false), [x], grad);
        for (var i = 0; i < fused.Length; i++) Assert.InRange((double)(fused[i] - composed[i]).abs().max(), 0, 1e-12);
    }

    [Fact]
    public void OnlyWantedGradientsAreMade()
    {
        var generator = new Generator(11);
        Tensor q = randn([2, 6, 4], generator: generator), k = randn([2, 6, 4], generator: generator),
            v = randn([2, 6, 4], generator: generator);
        var expected =
            ValueAndGradients(x => F.scaled_dot_product_attention(x[0], x[1], x[2]), [q, k, v], ones(2, 6, 4));
        Assert.Equal(PyTorchFixture.Doubles(expected[1]),
            PyTorchFixture.Doubles(
                ValueAndGradients(x => F.scaled_dot_product_attention(x[0], k, v), [q], ones(2, 6, 4))[1]));
        Assert.Equal(PyTorchFixture.Doubles(expected[2]),
            PyTorchFixture.Doubles(
                ValueAndGradients(x => F.scaled_dot_product_attention(q, x[0], v), [k], ones(2, 6, 4))[1]));
        Assert.Equal(PyTorchFixture.Doubles(expected[3]),
            PyTorchFixture.Doubles(
                ValueAndGradients(x => F.scaled_dot_product_attention(q, k, x[0]), [v], ones(2, 6, 4))[1]));
    }

    [Fact]
    public void AMaskThatLearnsGetsItsGradient()
    {
        var generator = new Generator(12);
        Tensor[] inputs =
            [randn([4, 3], float64, generator: generator), randn([4, 3], float64, generator: generator),
                randn([4, 2], float64, generator: generator), randn([4, 4], float64, generator: generator)];
        GradientCheck.First(x => F.scaled_dot_product_attention(x[0], x[1], x[2], x[3]), inputs);
    }
}
