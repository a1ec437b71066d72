namespace ResearchKit.Imaging.Jpeg;

/// <summary>
/// Brings a subsampled component to full size. Factors of two use the triangle filter that decoders agree on (three
/// parts of the nearer sample, one of the farther, with alternating rounding); others repeat samples.
/// </summary>
internal static class Upsampling
{
    /// <summary>The component in the size <paramref name="width"/> x <paramref name="height"/>.</summary>
    public static Plane Expand(Plane plane, int horizontal, int vertical, int width, int height) =>
        (horizontal, vertical) switch
        {
            (1, 1) => plane,
            (2, 1) when plane.Width > 2 => Rows(plane, width, height),
            (2, 2) when plane.Width > 2 => Both(plane, width, height),
            (1, 2) => Columns(plane, width, height),
            _ => Repeat(plane, horizontal, vertical, width, height),
        };

    private static Plane Rows(Plane plane, int width, int height)
    {
        var result = Empty(width, height);
        for (var y = 0; y < height; y++)
        {
            var from = plane.Row(y);
            var to = result.Samples.AsSpan(y * width, width);
            for (var x = 0; x < width; x++)
            {
                var near = from[x >> 1];
                var other = (x & 1) == 0 ? (x >> 1) - 1 : (x >> 1) + 1;
                to[x] = (uint)other >= (uint)from.Length ? near
                    : (byte)((3 * near + from[other] + ((x & 1) == 0 ? 1 : 2)) >> 2);
            }
        }
        return result;
    }

    private static Plane Columns(Plane plane, int width, int height)
    {
        var result = Empty(width, height);
        for (var y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> near = plane.Row(y >> 1), far = Far(plane, y);
            var to = result.Samples.AsSpan(y * width, width);
            for (var x = 0; x < width; x++) to[x] = (byte)((3 * near[x] + far[x] + ((y & 1) == 0 ? 1 : 2)) >> 2);
        }
        return result;
    }

    private static Plane Both(Plane plane, int width, int height)
    {
        var result = Empty(width, height);
        var sums = new int[plane.Width];
        for (var y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> near = plane.Row(y >> 1), far = Far(plane, y);
            for (var x = 0; x < sums.Length; x++) sums[x] = 3 * near[x] + far[x];
            var to = result.Samples.AsSpan(y * width, width);
            for (var x = 0; x < width; x++)
            {
                var here = sums[x >> 1];
                var other = (x & 1) == 0 ? (x >> 1) - 1 : (x >> 1) + 1;
                var there = (uint)other >= (uint)sums.Length ? here : sums[other];
                to[x] = (byte)((3 * here + there + ((x & 1) == 0 ? 8 : 7)) >> 4);
            }
        }
        return result;
    }

    private static Plane Repeat(Plane plane, int horizontal, int vertical, int width, int height)
    {
        var result = Empty(width, height);
        for (var y = 0; y < height; y++)
        {
            var from = plane.Row(Math.Min(y / vertical, plane.Height - 1));
            for (var x = 0; x < width; x++)
                result.Samples[y * width + x] = from[Math.Min(x / horizontal, from.Length - 1)];
        }
        return result;
    }

    // The row on the other side of output row y, or the nearest one at the border.
    private static ReadOnlySpan<byte> Far(Plane plane, int y) =>
        plane.Row(Math.Clamp((y & 1) == 0 ? (y >> 1) - 1 : (y >> 1) + 1, 0, plane.Height - 1));

    private static Plane Empty(int width, int height) => new(width, height, width, new byte[width * height]);
}
