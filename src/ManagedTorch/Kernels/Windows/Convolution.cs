using System.Numerics;

namespace ManagedTorch.Kernels;

/// <summary>
/// Convolutions of images [images, groups x inputs, height, width] with weights [groups x outputs, inputs, kernel],
/// as matrix products of the weights and the columns of one image at a time, or without columns where there are many
/// channels (<see cref="PhasedConvolution"/>). Threads take images, or for the weights'
/// gradient channels; every sum runs in one order whoever computes it.
/// </summary>
internal static class Convolution
{
    /// <summary>Multiply-adds that a thread takes at least.</summary>
    private const long SharedWork = 1 << 19;

    internal readonly record struct Sizes(int Images, int Groups, int Inputs, int Outputs, SlidingWindow Window)
    {
        internal int Depth => Inputs * Window.Taps;

        internal int Input => Inputs * Window.Plane;

        internal int Output => Outputs * Window.Count;

        internal int Weight => Outputs * Depth;

        internal int Columns => Depth * Window.Count;

        internal int Grain(int units) => (int)Math.Min(int.MaxValue, SharedWork * units / Math.Max(1, (long)Images * Groups * Outputs * Columns) + 1);
    }

    /// <summary>y = weight * x + bias; an empty bias is none.</summary>
    internal static unsafe void Forward<T>(Sizes sizes, ReadOnlySpan<T> x, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, Span<T> y)
        where T : unmanaged, INumber<T>
    {
        fixed (T* px = x, pw = weight, pb = bias, py = y)
        {
            if (PhasedConvolution.Fits(sizes, sizes.Inputs))
            {
                PhasedConvolution.Forward(sizes, px, pw, bias.IsEmpty ? null : pb, py);
                return;
            }
            var work = new ForwardWork<T> { Sizes = sizes, X = px, Weight = pw, Bias = bias.IsEmpty ? null : pb, Y = py };
            var units = sizes.Images * sizes.Groups;
            ThreadPoolWork.For(ref work, units, sizes.Grain(units));
        }
    }

    /// <summary>dx = weight^T * dy, scattered back from columns to images.</summary>
    internal static unsafe void InputGradient<T>(Sizes sizes, ReadOnlySpan<T> grad, ReadOnlySpan<T> weight, Span<T> x)
        where T : unmanaged, INumber<T>
    {
        fixed (T* px = x, pw = weight, pg = grad)
        {
            if (PhasedConvolution.Fits(sizes, sizes.Outputs))
            {
                PhasedConvolution.InputGradient(sizes, pg, pw, px);
                return;
            }
            var work = new InputWork<T> { Sizes = sizes, X = px, Weight = pw, Grad = pg };
            var units = sizes.Images * sizes.Groups;
            ThreadPoolWork.For(ref work, units, sizes.Grain(units));
        }
    }

    /// <summary>dw = sum over images, in order, of dy * columns(x)^T.</summary>
    internal static unsafe void WeightGradient<T>(Sizes sizes, ReadOnlySpan<T> grad, ReadOnlySpan<T> x, Span<T> weight)
        where T : unmanaged, INumber<T>
    {
        if (sizes.Images == 0) weight.Clear();
        fixed (T* px = x, pw = weight, pg = grad)
        {
            var work = new WeightWork<T> { Sizes = sizes, X = px, Weight = pw, Grad = pg };
            var units = sizes.Inputs * sizes.Groups;
            // Every piece turns dy round once more, so there are no more pieces than threads.
            var share = (units + ThreadPoolWork.Threads - 1) / ThreadPoolWork.Threads;
            ThreadPoolWork.For(ref work, units, Math.Max(share, sizes.Grain(units)));
        }
    }

    private unsafe struct ForwardWork<T> : IRangeWork where T : unmanaged, INumber<T>
    {
        public Sizes Sizes;
        public T* X, Weight, Bias, Y;

        public readonly void Run(int start, int end)
        {
            var (count, outputs) = (Sizes.Window.Count, Sizes.Outputs);
            using var scratch = new Scratch<T>(Sizes.Window.IsIdentity ? 0 : Sizes.Columns);
            for (var unit = start; unit < end; unit++)
            {
                var group = unit % Sizes.Groups;
                var image = new ReadOnlySpan<T>(X + (long)unit * Sizes.Input, Sizes.Input);
                if (!Sizes.Window.IsIdentity) WindowColumns.Gather(Sizes.Window, Sizes.Inputs, image, scratch.Values);
                var columns = Sizes.Window.IsIdentity ? image : scratch.Values;
                var y = new Span<T>(Y + (long)unit * Sizes.Output, Sizes.Output);
                if (Bias != null)
                    for (var o = 0; o < outputs; o++) y.Slice(o * count, count).Fill(Bias[group * outputs + o]);
                Gemm.Multiply(false, false, outputs, count, Sizes.Depth,
                    new ReadOnlySpan<T>(Weight + (long)group * Sizes.Weight, Sizes.Weight), Sizes.Depth, columns, count, y, count, accumulate: Bias != null);
            }
        }
    }

