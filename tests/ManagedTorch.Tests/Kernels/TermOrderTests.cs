using ManagedTorch.Kernels;

namespace ManagedTorch.Tests.Kernels;

/// <summary>
/// The order of the terms, which fixes the bits: fast kernels against the plain loops that their documentation
/// describes, bit for bit, at every width and on several threads.
/// </summary>
[Collection(AtEveryWidth.Name)]
public sealed class TermOrderTests
{
    // Channels in and out, size, kernel and padding: whole and broken chunks of columns and groups of outputs, sums of
    // one and of several blocks, rows of whole vectors and others.
    public static TheoryData<int, int, int, int, int> Convolutions => new()
    {
        { 3, 8, 8, 3, 1 }, { 40, 12, 8, 3, 1 }, { 40, 20, 16, 3, 1 }, { 72, 64, 4, 3, 1 }, { 5, 7, 7, 3, 0 },
        { 2, 16, 32, 5, 2 }, { 33, 1, 9, 3, 1 },
        { 2, 1, 32, 5, 2 },
    };

    public static TheoryData<int, int, int, int, int> SingleChannels => new()
    {
        { 1, 1, 16, 3, 1 }, { 1, 1, 35, 3, 1 }, { 1, 1, 32, 5, 2 },
    };

    [Theory, MemberData(nameof(Convolutions)), MemberData(nameof(SingleChannels))]
    public void AConvolutionIsOneChainOverChannelsAndTaps(int inputs, int outputs, int size, int kernel, int pad)
    {
        var window = new SlidingWindow(size, size, kernel, kernel, 1, 1, pad, pad, 1, 1);
        var sizes = new Convolution.Sizes(2, 1, inputs, outputs, window);
        float[] x = Draw(2 * sizes.Input, 1), w = Draw(sizes.Weight, 2), b = Draw(outputs, 3);
        var expected = new float[2 * sizes.Output];
        for (int at = 0; at < expected.Length; at++)
        {
            int position = at % window.Count, o = at / window.Count % outputs, image = at / sizes.Output;
            float sum = b[o];
            for (int c = 0; c < inputs; c++)
                for (int tap = 0; tap < window.Taps; tap++)
                {
                    int row = (position / window.OutW) + (tap / kernel) - pad,
                        column = (position % window.OutW) + (tap % kernel) - pad;
                    bool inside = (uint)row < (uint)size && (uint)column < (uint)size;
                    float seen = inside ? x[(image * sizes.Input) + (c * window.Plane) + (row * size) + column] : 0;
                    sum = MathF.FusedMultiplyAdd(w[(o * sizes.Depth) + (c * window.Taps) + tap], seen, sum);
                }
            expected[at] = sum;
        }
        Same(expected, y => Convolution.Forward<float>(sizes, x, w, b, y));
    }

    [Theory, MemberData(nameof(Convolutions))]
    public void AnInputsGradientAddsOneChainOverOutputsForEachTap(
        int inputs, int outputs, int size, int kernel, int pad)
    {
        var window = new SlidingWindow(size, size, kernel, kernel, 1, 1, pad, pad, 1, 1);
        var sizes = new Convolution.Sizes(1, 1, inputs, outputs, window);
        float[] g = Draw(sizes.Output, 1), w = Draw(sizes.Weight, 2), expected = new float[sizes.Input];
        for (int c = 0; c < inputs; c++)
            for (int tap = 0; tap < window.Taps; tap++)
                for (int position = 0; position < window.Count; position++)
                {
                    int row = (position / window.OutW) + (tap / kernel) - pad,
                        column = (position % window.OutW) + (tap % kernel) - pad;
                    if ((uint)row >= (uint)size || (uint)column >= (uint)size) continue;
                    float sum = 0;
                    for (int o = 0; o < outputs; o++)
                        sum = MathF.FusedMultiplyAdd(
                            w[(o * sizes.Depth) + (c * window.Taps) + tap], g[(o * window.Count) + position], sum);
                    expected[(c * window.Plane) + (row * size) + column] += sum;
                }
        Same(expected, dx => Convolution.InputGradient<float>(sizes, g, w, dx));
    }

    [Theory, InlineData(16, 3), InlineData(32, 5), InlineData(21, 3), InlineData(16, 1)]
    public void AWeightsGradientOfSingleChannelsIsSixteenChains(int size, int kernel)
    {
        const int images = 3;
        int pad = kernel / 2;
        var window = new SlidingWindow(size, size, kernel, kernel, 1, 1, pad, pad, 1, 1);
        var sizes = new Convolution.Sizes(images, 1, 1, 1, window);
        float[] g = Draw(images * sizes.Output, 1), x = Draw(images * sizes.Input, 2);
        var expected = new float[window.Taps];
        for (int tap = 0; tap < window.Taps; tap++)
        {
            var lanes = new float[16];
            for (int at = 0; at < g.Length; at++)
            {
                int position = at % window.Count, i = position / window.OutW, j = position % window.OutW;
                int row = i + (tap / kernel) - pad, column = j + (tap % kernel) - pad;
                bool inside = (uint)row < (uint)size && (uint)column < (uint)size;
                float seen = inside ? x[(at / window.Count * window.Plane) + (row * size) + column] : 0;
                lanes[j % 16] = MathF.FusedMultiplyAdd(g[at], seen, lanes[j % 16]);
            }
            for (int half = 8; half > 0; half /= 2)
                for (int lane = 0; lane < half; lane++) lanes[lane] += lanes[lane + half];
            expected[tap] = lanes[0];
        }
        Same(expected, dw => Convolution.WeightGradient<float>(sizes, g, x, dw));
    }

    [Theory]
    [InlineData(1, 3), InlineData(15, 1), InlineData(16, 33), InlineData(17, 64), InlineData(255, 5)]
    [InlineData(256, 70), InlineData(257, 40), InlineData(4096, 16), InlineData(4097, 20), InlineData(5376, 96)]
    [InlineData(70000, 2)]
    public void AColumnSumIsTheTreeOfSixteens(int rows, int columns)
    {
        float[] x = Draw(rows * columns, 4);
        var expected = new float[columns];
        for (int c = 0; c < columns; c++)
        {
            float[] level = [.. Enumerable.Range(0, rows).Select(r => x[(r * columns) + c])];
            do level = [.. level.Chunk(16).Select(group => group.Aggregate(0f, (sum, term) => sum + term))];
            while (level.Length > 1);
            expected[c] = level[0];
        }
        Same(expected, y => ColumnSum.SumCols<float>(x, rows, columns, y));
    }

    private static void Same(float[] expected, Action<float[]> kernel) => AtEveryWidth.SameBits(() =>
    {
        var actual = new float[expected.Length];
        kernel(actual);
        Assert.Equal(expected, actual);
        return actual;
    });

    private static float[] Draw(int count, ulong seed)
    {
        var numbers = new float[count];
        new Mt19937(seed).Uniform(numbers, -1, 1);
        return numbers;
    }
}
