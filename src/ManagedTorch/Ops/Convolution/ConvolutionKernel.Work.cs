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

    private struct WeightWork<T> : IRangeWork where T : unmanaged, INumber<T>
    {
        public Sizes Sizes;
        public PolyphaseLayout Polyphase;
        public T* X, Weight, Grad;

        /// <summary>Positions of dy that are turned round together.</summary>
        private const int Turned = 16;

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
        /// As one product for each tap of what it sees, with dy turned round: there are whole vectors of outputs and
        /// rarely of taps. A few channels are no height for a product; all their taps together are.
        /// </summary>
        private readonly void Channels(int group, int first, int channels)
        {
            var (window, taps, count, outputs) =
                (Sizes.Window, Sizes.Window.Taps, Sizes.Window.Count, (Sizes.Outputs + 15) & ~15);
            var (straight, few, own) = (new TapRows(window, channels), channels < 8 && taps > 1, !window.IsIdentity);
            using var phases = new Scratch<T>(own ? channels * Polyphase.Plane : 0);
            using var copies = new Scratch<T>(own ? straight.Size : 0);
            using var rows = new Scratch<T>(few ? channels * taps * count : 0);
            using var turned = new Scratch<T>(count * outputs);
            using var sums = new Scratch<T>(channels * taps * outputs);
            if (outputs > Sizes.Outputs) turned.Values.Clear();
            fixed (T* s = sums.Values, t = turned.Values)
            {
                for (var image = 0; image < Sizes.Images; image++)
                {
                    var planes = Planes(image, group * Sizes.Inputs + first, channels);
                    if (own) straight.Fill(planes, phases.Values, copies.Values);
                    T* grad = Grad + ((long)image * Sizes.Groups + group) * Sizes.Output;
                    // A few positions at a time: what is written lies far apart.
                    for (var i = 0; i < count; i += Turned)
                        Packing.Transpose(grad + i, count, Sizes.Outputs, Math.Min(Turned, count - i),
                            t + (nint)i * outputs, outputs);
                    fixed (T* sees = own ? copies.Values : planes, r = rows.Values)
                    {
                        for (var row = 0; row < channels * taps && few; row++)
                            new ReadOnlySpan<T>(sees + row / taps * straight.Plane + straight.Of(row % taps), count)
                                .CopyTo(rows.Values[(row * count)..]);
                        if (few) Add(r, count, channels * taps, t, s, outputs, image > 0);
                        for (var tap = 0; tap < taps && !few; tap++)
                            Add(own ? sees + straight.Of(tap) : sees, own ? straight.Plane : count, channels, t,
                                s + tap * outputs, taps * outputs, image > 0);
                    }
                }
                if (Sizes.Images == 0) return;
                Packing.Transpose(s, outputs, channels * taps, Sizes.Outputs,
                    Weight + (long)group * Sizes.Weight + first * taps, Sizes.Depth);
            }
        }

        /// <summary>sums [height, outputs] = or += rows [height, count] dy; their rows are rowC and rowA apart.
        /// </summary>
        private readonly void Add(T* rows, int rowA, int height, T* turned, T* sums, int rowC, bool more)
        {
            var outputs = (Sizes.Outputs + 15) & ~15;
            Gemm.Direct(new Operands<T>
            {
                M = height, N = outputs, K = Sizes.Window.Count, C = sums, RowC = rowC, InitialC = more ? sums : null,
                RowInitialC = rowC, A = rows, RowA = rowA, StepA = 1, B = turned, StepB = outputs, ColB = 1,
            });
        }
    }
}
