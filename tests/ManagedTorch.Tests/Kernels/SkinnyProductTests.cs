using ManagedTorch.Kernels;

namespace ManagedTorch.Tests.Kernels;

[Collection(AtEveryWidth.Name)]
public sealed class SkinnyProductTests
{
    /// <summary>Without vectors the general product runs: the same bits mean that every sum adds up in the same
    /// order.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void HasTheBitsOfTheGeneralProduct(int m)
    {
        foreach (int n in (ReadOnlySpan<int>)[16, 17, 23, 24, 31, 32, 70])
            foreach (int k in (ReadOnlySpan<int>)[16, 17, 24, 31, 64, 100, 300])
            {
                float[] a = Noise(m * k, 1), b = Noise(n * k, 2), bias = Noise(n, 3), start = Noise(m * n, 4);
                AtEveryWidth.SameBits(() =>
                {
                    float[] product = new float[m * n], sum = [.. start], layer = new float[m * n],
                        before = new float[m * n], after = new float[m * n];
                    Gemm.Multiply<float>(false, true, m, n, k, a, k, b, k, product, n, accumulate: false);
                    Gemm.Multiply<float>(false, true, m, n, k, a, k, b, k, sum, n, accumulate: true);
                    Gemm.Affine<float>(m, n, k, a, b, bias, layer);
                    Gemm.Affine<Relu, float>(m, n, k, a, b, bias, before, after);
                    return (float[])[.. product, .. sum, .. layer, .. before, .. after];
                });
            }
    }

    [Fact]
    public void IsTheRunningSumOfFusedProducts()
    {
        const int n = 19, k = 37;
        float[] a = Noise(k, 1), b = Noise(n * k, 2), c = new float[n];
        Gemm.Multiply<float>(false, true, 1, n, k, a, k, b, k, c, n, accumulate: false);
        for (int j = 0; j < n; j++)
        {
            float sum = 0;
            for (int p = 0; p < k; p++) sum = MathF.FusedMultiplyAdd(a[p], b[(j * k) + p], sum);
            Assert.Equal(sum, c[j]);
        }
    }

    [Fact]
    public void AMatrixTimesAColumnIsTheSame()
    {
        const int m = 45, k = 130;
        float[] a = Noise(m * k, 1), b = Noise(k, 2);
        AtEveryWidth.SameBits(() =>
        {
            float[] c = new float[m];
            Gemm.Multiply<float>(false, false, m, 1, k, a, k, b, 1, c, 1, accumulate: false);
            return c;
        });
    }

    private static float[] Noise(int n, ulong seed)
    {
        float[] x = new float[n];
        new Mt19937(seed).Uniform(x, -1, 1);
        return x;
    }
}
