using System.Numerics;

namespace ManagedTorch.Kernels;

// The gradient of the input.
internal static unsafe partial class Convolution
{
    /// <summary>Rows of columns that are made together: with a chunk of positions each they stay in the first-level
    /// cache.</summary>
    private const int ColumnRows = 128;

    /// <summary>
    /// dx = weight^T * dy, scattered back from columns to images; for single channels in steps of one that is the
    /// convolution of dy with the mirrored weights.
    /// </summary>
    internal static void InputGradient<T>(Sizes sizes, ReadOnlySpan<T> grad, ReadOnlySpan<T> weight, Span<T> x)
        where T : unmanaged, INumber<T>
    {
        if (sizes.Inputs == 1 && sizes.Outputs == 1 && sizes.Window.Mirror is { } mirror)
        {
            Forward(sizes with { Window = mirror }, grad, weight, default, x, mirrored: true);
            return;
        }
        var (identity, together) = (sizes.Window.IsIdentity, Together(sizes));
        using var packed = new Scratch<T>(identity ? 0 : sizes.Groups * PackedWeight(sizes, together));
        fixed (T* px = x, pw = weight, pg = grad, pp = packed.Values)
        {
            if (!identity) PackTransposed(sizes, together, pw, packed.Values);
            var work = new InputWork<T>
            {
                Sizes = sizes, Together = together, Polyphase = new(sizes.Window), X = px, Weight = pw, Packed = pp,
                Grad = pg,
            };
            var units = sizes.Images * sizes.Groups;
            ThreadPoolWork.For(ref work, units, sizes.Grain(units));
        }
    }

    /// <summary>Channels whose columns are made together; four fill whole groups of rows at most sizes.</summary>
    private static int Together(Sizes sizes) =>
        Math.Min(sizes.Inputs, Math.Max(4, ColumnRows / Math.Max(1, sizes.Window.Taps) & ~3));

    /// <summary>Elements of the packed weights of one group.</summary>
    private static int PackedWeight(Sizes sizes, int together)
    {
        var (whole, rest) = (sizes.Inputs / together, sizes.Inputs % together * sizes.Window.Taps);
        return whole * Patches.PackedSize(together * sizes.Window.Taps, sizes.Outputs)
            + Patches.PackedSize(rest, sizes.Outputs);
    }

    private static void PackTransposed<T>(Sizes sizes, int together, T* weight, Span<T> packed) where T : unmanaged
    {
        var offsets = new int[sizes.Outputs];
        for (var o = 0; o < offsets.Length; o++) offsets[o] = o * sizes.Depth;
        for (var group = 0; group < sizes.Groups; group++)
            for (var first = 0; first < sizes.Inputs; first += together)
            {
                var rows = Math.Min(together, sizes.Inputs - first) * sizes.Window.Taps;
                Patches.Pack(rows, weight + (long)group * sizes.Weight + first * sizes.Window.Taps, 1, offsets, packed);
                packed = packed[Patches.PackedSize(rows, sizes.Outputs)..];
            }
    }

    private struct InputWork<T> : IRangeWork where T : unmanaged, INumber<T>
    {
        public Sizes Sizes;
        public int Together;
        public PolyphaseLayout Polyphase;
        public T* X, Weight, Packed, Grad;

        public readonly void Run(int start, int end)
        {
            if (Sizes.Window.IsIdentity)
            {
                for (var unit = start; unit < end; unit++) Product(unit);
                return;
            }
            using var sums = new Scratch<T>(Together * Polyphase.Plane);
            using var columns = new Scratch<T>(Together * Sizes.Window.Taps * Patches.Chunk);
            using var chunks = new Scratch<T>(Sizes.Outputs * (Sizes.Window.Count + Patches.Chunk));
            var places = new int[Sizes.Window.Taps];
            for (var tap = 0; tap < places.Length; tap++)
            {
                var (phase, row, column) = Polyphase.Of(tap);
                places[tap] = phase * Polyphase.Phase + row * Polyphase.Pitch + column;
            }
            var size = PackedWeight(Sizes, Together);
            fixed (T* c = columns.Values, s = sums.Values, g = chunks.Values)
                for (var unit = start; unit < end; unit++)
                {
                    T* packed = Packed + (long)(unit % Sizes.Groups) * size;
                    Chunks(Grad + (long)unit * Sizes.Output, g);
                    for (var first = 0; first < Sizes.Inputs; first += Together)
                    {
                        var channels = Math.Min(Together, Sizes.Inputs - first);
                        Channels(channels, packed, g, places, c, s);
                        Polyphase.Join(channels, sums.Values, new Span<T>(
                            X + (long)unit * Sizes.Input + first * Sizes.Window.Plane, channels * Sizes.Window.Plane));
                        packed += Patches.PackedSize(channels * places.Length, Sizes.Outputs);
                    }
                }
        }

        /// <summary>
        /// The gradient of some channels in the polyphase layout. Chunks of positions go from the last to the first,
        /// and in a chunk tap after tap: the position that an element has under a tap lies before those that it has
        /// under earlier taps, so every sum runs over the taps in order.
        /// </summary>
        private readonly void Channels(int channels, T* packed, T* chunks, int[] places, T* columns, T* sums)
        {
            var (count, outputs, taps) = (Sizes.Window.Count, Sizes.Outputs, places.Length);
            new Span<T>(sums, channels * Polyphase.Plane).Clear();
            for (var first = (count - 1) / Patches.Chunk * Patches.Chunk; first >= 0; first -= Patches.Chunk)
            {
                Patches.Product(channels * taps, outputs, 0, outputs, packed, chunks + (nint)first * outputs, columns,
                    Patches.Chunk, null);
                WindowColumns.Add(channels, columns, places, first, Math.Min(Patches.Chunk, count - first),
                    Sizes.Window.OutW, Polyphase, sums);
            }
        }

        /// <summary>dy [outputs, positions] as chunks of positions, [outputs, Chunk]; beyond the last is 0.</summary>
        private readonly void Chunks(T* grad, T* chunks)
        {
            var count = Sizes.Window.Count;
            for (var first = 0; first < count; first += Patches.Chunk, chunks += Sizes.Outputs * Patches.Chunk)
                Packing.Pack(grad + first, count, 1, Sizes.Outputs, Math.Min(Patches.Chunk, count - first), chunks,
                    Patches.Chunk);
        }

        /// <summary>One tap that sees every element once: the columns are the image.</summary>
        private readonly void Product(int unit) =>
            Gemm.Multiply(true, false, Sizes.Depth, Sizes.Window.Count, Sizes.Outputs,
                new ReadOnlySpan<T>(Weight + (long)(unit % Sizes.Groups) * Sizes.Weight, Sizes.Weight), Sizes.Depth,
                new ReadOnlySpan<T>(Grad + (long)unit * Sizes.Output, Sizes.Output), Sizes.Window.Count,
                new Span<T>(X + (long)unit * Sizes.Input, Sizes.Input), Sizes.Window.Count, accumulate: false);
    }
}
