using ManagedTorch.Kernels;

namespace ManagedTorch.Tests.Kernels;

[Collection(AtEveryWidth.Name)]
public sealed class SoftmaxTests
{
    [Fact]
    public void ProbabilitiesOfLogarithmsAreTheWeights()
    {
        // Weights 1, 2, 5 of 8.
        double[] x = [Math.Log(1), Math.Log(2), Math.Log(5)], y = new double[3];
        Softmax.SoftmaxRows<double>(x, 1, 3, y);
        Assert.Equal([0.125, 0.25, 0.625], y.Select(v => Math.Round(v, 14)));
        Softmax.LogSoftmaxRows<double>(x, 1, 3, y);
        Assert.Equal(Math.Log(0.625), y[2], 14);
        double[] sum = new double[1];
        Softmax.LogSumExpRows<double>(x, 1, 3, sum);
        Assert.Equal(Math.Log(8), sum[0], 14);
    }

    [Fact]
    public void LargeScoresDoNotOverflowAndMinusInfinityHasNoMass()
    {
        float[] x = [1000, 1000, float.NegativeInfinity], y = new float[3], sum = new float[1];
        Softmax.SoftmaxRows<float>(x, 1, 3, y);
        Assert.Equal([0.5f, 0.5f, 0f], y);
        Softmax.LogSumExpRows<float>(x, 1, 3, sum);
        Assert.Equal(1000 + MathF.Log(2), sum[0]);
        Softmax.LogSumExpRows<float>([float.NegativeInfinity, float.NegativeInfinity], 1, 2, sum);
        Assert.Equal(float.NegativeInfinity, sum[0]);
        Softmax.LogSumExpRows<float>([float.PositiveInfinity, 0], 1, 2, sum);
        Assert.Equal(float.PositiveInfinity, sum[0]);
    }

    [Fact]
    public void GradientsAreCentralDifferences()
    {
        const int n = 21;
        double[] x = Noise(n), grad = Noise(n + 7)[7..], y = new double[n], gx = new double[n];
        Softmax.SoftmaxRows<double>(x, 1, n, y);
        Softmax.SoftmaxBackwardRows<double>(grad, y, 1, n, gx);
        Check((from, to) => Softmax.SoftmaxRows<double>(from, 1, n, to));
        Softmax.LogSoftmaxRows<double>(x, 1, n, y);
        Softmax.LogSoftmaxBackwardRows<double>(grad, y, 1, n, gx);
        Check((from, to) => Softmax.LogSoftmaxRows<double>(from, 1, n, to));

        void Check(Action<double[], double[]> forward)
        {
            for (int i = 0; i < n; i++)
            {
                const double h = 1e-5;
                double[] up = [.. x], down = [.. x], yUp = new double[n], yDown = new double[n];
                up[i] += h;
                down[i] -= h;
                forward(up, yUp);
                forward(down, yDown);
                double slope = 0;
                for (int j = 0; j < n; j++) slope += grad[j] * (yUp[j] - yDown[j]) / (2 * h);
                Assert.Equal(slope, gx[i], 1e-9);
            }
        }
    }

    [Fact]
    public void EveryWidthAndThreadCountGivesTheSameBits()
    {
        foreach (var (rows, cols) in (ReadOnlySpan<(int, int)>)[(1, 1), (3, 10), (5, 16), (7, 33), (200, 257)])
        {
            double[] wide = Noise(2 * rows * cols);
            float[] x = [.. wide.Take(rows * cols).Select(v => (float)v * 5)],
                grad = [.. wide.Skip(rows * cols).Select(v => (float)v)];
            AtEveryWidth.SameBits(() => All<float>(x, grad, rows, cols));
            AtEveryWidth.SameBits(() => All<double>(wide[..(rows * cols)], wide[(rows * cols)..], rows, cols));
        }
    }

    private static T[] All<T>(T[] x, T[] grad, int rows, int cols) where T : unmanaged
    {
        int n = rows * cols;
        T[] result = new T[(4 * n) + rows];
        var all = result.AsSpan();
        Softmax.SoftmaxRows<T>(x, rows, cols, all[..n]);
        Softmax.LogSoftmaxRows<T>(x, rows, cols, all.Slice(n, n));
        Softmax.SoftmaxBackwardRows<T>(grad, all[..n], rows, cols, all.Slice(2 * n, n));
        Softmax.LogSoftmaxBackwardRows<T>(grad, all.Slice(n, n), rows, cols, all.Slice(3 * n, n));
        Softmax.LogSumExpRows<T>(x, rows, cols, all[(4 * n)..]);
        return result;
    }

    private static double[] Noise(int n)
    {
        double[] x = new double[n];
        new Mt19937(8).Uniform(x, -2, 2);
        return x;
    }
}
