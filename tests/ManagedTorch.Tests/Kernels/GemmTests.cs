using ManagedTorch.Kernels;

namespace ManagedTorch.Tests.Kernels;

[Collection(AtEveryWidth.Name)]
public sealed class GemmTests
{
    /// <summary>m, n, k: vectors, skinny shapes, the layers of a small MLP, odd sizes, more than one block each
    /// way.</summary>
    public static readonly (int M, int N, int K)[] Shapes =
    [
        (1, 1, 1), (1, 7, 5), (5, 1, 7), (3, 4, 1), (1, 100, 64), (100, 1, 64), (2, 33, 17), (64, 64, 10), (64, 64, 64),
        (64, 10, 64), (10, 64, 64), (13, 35, 70), (25, 65, 300), (48, 96, 96), (7, 200, 520), (130, 70, 33),
        (1, 2500, 9),
    ];

    [Fact]
    public void EveryElementIsTheFusedSumOverKInOrder()
    {
        foreach (var (m, n, k) in Shapes)
            foreach (bool transA in (bool[])[false, true])
                foreach (bool transB in (bool[])[false, true])
                    foreach (bool accumulate in (bool[])[false, true])
                    {
                        AtEveryWidth.SameBits(() => Product<float>(m, n, k, transA, transB, accumulate));
                        AtEveryWidth.SameBits(() => Product<double>(m, n, k, transA, transB, accumulate));
                        Assert.Equal(
                            Defined(m, n, k, accumulate), Product<float>(m, n, k, transA, transB, accumulate));
                    }
    }

    [Fact]
    public void LargeProductsAreTheSameOnEveryWidthAndThreadCount()
    {
        AtEveryWidth.SameBits(() => Product<float>(131, 150, 600, false, true, true));
        AtEveryWidth.SameBits(() => Product<float>(131, 150, 600, true, false, false));
        AtEveryWidth.SameBits(() => Product<double>(131, 150, 300, false, true, true));
    }

    /// <summary>Deep enough that B is packed in several turns of several blocks over k.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ADeepProductIsTheFusedSumInOrder(bool accumulate)
    {
        const int m = 26, n = 300, k = 1100;
        float[] expected = Defined(m, n, k, accumulate);
        AtEveryWidth.SameBits(() =>
        {
            float[] c = Product<float>(m, n, k, true, false, accumulate);
            Assert.Equal(expected, c);
            return c;
        });
    }

    [Theory]
    [InlineData(70, 45, 33)]
    [InlineData(1, 300, 20)]
    [InlineData(9, 1, 600)]
    [InlineData(26, 40, 700)]
    [InlineData(3, 4, 0)]
    [InlineData(5, 2100, 30)]
    [InlineData(30, 300, 1100)]
    public void ALayerStartsFromItsBiasAndEndsInItsActivation(int m, int n, int k)
    {
        float[] a = [.. Enumerable.Range(0, m * k).Select(Noise)], b = [.. Enumerable.Range(3, n * k).Select(Noise)],
            bias = [.. Enumerable.Range(5, n).Select(Noise)];
        float[] expected = new float[m * n];
        for (int i = 0; i < m; i++) bias.CopyTo(expected, i * n);
        Gemm.Multiply<float>(false, true, m, n, k, a, k, b, k, expected, n, accumulate: true);
        AtEveryWidth.SameBits(() =>
        {
            float[] c = new float[m * n];
            Gemm.Affine<float>(m, n, k, a, b, bias, c);
            Assert.Equal(expected, c);
            float[] active = new float[c.Length], y = new float[c.Length];
            Elementwise.Unary<Tanh, float>(c, active);
            Gemm.Affine<Tanh, float>(m, n, k, a, b, bias, c, y);
            Assert.Equal(expected, c);
            Assert.Equal(active, y);
            Gemm.Affine<Tanh, float>(m, n, k, a, b, bias, c, c);
            Assert.Equal(active, c);
            return y;
        });
    }

    [Fact]
    public void WithKZeroTheProductIsZeroOrC()
    {
        float[] c = [1, 2];
        Gemm.Multiply<float>(false, false, 1, 2, 0, [], 1, [], 2, c, 2, true);
        Assert.Equal([1f, 2f], c);
        Gemm.Multiply<float>(false, false, 1, 2, 0, [], 1, [], 2, c, 2, false);
        Assert.Equal([0f, 0f], c);
    }