    private unsafe struct InputWork<T> : IRangeWork where T : unmanaged, INumber<T>
    {
        public Sizes Sizes;
        public T* X, Weight, Grad;

        public readonly void Run(int start, int end)
        {
            var count = Sizes.Window.Count;
            using var scratch = new Scratch<T>(Sizes.Window.IsIdentity ? 0 : Sizes.Columns);
            for (var unit = start; unit < end; unit++)
            {
                var image = new Span<T>(X + (long)unit * Sizes.Input, Sizes.Input);
                var columns = Sizes.Window.IsIdentity ? image : scratch.Values;
                Gemm.Multiply(true, false, Sizes.Depth, count, Sizes.Outputs,
                    new ReadOnlySpan<T>(Weight + (long)(unit % Sizes.Groups) * Sizes.Weight, Sizes.Weight), Sizes.Depth,
                    new ReadOnlySpan<T>(Grad + (long)unit * Sizes.Output, Sizes.Output), count, columns, count, accumulate: false);
                if (!Sizes.Window.IsIdentity) WindowColumns.Scatter(Sizes.Window, Sizes.Inputs, columns, image);
            }
        }
    }

    private unsafe struct WeightWork<T> : IRangeWork where T : unmanaged, INumber<T>
    {
        public Sizes Sizes;
        public T* X, Weight, Grad;

        /// <summary>Input channels, counted through all groups: each has its own columns of the weights.</summary>
        public readonly void Run(int start, int end)
        {
            if (PhasedConvolution.Fits(Sizes, Sizes.Outputs))
            {
                for (var channel = start; channel < end;)
                {
                    var group = channel / Sizes.Inputs;
                    var stop = Math.Min(end, (group + 1) * Sizes.Inputs);
                    PhasedConvolution.WeightGradient(Sizes, group, channel - group * Sizes.Inputs, stop - group * Sizes.Inputs, Grad, X, Weight);
                    channel = stop;
                }
                return;
            }
            var most = Math.Min(end - start, Sizes.Inputs) * Sizes.Window.Taps;
            using var columns = new Scratch<T>(Sizes.Window.IsIdentity ? 0 : most * Sizes.Window.Count);
            using var sums = new Scratch<T>(most * Sizes.Outputs);
            for (var channel = start; channel < end;)
            {
                var group = channel / Sizes.Inputs;
                var stop = Math.Min(end, (group + 1) * Sizes.Inputs);
                Channels(group, channel, stop - channel, columns.Values, sums.Values);
                channel = stop;
            }
        }

        /// <summary>
        /// As columns(x) * dy^T, because there are whole vectors of outputs and rarely of taps, turned round at the end.
        /// </summary>
        private readonly void Channels(int group, int first, int channels, Span<T> scratch, Span<T> sums)
        {
            var (window, count, outputs, rows) = (Sizes.Window, Sizes.Window.Count, Sizes.Outputs, channels * Sizes.Window.Taps);
            for (var image = 0; image < Sizes.Images; image++)
            {
                var planes = new ReadOnlySpan<T>(X + ((long)image * Sizes.Groups * Sizes.Inputs + first) * window.Plane, channels * window.Plane);
                if (!window.IsIdentity) WindowColumns.Gather(window, channels, planes, scratch);
                var columns = window.IsIdentity ? planes : scratch;
                var grad = new ReadOnlySpan<T>(Grad + ((long)image * Sizes.Groups + group) * Sizes.Output, Sizes.Output);
                Gemm.Multiply(false, true, rows, outputs, count, columns, count, grad, count, sums, outputs, accumulate: image > 0);
            }
            if (Sizes.Images == 0) return;
            var weight = Weight + (long)group * Sizes.Weight + (first - group * Sizes.Inputs) * window.Taps;
            for (var o = 0; o < outputs; o++)
                for (var r = 0; r < rows; r++) weight[o * Sizes.Depth + r] = sums[r * outputs + o];
        }
    }
}
