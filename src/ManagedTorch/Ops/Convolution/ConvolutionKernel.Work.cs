using System.Numerics;

namespace ManagedTorch.Kernels;

// The work of one thread.
internal static unsafe partial class Convolution
{
    private struct ForwardWork<T> : IRangeWork where T : unmanaged, INumber<T>
    {
        public Sizes Sizes;
        public PolyphaseLayout Polyphase;
        public int[] Offsets;
        public T* X, Weight, Packed, Bias, Initial, Y;

        public readonly void Run(int start, int end)
        {
            var (window, count, outputs, inputs) = (Sizes.Window, Sizes.Window.Count, Sizes.Outputs, Sizes.Inputs);
            using var phases = new Scratch<T>(window.IsIdentity ? 0 : inputs * Polyphase.Plane + RowSums.Beyond);
            using var scratch = new Scratch<T>(window.IsIdentity ? 0 : Patches.WorkSize(outputs, Sizes.Depth));
            fixed (T* p = phases.Values)
                for (var unit = start; unit < end; unit++)
                {
                    var group = unit % Sizes.Groups;
                    var image = new ReadOnlySpan<T>(X + (long)unit * Sizes.Input, Sizes.Input);
                    if (window.IsIdentity)
                    {
                        var y = new Span<T>(Y + (long)unit * Sizes.Output, Sizes.Output);
                        if (Bias != null)
                            for (var o = 0; o < outputs; o++) y.Slice(o * count, count).Fill(Bias[group * outputs + o]);
                        Gemm.Multiply(false, false, outputs, count, inputs,
                            new ReadOnlySpan<T>(Weight + (long)group * Sizes.Weight, Sizes.Weight), inputs, image,
                            count, y, count, accumulate: Bias != null);
                        continue;
                    }
                    Polyphase.Split(inputs, image, phases.Values[..(inputs * Polyphase.Plane)]);
                    Patches.Multiply(outputs, Packed + (long)group * Patches.PackedSize(outputs, Sizes.Depth), p,
                        Offsets, window.OutH, window.OutW, Polyphase.Pitch, Y + (long)unit * Sizes.Output, count,
                        Initial == null ? null : Initial + (long)group * outputs * Patches.Chunk, scratch.Values);
                }
        }
    }

    private struct InputWork<T> : IRangeWork where T : unmanaged, INumber<T>
    {
        public Sizes Sizes;
        public T* X, Weight, Grad;

        public readonly void Run(int start, int end)
        {
            var count = Sizes.Window.Count;
            using var scratch = new Scratch<T>(Sizes.Window.IsIdentity ? 0 : Sizes.Depth * count);
            for (var unit = start; unit < end; unit++)
            {
                var image = new Span<T>(X + (long)unit * Sizes.Input, Sizes.Input);
                var columns = Sizes.Window.IsIdentity ? image : scratch.Values;
                Gemm.Multiply(true, false, Sizes.Depth, count, Sizes.Outputs,
                    new ReadOnlySpan<T>(Weight + (long)(unit % Sizes.Groups) * Sizes.Weight, Sizes.Weight), Sizes.Depth,
                    new ReadOnlySpan<T>(Grad + (long)unit * Sizes.Output, Sizes.Output), count, columns, count,
                    accumulate: false);
                if (!Sizes.Window.IsIdentity) WindowColumns.Scatter(Sizes.Window, Sizes.Inputs, columns, image);
            }
        }
    }

    private struct WeightWork<T> : IRangeWork where T : unmanaged, INumber<T>
    {
        public Sizes Sizes;
        public PolyphaseLayout Polyphase;
        public T* X, Weight, Grad;

        /// <summary>Input channels, counted through all groups: each has its own columns of the weights.</summary>
        public readonly void Run(int start, int end)
        {
            for (var channel = start; channel < end;)
            {
                var group = channel / Sizes.Inputs;
                var stop = Math.Min(end, (group + 1) * Sizes.Inputs);
                if (Sizes.Inputs == 1 && Sizes.Outputs == 1) Single(channel);
                else Channels(group, channel - group * Sizes.Inputs, stop - channel);
                channel = stop;
            }
        }

        private readonly ReadOnlySpan<T> Planes(int image, int channel, int channels) =>
            new(X + ((long)image * Sizes.Groups * Sizes.Inputs + channel) * Sizes.Window.Plane,
                channels * Sizes.Window.Plane);