    [Fact]
    public void RowsBetweenTheColumnsOfCAreLeftAlone()
    {
        float[] a = [1, 2], b = [3, 4], c = [9, 9, 9, 9, 9, 9];
        Gemm.Multiply<float>(false, false, 2, 2, 1, a, 1, b, 2, c, 3, false);
        Assert.Equal([3f, 4f, 9f, 6f, 8f, 9f], c);
    }

    [Fact]
    public void BatchedProductsUseTheirStrides()
    {
        // Two matrices A times one B (stride 0).
        float[] a = [1, 2, 3, 4], b = [1, 10], c = new float[2];
        Gemm.Batched<float>(2, false, false, 1, 1, 2, a, 2, 2, b, 1, 0, c, 1, 1, false);
        Assert.Equal([21f, 43f], c);
    }

    [Fact]
    public void BatchesAreTheSameAsSingleProductsOnAnyWidthAndThreads()
    {
        const int batch = 40, m = 28, n = 29, k = 24;
        float[] a = [.. Enumerable.Range(0, batch * m * k).Select(Noise)],
            b = [.. Enumerable.Range(9, batch * n * k).Select(Noise)];
        float[] expected = new float[batch * m * n];
        for (int i = 0; i < batch; i++)
            Gemm.Multiply<float>(false, true, m, n, k, a.AsSpan(i * m * k), k, b.AsSpan(i * n * k), k,
                expected.AsSpan(i * m * n), n, false);
        AtEveryWidth.SameBits(() =>
        {
            float[] c = new float[batch * m * n];
            Gemm.Batched<float>(batch, false, true, m, n, k, a, k, m * k, b, k, n * k, c, n, m * n, false);
            Assert.Equal(expected, c);
            return c;
        });
    }

    [Fact]
    public void ASpanThatIsTooShortIsRejectedByName()
    {
        var error = Assert.Throws<ArgumentException>(
            () => Gemm.Multiply<float>(false, false, 2, 2, 2, new float[4], 2, new float[3], 2, new float[4], 2,
                false));
        Assert.StartsWith("B of 2 x 2", error.Message);
    }

    private static T[] Product<T>(int m, int n, int k, bool transA, bool transB, bool accumulate) where T : unmanaged
    {
        // Row distances larger than the rows, as views of larger tensors have.
        int lda = (transA ? m : k) + 3, ldb = (transB ? k : n) + 1;
        T[] a = new T[(transA ? k : m) * lda], b = new T[(transB ? n : k) * ldb], c = new T[m * n];
        for (int i = 0; i < m; i++)
            for (int p = 0; p < k; p++) a[transA ? (p * lda) + i : (i * lda) + p] = Value<T>(A(i, p));
        for (int p = 0; p < k; p++)
            for (int j = 0; j < n; j++) b[transB ? (j * ldb) + p : (p * ldb) + j] = Value<T>(B(p, j));
        for (int i = 0; i < c.Length; i++) c[i] = Value<T>(C(i));
        Gemm.Multiply<T>(transA, transB, m, n, k, a, lda, b, ldb, c, n, accumulate);
        return c;
    }

    /// <summary>The definition, element by element.</summary>
    private static float[] Defined(int m, int n, int k, bool accumulate)
    {
        float[] c = new float[m * n];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                float sum = accumulate ? C((i * n) + j) : 0;
                for (int p = 0; p < k; p++) sum = MathF.FusedMultiplyAdd(A(i, p), B(p, j), sum);
                c[(i * n) + j] = sum;
            }
        }
        return c;
    }

    private static float A(int i, int p) => Noise((i * 1009) + (p * 31));
    private static float B(int p, int j) => Noise((p * 2003) + (j * 17) + 5);
    private static float C(int i) => Noise(i + 77);

    /// <summary>A number in [-1, 1) with a full mantissa (a multiplicative hash).</summary>
    private static float Noise(int i) => (((uint)i * 2654435761u) >> 8) / 8388608f - 1;

    private static T Value<T>(float x) => typeof(T) == typeof(float) ? (T)(object)x : (T)(object)(double)x;
}
