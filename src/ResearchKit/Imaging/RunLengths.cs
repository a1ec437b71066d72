namespace ResearchKit.Imaging;

/// <summary>
/// Masks as run lengths, in the form that COCO's tools use: pixels are counted column by column, from top to bottom;
/// lengths of runs outside and inside the mask take turns, beginning outside.
/// </summary>
public static class RunLengths
{
    /// <summary>The lengths of the runs of a mask.</summary>
    public static int[] Of(Mask mask)
    {
        var counts = new List<int>();
        var inside = false;
        var run = 0;
        for (var x = 0; x < mask.Width; x++)
            for (var y = 0; y < mask.Height; y++, run++)
            {
                if (mask[x, y] == inside) continue;
                counts.Add(run);
                (inside, run) = (!inside, 0);
            }
        counts.Add(run);
        return [.. counts];
    }

    /// <summary>The mask of the given run lengths.</summary>
    /// <exception cref="FormatException">A length is negative, or they do not add up to the number of
    /// pixels.</exception>
    public static Mask ToMask(ReadOnlySpan<int> counts, int width, int height)
    {
        var mask = new Mask(width, height);
        long at = 0, pixels = (long)width * height;
        for (var k = 0; k < counts.Length; k++)
        {
            var end = at + counts[k];
            if (counts[k] < 0 || end > pixels)
                throw new FormatException($"run lengths do not fit {width} x {height} pixels");
            for (; at < end; at++)
                if (k % 2 == 1) mask[(int)(at / height), (int)(at % height)] = true;
        }
        return at == pixels ? mask
            : throw new FormatException($"run lengths add up to {at} pixels, not to {width} x {height}");
    }

    /// <summary>
    /// COCO's compressed text: each length (from the fourth on, its difference to the one before the last) in groups of
    /// five bits, lowest first, a sixth bit saying that more follow, as a character from '0' on.
    /// </summary>
    public static string Write(ReadOnlySpan<int> counts)
    {
        var text = new System.Text.StringBuilder();
        for (var k = 0; k < counts.Length; k++)
        {
            var rest = k > 2 ? counts[k] - counts[k - 2] : counts[k];
            bool more;
            do
            {
                var group = rest & 31;
                rest >>= 5;
                more = (group & 16) != 0 ? rest != -1 : rest != 0; // the highest bit of the last group is the sign
                text.Append((char)('0' + (more ? group | 32 : group)));
            } while (more);
        }
        return text.ToString();
    }

    /// <summary>The lengths that a compressed text holds.</summary>
    /// <exception cref="FormatException">The text is broken off or holds a character that cannot occur.</exception>
    public static int[] Read(string text)
    {
        var counts = new List<int>();
        for (var at = 0; at < text.Length;)
        {
            long value = 0;
            for (var shift = 0; ; shift += 5)
            {
                var group = at < text.Length ? text[at++] - '0' : -1;
                if (group is < 0 or > 63 || shift > 30)
                    throw new FormatException($"compressed run lengths break at character {at}");
                value |= (long)(group & 31) << shift;
                if ((group & 32) != 0) continue;
                if ((group & 16) != 0) value -= 1L << (shift + 5);
                break;
            }
            if (counts.Count > 2) value += counts[^2];
            if (value is < 0 or > int.MaxValue)
                throw new FormatException($"compressed run lengths break at character {at}");
            counts.Add((int)value);
        }
        return [.. counts];
    }
}