        /// <summary>One channel in and one out.</summary>
        private readonly void Single(int channel)
        {
            var window = Sizes.Window;
            using var phases = new Scratch<T>(Sizes.Images * Polyphase.Plane);
            for (var image = 0; image < Sizes.Images; image++)
                Polyphase.Split(1, Planes(image, channel, 1),
                    phases.Values.Slice(image * Polyphase.Plane, Polyphase.Plane));
            Span<int> offsets = window.Taps <= 64 ? stackalloc int[window.Taps] : new int[window.Taps];
            for (var tap = 0; tap < offsets.Length; tap++)
            {
                var (phase, row, column) = Polyphase.Of(tap);
                offsets[tap] = phase * Polyphase.Phase + row * Polyphase.Pitch + column;
            }
            fixed (T* p = phases.Values)
                RowSums.Products(Sizes.Images, window.OutH, window.OutW, Grad + (long)channel * window.Count,
                    (nint)Sizes.Groups * window.Count,
                    p, Polyphase.Plane, Polyphase.Pitch, offsets, Weight + (long)channel * window.Taps);
        }

        /// <summary>
        /// As one product for each tap of what it sees, read where it lies, with dy turned round: there are whole
        /// vectors of outputs and rarely of taps. Between the rows, where a tap sees what it should not, dy is 0.
        /// </summary>
        private readonly void Channels(int group, int first, int channels)
        {
            var (window, taps, outputs) = (Sizes.Window, Sizes.Window.Taps, (Sizes.Outputs + 15) & ~15);
            var seen = (window.OutH - 1) * Polyphase.Pitch + window.OutW;
            using var phases = new Scratch<T>(window.IsIdentity ? 0 : channels * Polyphase.Plane);
            using var turned = new Scratch<T>(seen * outputs);
            using var sums = new Scratch<T>(taps * channels * outputs);
            // A few channels are no height for a product, all taps together are.
            var few = channels < 8 && taps > 1 ? taps * channels : 0;
            using var rows = new Scratch<T>(few * seen);
            turned.Values.Clear();
            fixed (T* p = phases.Values, t = turned.Values, s = sums.Values, r = rows.Values)
            {
                T* b = t, result = s;
                void Add(T* a, nint rowA, int height, int first, bool more)
                {
                    T* c = result + (nint)first * outputs;
                    Gemm.Direct(new Operands<T>
                    {
                        M = height, N = outputs, K = seen, C = c, RowC = outputs, InitialC = more ? c
                        : null, RowInitialC = outputs,
                        A = a, RowA = rowA, StepA = 1, B = b, StepB = outputs, ColB = 1,
                    });
                }
                for (var image = 0; image < Sizes.Images; image++)
                {
                    var planes = Planes(image, group * Sizes.Inputs + first, channels);
                    if (!window.IsIdentity) Polyphase.Split(channels, planes, phases.Values);
                    var grad = Grad + ((long)image * Sizes.Groups + group) * Sizes.Output;
                    for (var i = 0; i < window.OutH; i++)
                        Packing.Transpose(grad + i * window.OutW, window.Count, Sizes.Outputs, window.OutW,
                            t + (nint)i * Polyphase.Pitch * outputs, outputs);
                    fixed (T* x = planes)
                    {
                        T* source = window.IsIdentity ? x : p;
                        var distance = window.IsIdentity ? window.Plane : Polyphase.Plane;
                        for (var tap = 0; tap < taps; tap++)
                        {
                            var (phase, row, column) = Polyphase.Of(tap);
                            T* sees = source + phase * Polyphase.Phase + row * Polyphase.Pitch + column;
                            if (few == 0) Add(sees, distance, channels, tap * channels, image > 0);
                            else
                                for (var c = 0; c < channels; c++)
                                    new ReadOnlySpan<T>(sees + c * distance,
                                        seen).CopyTo(rows.Values[((tap * channels + c) * seen)..]);
                        }
                        if (few > 0) Add(r, seen, few, 0, image > 0);
                    }
                }
                if (Sizes.Images == 0) return;
                var to = Weight + (long)group * Sizes.Weight + first * taps;
                for (var o = 0; o < Sizes.Outputs; o++)
                    for (var c = 0; c < channels; c++)
                        for (var tap = 0; tap < taps; tap++)
                            to[o * Sizes.Depth + c * taps + tap] = s[(tap * channels + c) * outputs + o];
            }
        }
    }
}
