using ManagedTorch.Kernels;

namespace ManagedTorch.Tests.Kernels;

/// <summary>The convolution kernels against the sum that defines them, with single channels, few and many.</summary>
[Collection(AtEveryWidth.Name)]
public sealed class ConvolutionTests
{
    public static TheoryData<int, int, string> Cases
    {
        get
        {
            var data = new TheoryData<int, int, string>();
            foreach (string window in (string[])[
                "7x6 3x3", "7x6 3x3 pad 1x1", "8x9 3x2 stride 2x1 pad 1x0", "9x8 3x3 stride 2x2 pad 1x1",
                "9x11 2x3 stride 3x2", "8x8 3x2 dilation 2x3 pad 2x1",
                "10x9 4x3 stride 3x2 dilation 2x1 pad 3x2", "6x7 1x1 stride 2x2", "5x20 1x3 pad 0x1", "6x6 5x5 pad 2x2",
                "9x9 1x3 stride 2x3 pad 0x2", "4x4 2x2 stride 5x5", "3x3 3x3 pad 3x0", "9x16 3x3 pad 1x1",
                "8x32 3x3 stride 2x2 pad 1x1", "9x16 3x5 pad 1x2", "5x40 3x3"])
                foreach (var (channels, groups) in ((int, int)[])[(1, 3), (3, 1), (9, 1), (8, 2), (17, 1)])
                    data.Add(channels, groups, window);
            return data;
        }
    }

    private static SlidingWindow Parse(string text)
    {
        string[] words = text.Split(' ');
        (int H, int W) Of(string name, int otherwise)
        {
            int at = Array.IndexOf(words, name);
            return at < 0 ? (otherwise, otherwise) : Pair(words[at + 1]);
        }
        static (int, int) Pair(string s) => (int.Parse(s.Split('x')[0]), int.Parse(s.Split('x')[1]));
        var ((h, w), (kh, kw)) = (Pair(words[0]), Pair(words[1]));
        var (step, pad, apart) = (Of("stride", 1), Of("pad", 0), Of("dilation", 1));
        return new SlidingWindow(h, w, kh, kw, step.H, step.W, pad.H, pad.W, apart.H, apart.W);
    }

    [Theory, MemberData(nameof(Cases))]
    public void EqualsTheSum(int channels, int groups, string text)
    {
        var window = Parse(text);
        int outputs = channels == 1 ? 1 : channels + 1;
        var sizes = new Convolution.Sizes(2, groups, channels, outputs, window);
        double[] x = Numbers(2 * groups * sizes.Input, 1), w = Numbers(groups * sizes.Weight, 2),
            g = Numbers(2 * groups * sizes.Output, 3), b = Numbers(groups * outputs, 4);
        double[] y = new double[g.Length], dx = new double[x.Length], dw = new double[w.Length];
        for (int n = 0; n < 2; n++)
            for (int group = 0; group < groups; group++)
                for (int o = 0; o < outputs; o++)
                    for (int i = 0; i < window.OutH; i++)
                        for (int j = 0; j < window.OutW; j++)
                        {
                            int at = (((n * groups + group) * outputs + o) * window.OutH + i) * window.OutW + j;
                            y[at] += b[group * outputs + o];
                            for (int c = 0; c < channels; c++)
                                for (int tap = 0; tap < window.Taps; tap++)
                                {
                                    int h = i * window.StrideH + tap / window.KernelW * window.DilationH - window.PadH,
                                        v = j * window.StrideW + tap % window.KernelW * window.DilationW - window.PadW;
                                    if ((uint)h >= (uint)window.Height || (uint)v >= (uint)window.Width) continue;
                                    int from = ((n * groups + group) * channels + c) * window.Plane + h * window.Width +
                                        v, weight = ((group * outputs + o) * channels + c) * window.Taps + tap;
                                    y[at] += x[from] * w[weight];
                                    dx[from] += g[at] * w[weight];
                                    dw[weight] += g[at] * x[from];
                                }
                        }

        AtEveryWidth.SameBits<double>(() =>
        {
            double[] y2 = new double[g.Length], dx2 = new double[x.Length], dw2 = new double[w.Length];
            Convolution.Forward<double>(sizes, x, w, b, y2);
            Convolution.InputGradient<double>(sizes, g, w, dx2);
            Convolution.WeightGradient<double>(sizes, g, x, dw2);
            Near(y, y2);
            Near(dx, dx2);
            Near(dw, dw2);
            return [.. y2, .. dx2, .. dw2];
        });
        AtEveryWidth.SameBits<float>(() =>
        {
            float[] y2 = new float[g.Length], dx2 = new float[x.Length], dw2 = new float[w.Length];
            Convolution.Forward<float>(sizes, Single(x), Single(w), default, y2);
            Convolution.InputGradient<float>(sizes, Single(g), Single(w), dx2);
            Convolution.WeightGradient<float>(sizes, Single(g), Single(x), dw2);
            return [.. y2, .. dx2, .. dw2];
        });
    }

    /// <summary>What a tap reads between the rows of an image never counts, even when it is not finite.</summary>
    [Fact]
    public void OnlyPositionsThatSeeItAreInfinite()
    {
        var sizes = new Convolution.Sizes(1, 1, 8, 8, Parse("4x4 3x3 pad 1x1"));
        float[] x = new float[sizes.Input], w = new float[sizes.Weight], y = new float[sizes.Output];
        Array.Fill(w, 1f);
        x[0] = float.PositiveInfinity;
        Convolution.Forward<float>(sizes, x, w, default, y);
        Assert.Equal(Enumerable.Range(0, 16).Select(i => i is 0 or 1 or 4 or 5 ? float.PositiveInfinity : 0), y[..16]);
    }

    private static double[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (double)(float)(random.NextDouble() * 2 - 1))];
    }

    private static float[] Single(double[] values) => Array.ConvertAll(values, v => (float)v);

    private static void Near(double[] expected, double[] actual)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) < 1e-12,
                $"element {i}: {actual[i]:R}, the sum is {expected[i]:R}");
    }
}
