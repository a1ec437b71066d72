using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ResearchKit.Pairs.Vision.Inpainting;

/// <summary>
/// Finds the patch whose pixels differ least (sum of squares) from the known ones of another. Whole numbers alone:
/// every machine finds the same.
/// </summary>
internal static class PatchSearch
{
    private const int Lanes = 32;

    /// <summary>
    /// The center of the best patch around the target; farther ones cost a little more, so that equals are taken from
    /// nearby. Where no patch lies within reach, it looks twice as far, again and again; in an image too crowded for a
    /// whole patch, it is the nearest known pixel.
    /// </summary>
    public static int Best(InpaintingCanvas canvas, int target, int reach)
    {
        var wanted = new Wanted(canvas, target);
        for (var window = Math.Max(1, reach); ; window = checked(2 * window))
        {
            var found = Search(canvas, target, wanted, window);
            if (found >= 0) return found;
            if (window >= Math.Max(canvas.Width, canvas.Height)) return NearestKnown(canvas, target);
        }
    }

    private static int Search(InpaintingCanvas canvas, int target, Wanted wanted, int window)
    {
        int w = canvas.Width, radius = canvas.Radius, tx = target % w, ty = target / w, best = -1;
        int left = Math.Max(radius, tx - window), right = Math.Min(w - 1 - radius, tx + window);
        if (right < left) return -1;
        var lowest = long.MaxValue;
        for (var y = Math.Max(radius, ty - window); y <= Math.Min(canvas.Height - 1 - radius, ty + window); y++)
        {
            var centers = canvas.Source.AsSpan(y * w + left, right - left + 1);
            for (var k = centers.IndexOf(true); k >= 0 && k < centers.Length; k++)
            {
                if (!centers[k]) continue;
                var x = left + k;
                var distance = (Math.Abs(x - tx) + Math.Abs(y - ty)) * (long)wanted.Known / 2;
                if (distance >= lowest) continue;
                var cost = distance +
                    wanted.Difference(canvas.Pixels, 3 * ((y - radius) * w + x - radius), 3 * w, lowest - distance);
                if (cost < lowest) (best, lowest) = (y * w + x, cost);
            }
        }
        return best;
    }

    private static int NearestKnown(InpaintingCanvas canvas, int target)
    {
        var best = -1;
        for (var i = 0; i < canvas.Unknown.Length; i++)
            if (!canvas.Unknown[i] && (best < 0 || Distance(i) < Distance(best))) best = i;
        return best;

        int Distance(int i) =>
            Math.Abs(i % canvas.Width - target % canvas.Width) + Math.Abs(i / canvas.Width - target / canvas.Width);
    }

    /// <summary>The target's patch row by row, in whole vectors, and which of its bytes are known.</summary>
    private sealed class Wanted
    {
        private readonly int _rows, _stride; // stride: bytes per row, a multiple of the vectors' length
        private readonly byte[] _bytes, _mask;

        public Wanted(InpaintingCanvas canvas, int target)
        {
            int radius = canvas.Radius, w = canvas.Width;
            _rows = 2 * radius + 1;
            _stride = (3 * _rows + Lanes - 1) / Lanes * Lanes;
            (_bytes, _mask) = (new byte[_rows * _stride], new byte[_rows * _stride]);
            for (var dy = -radius; dy <= radius; dy++)
                for (var dx = -radius; dx <= radius; dx++)
                {
                    int x = target % w + dx, y = target / w + dy;
                    if ((uint)x >= (uint)w || (uint)y >= (uint)canvas.Height || canvas.Unknown[y * w + x]) continue;
                    Known++;
                    var at = (dy + radius) * _stride + 3 * (dx + radius);
                    canvas.Pixels.AsSpan(3 * (y * w + x), 3).CopyTo(_bytes.AsSpan(at));
                    _mask.AsSpan(at, 3).Fill(0xFF);
                }
        }

        /// <summary>Number of known pixels.</summary>
        public int Known { get; }

        /// <summary>The sum of squared differences over known bytes; anything not below the limit once it is
        /// reached.</summary>
        public long Difference(byte[] pixels, int start, int pitch, long limit)
        {
            if (!Vector256.IsHardwareAccelerated) return Scalar(pixels, start, pitch, limit);
            ref byte from = ref MemoryMarshal.GetArrayDataReference(pixels);
            ref byte to = ref MemoryMarshal.GetArrayDataReference(_bytes);
            ref byte known = ref MemoryMarshal.GetArrayDataReference(_mask);
            long sum = 0;
            for (var row = 0; row < _rows; row++)
            {
                var squares = Vector256<uint>.Zero;
                for (var v = 0; v < _stride; v += Lanes)
                {
                    // The image is padded: the last row's vectors may reach beyond it.
                    var a = Vector256.LoadUnsafe(ref from, (nuint)(start + row * pitch + v));
                    var b = Vector256.LoadUnsafe(ref to, (nuint)(row * _stride + v));
                    var d = (Vector256.Max(a, b) - Vector256.Min(a, b)) & Vector256.LoadUnsafe(ref known,
                        (nuint)(row * _stride + v));
                    var (low, high) = Vector256.Widen(d);
                    var (l0, l1) = Vector256.Widen(low * low);
                    var (h0, h1) = Vector256.Widen(high * high);
                    squares += l0 + l1 + (h0 + h1);
                }
                sum += Vector256.Sum(squares);
                if (sum >= limit) break;
            }
            return sum;
        }

        private long Scalar(byte[] pixels, int start, int pitch, long limit)
        {
            long sum = 0;
            for (var row = 0; row < _rows && sum < limit; row++)
                for (var i = 0; i < 3 * _rows; i++)
                {
                    if (_mask[row * _stride + i] == 0) continue;
                    var d = pixels[start + row * pitch + i] - _bytes[row * _stride + i];
                    sum += d * d;
                }
            return sum;
        }
    }
}
