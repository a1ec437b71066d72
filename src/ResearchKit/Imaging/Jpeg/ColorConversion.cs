using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ResearchKit.Imaging.Jpeg;

/// <summary>From the planes of a file to RGB; YCbCr by JFIF's matrix in 16-bit fixed point.</summary>
internal static class ColorConversion
{
    private const int Half = 32768;

    private static readonly int RedOfCr = Fixed(1.402), BlueOfCb = Fixed(1.772),
        GreenOfCr = Fixed(0.71414), GreenOfCb = Fixed(0.34414);

    // Drops each fourth byte of four pixels.
    private static readonly Vector128<byte> Colors =
        Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 255, 255, 255, 255);

    private static int Fixed(double x) => (int)(x * 65536 + 0.5);

    /// <summary>Joins planes into an image.</summary>
    /// <param name="planes">One plane (gray), three, or four (the fourth is black), each with its rows in full
    /// width.</param>
    /// <param name="isRgb">True if the planes hold red, green and blue themselves, or cyan, magenta and yellow.</param>
    /// <param name="width">Width of the image.</param>
    /// <param name="height">Height of the image.</param>
    public static RgbImage Join(Upsampling[] planes, bool isRgb, int width, int height)
    {
        var image = new RgbImage(width, height);
        for (var y = 0; y < height; y++)
        {
            var row = image.Row(y);
            var first = planes[0].Row(y);
            if (planes.Length == 1)
            {
                for (var x = 0; x < width; x++) row.Slice(3 * x, 3).Fill(first[x]);
                continue;
            }
            ReadOnlySpan<byte> second = planes[1].Row(y), third = planes[2].Row(y);
            if (isRgb)
                for (var x = 0; x < width; x++)
                    (row[3 * x], row[3 * x + 1], row[3 * x + 2]) = (first[x], second[x], third[x]);
            else Convert(first, second, third, row);
            if (planes.Length == 4) Print(row, planes[3].Row(y), complement: !isRgb);
        }
        return image;
    }

    // Files hold inks inverted, 255 for none, as Adobe's programs write them and all decoders read them, with or
    // without Adobe's segment: what is left of the light is the product of what each ink lets through. YCbCr stands for
    // the inks as they are, so that it gives the complement.
    private static void Print(Span<byte> row, ReadOnlySpan<byte> black, bool complement)
    {
        for (var x = 0; x < black.Length; x++)
            foreach (ref var channel in row.Slice(3 * x, 3))
            {
                var light = complement ? 255 - channel : channel;
                channel = (byte)((light * black[x] + 127) / 255);
            }
    }

    private static void Convert(ReadOnlySpan<byte> y, ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr, Span<byte> rgb)
    {
        var x = 0;
        ref var target = ref MemoryMarshal.GetReference(rgb);
        // Four bytes more than eight pixels are written; the next pixels overwrite them.
        for (; 3 * (x + 8) + 4 <= rgb.Length; x += 8)
        {
            Vector256<int> light = Eight(y[x..]), blue = Eight(cb[x..]) - Vector256.Create(128),
                red = Eight(cr[x..]) - Vector256.Create(128), half = Vector256.Create(Half);
            var pixels = Level(light + ((red * RedOfCr + half) >> 16))
                | Level(light + ((blue * -GreenOfCb - red * GreenOfCr + half) >> 16)) << 8
                | Level(light + ((blue * BlueOfCb + half) >> 16)) << 16;
            Vector128.Shuffle(pixels.GetLower().AsByte(), Colors).StoreUnsafe(ref target, (nuint)(3 * x));
            Vector128.Shuffle(pixels.GetUpper().AsByte(), Colors).StoreUnsafe(ref target, (nuint)(3 * x + 12));
        }

        for (; 3 * x < rgb.Length; x++)
        {
            int light = y[x], blue = cb[x] - 128, red = cr[x] - 128;
            rgb[3 * x] = Clamp(light + ((RedOfCr * red + Half) >> 16));
            rgb[3 * x + 1] = Clamp(light + ((-GreenOfCb * blue - GreenOfCr * red + Half) >> 16));
            rgb[3 * x + 2] = Clamp(light + ((BlueOfCb * blue + Half) >> 16));
        }
    }

    private static Vector256<int> Eight(ReadOnlySpan<byte> samples)
    {
        var words = Vector128.WidenLower(Vector128.CreateScalar(MemoryMarshal.Read<ulong>(samples)).AsByte());
        return Vector256.Create(Vector128.WidenLower(words), Vector128.WidenUpper(words)).AsInt32();
    }

    private static Vector256<int> Level(Vector256<int> value) =>
        Vector256.Min(Vector256.Max(value, Vector256<int>.Zero), Vector256.Create(255));

    private static byte Clamp(int x) => (byte)Math.Clamp(x, 0, 255);
}
