namespace ResearchKit.Imaging.Jpeg;

/// <summary>Decodes a block of a sequential file (T.81, F.2.2).</summary>
internal static class BaselineBlock
{
    /// <summary>Reads one DC difference, then runs of zeros and values until the block ends.</summary>
    public static void Decode(ref BitReader bits, Component component, HuffmanTable dc, HuffmanTable ac,
        Span<short> block)
    {
        var category = dc.Decode(ref bits);
        if (category > 15) throw new ImageException("JPEG: impossible size of a DC difference");
        component.Prediction = (short)(component.Prediction + bits.ReadSigned(category));
        block[0] = (short)component.Prediction;
        for (var k = 1; k < 64; k++)
        {
            var symbol = ac.Decode(ref bits);
            int run = symbol >> 4, size = symbol & 15;
            if (size == 0)
            {
                if (run != 15) return;
                k += 15;
                continue;
            }
            k += run;
            if (k > 63) throw new ImageException("JPEG: a run of zeros leaves its block");
            block[Zigzag.Natural[k]] = (short)bits.ReadSigned(size);
        }
    }
}
