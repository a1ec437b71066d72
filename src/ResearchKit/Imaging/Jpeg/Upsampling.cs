using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ResearchKit.Imaging.Jpeg;

/// <summary>
/// The rows of a subsampled component in full size, one at a time. Factors of two use the triangle filter that
/// decoders agree on (three parts of the nearer sample, one of the farther, with alternating rounding); others repeat
/// samples.
/// </summary>
/// <param name="plane">The component.</param>
/// <param name="horizontal">How many columns of the image a sample stands for.</param>
/// <param name="vertical">How many rows.</param>
/// <param name="width">Columns of the image.</param>
internal sealed class Upsampling(Plane plane, int horizontal, int vertical, int width)
{
    // Sums of two rows, with a copy of the outermost on either side; a vector reads past the last.
    private readonly ushort[] _sums = new ushort[plane.Width + 2 + Vector256<ushort>.Count];
    private readonly byte[] _row = new byte[width + 2 * Vector256<ushort>.Count];

    /// <summary>Row <paramref name="y"/> of the image; valid until the next one is asked for.</summary>
    public ReadOnlySpan<byte> Row(int y)
    {
        switch (horizontal, vertical)
        {
            case (1, 1):
                return plane.Row(y);
            case (2, 1) when plane.Width > 2:
                Alone(plane.Row(y));
                Widen(1, 2, 2);
                break;
            case (2, 2) when plane.Width > 2:
                Together(plane.Row(y >> 1), Far(y));
                Widen(8, 7, 4);
                break;
            case (1, 2):
                Between(plane.Row(y >> 1), Far(y), (y & 1) == 0 ? 1 : 2);
                break;
            default:
                Repeat(plane.Row(Math.Min(y / vertical, plane.Height - 1)));
                break;
        }

        return _row.AsSpan(0, width);
    }

    private void Alone(ReadOnlySpan<byte> row)
    {
        for (var x = 0; x < row.Length; x++) _sums[x + 1] = row[x];
        Close(row.Length);
    }

    private void Together(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far)
    {
        var sums = _sums.AsSpan(1, near.Length);
        far = far[..near.Length];
        for (var x = 0; x < near.Length; x++) sums[x] = (ushort)(3 * near[x] + far[x]);
        Close(near.Length);
    }

    private void Close(int count) => (_sums[0], _sums[count + 1]) = (_sums[1], _sums[count]);

    // Two samples for each sum: the left one leans to the sum before it, the right one to the sum behind it. At the
    // borders a sum leans to itself.
    private void Widen(int left, int right, int shift)
    {
        ref var sums = ref MemoryMarshal.GetArrayDataReference(_sums);
        var target = MemoryMarshal.Cast<byte, ushort>(_row.AsSpan());
        Vector256<ushort> roundLeft = Vector256.Create((ushort)left), roundRight = Vector256.Create((ushort)right);
        for (var i = 0; 2 * i < width; i += Vector256<ushort>.Count)
        {
            var here = Vector256.LoadUnsafe(ref sums, (nuint)(i + 1)) * 3;
            var first = (here + Vector256.LoadUnsafe(ref sums, (nuint)i) + roundLeft) >>> shift;
            var second = (here + Vector256.LoadUnsafe(ref sums, (nuint)(i + 2)) + roundRight) >>> shift;
            (first | second << 8).CopyTo(target[i..]);
        }
    }

    private void Between(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, int rounding)
    {
        for (var x = 0; x < width; x++) _row[x] = (byte)((3 * near[x] + far[x] + rounding) >> 2);
    }

    private void Repeat(ReadOnlySpan<byte> row)
    {
        for (var x = 0; x < width; x++) _row[x] = row[Math.Min(x / horizontal, row.Length - 1)];
    }

    // The row on the other side of output row y, or the nearest one at the border.
    private ReadOnlySpan<byte> Far(int y) =>
        plane.Row(Math.Clamp((y & 1) == 0 ? (y >> 1) - 1 : (y >> 1) + 1, 0, plane.Height - 1));
}
