using ManagedTorch.Kernels;

namespace ManagedTorch.Tests.Kernels;

[Collection(AtEveryWidth.Name)]
public sealed class ReductionTests
{
    public static readonly int[] Lengths = [0, 1, 3, 10, 15, 16, 17, 64, 100, 4095, 4096, 4097, 70_001];

    [Fact]
    public void SumIsTheSixteenLaneTree()
    {
        // Written out: element i joins lane i mod 16, then lanes are added by halves; blocks of 4096 likewise.
        foreach (int n in Lengths)
        {
            float[] x = Noise(n);
            Assert.Equal(Tree(x), ReductionKernel.Sum<float>(x));
        }
    }

    [Fact]
    public void ReductionsHaveTheSameBitsOnEveryWidthAndThreadCount()
    {
        foreach (int n in Lengths)
        {
            float[] x = Noise(n), z = Noise(n + 5)[5..];
            double[] wide = [.. x.Select(v => v / 3.0)];
            AtEveryWidth.SameBits(() => (float[])[ReductionKernel.Sum<float>(x), ReductionKernel.Dot<float>(x, z)]);
            AtEveryWidth.SameBits(() =>
                (double[])[ReductionKernel.Sum<double>(wide), ReductionKernel.Dot<double>(wide, wide)]);
            if (n == 0) continue;
            AtEveryWidth.SameBits(() => (float[])[ReductionKernel.Max<float>(x), ReductionKernel.Min<float>(x)]);
            AtEveryWidth.SameBits(() =>
                (int[])[ReductionKernel.ArgMax<float>(x), ReductionKernel.ArgMin<float>(x),
                    ReductionKernel.ArgMax<double>(wide)]);
        }
    }

    [Fact]
    public void SumsAreCloseToExactOnes()
    {
        float[] x = Noise(1_000_000);
        double exact = x.Sum(v => (double)v);
        Assert.Equal(exact, ReductionKernel.Sum<float>(x), 0.02);
        Assert.Equal(x.Sum(v => (double)v * v), ReductionKernel.Dot<float>(x, x), 1.0);
    }

    [Fact]
    public void ExtremesFollowPyTorch()
    {
        Assert.Equal(3f, ReductionKernel.Max<float>([1, 3, -2]));
        Assert.Equal(-2f, ReductionKernel.Min<float>([1, 3, -2]));
        Assert.Equal(1, ReductionKernel.ArgMax<float>([1, 3, 3, 0]));
        Assert.True(float.IsNaN(ReductionKernel.Max<float>([1, float.NaN, 3])));
        Assert.True(double.IsNaN(ReductionKernel.Min<double>([1, double.NaN, 3])));
        Assert.Equal(2, ReductionKernel.ArgMax<float>([1, 9, float.NaN, float.NaN]));
        Assert.Equal(float.NegativeInfinity,
            ReductionKernel.Max<float>([float.NegativeInfinity, float.NegativeInfinity]));
        Assert.Equal(7L, ReductionKernel.Max<long>([1, 7, 3]));
        Assert.Equal(11L, ReductionKernel.Sum<long>([1, 7, 3]));
        Assert.Throws<ArgumentException>(() => ReductionKernel.Max<float>([]));
    }

    [Fact]
    public void RowAndColumnSumsAreThoseOfTheMatrix()
    {
        float[] x = [1, 2, 3, 10, 20, 30], rows = new float[2], cols = [100, 100, 100];
        ReductionKernel.SumRows<float>(x, 2, 3, rows);
        Assert.Equal([6f, 60f], rows);
        ColumnSum.SumCols<float>(x, 2, 3, cols);
        Assert.Equal([11f, 22f, 33f], cols);
    }

    [Fact]
    public void RowAndColumnSumsHaveTheSameBitsOnEveryWidthAndThreadCount()
    {
        foreach (var (rows, cols) in (ReadOnlySpan<(int, int)>)[(3, 5), (64, 10), (100, 77), (2000, 130), (3, 5000)])
        {
            float[] x = Noise(rows * cols);
            AtEveryWidth.SameBits(() =>
            {
                float[] y = new float[rows + cols + rows];
                ReductionKernel.SumRows<float>(x, rows, cols, y.AsSpan(0, rows));
                ColumnSum.SumCols<float>(x, rows, cols, y.AsSpan(rows, cols));
                ReductionKernel.MaxRows<float>(x, rows, cols, y.AsSpan(rows + cols));
                return y;
            });
        }
    }

    private static float Tree(ReadOnlySpan<float> x)
    {
        if (x.Length > 4096)
        {
            float[] blocks = new float[(x.Length + 4095) / 4096];
            for (int i = 0; i < blocks.Length; i++) blocks[i] = Tree(x[(i * 4096)..Math.Min((i + 1) * 4096, x.Length)]);
            return Tree(blocks);
        }
        float[] lanes = new float[16];
        for (int i = 0; i < x.Length; i++) lanes[i % 16] += x[i];
        for (int half = 8; half >= 1; half /= 2)
            for (int i = 0; i < half; i++) lanes[i] += lanes[i + half];
        return lanes[0];
    }

    private static float[] Noise(int n)
    {
        float[] x = new float[n];
        new Mt19937(4).Uniform(x, -1, 1);
        return x;
    }
}
