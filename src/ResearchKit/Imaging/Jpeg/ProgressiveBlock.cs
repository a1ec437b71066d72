namespace ResearchKit.Imaging.Jpeg;

/// <summary>
/// Decodes a block of a progressive scan (T.81, G.1.2): a band of coefficients, first their high bits, later one more
/// bit at a time.
/// </summary>
internal static class ProgressiveBlock
{
    /// <summary>The DC coefficient: its high bits in the first scan, the next bit in a refinement.</summary>
    public static void Dc(ref BitReader bits, Scan scan, Component component, HuffmanTable? table, Span<short> block)
    {
        if (scan.High != 0)
        {
            block[0] |= (short)(bits.Read(1) << scan.Low);
            return;
        }
        var category = table!.Decode(ref bits);
        if (category > 15) throw new ImageException("JPEG: impossible size of a DC difference");
        component.Prediction = (short)(component.Prediction + bits.ReadSigned(category));
        block[0] = (short)(component.Prediction << scan.Low);
    }

    /// <summary>A band of AC coefficients.</summary>
    public static void Ac(ref BitReader bits, Scan scan, HuffmanTable table, Span<short> block)
    {
        if (scan.High == 0) First(ref bits, scan, table, block);
        else Refine(ref bits, scan, table, block);
    }

    private static void First(ref BitReader bits, Scan scan, HuffmanTable table, Span<short> block)
    {
        if (scan.EndOfBandRun > 0)
        {
            scan.EndOfBandRun--;
            return;
        }
        for (var k = scan.First; k <= scan.Last; k++)
        {
            var symbol = table.Decode(ref bits);
            int run = symbol >> 4, size = symbol & 15;
            if (size == 0)
            {
                if (run < 15)
                {
                    scan.EndOfBandRun = (1 << run) + bits.Read(run) - 1;
                    return;
                }
                k += 15;
                continue;
            }
            k += run;
            if (k > 63) throw new ImageException("JPEG: a run of zeros leaves its block");
            block[Zigzag.Natural[k]] = (short)(bits.ReadSigned(size) << scan.Low);
        }
    }

    private static void Refine(ref BitReader bits, Scan scan, HuffmanTable table, Span<short> block)
    {
        var bit = (short)(1 << scan.Low);
        var k = scan.First;
        if (scan.EndOfBandRun == 0)
        {
            for (; k <= scan.Last; k++)
            {
                var symbol = table.Decode(ref bits);
                int run = symbol >> 4, size = symbol & 15;
                short value = 0;
                if (size == 0)
                {
                    if (run < 15)
                    {
                        scan.EndOfBandRun = (1 << run) + bits.Read(run);
                        break;
                    }
                }
                else if (size == 1) value = bits.Read(1) != 0 ? bit : (short)-bit;
                else throw new ImageException("JPEG: a refinement scan sets more than one bit");
                // The run counts coefficients that are still zero; those on the way that are not get their next bit.
                for (; k <= scan.Last; k++)
                {
                    ref var coefficient = ref block[Zigzag.Natural[k]];
                    if (coefficient != 0) Correct(ref bits, ref coefficient, bit);
                    else if (run-- == 0)
                    {
                        coefficient = value;
                        break;
                    }
                }
            }
        }
        if (scan.EndOfBandRun == 0) return;
        for (; k <= scan.Last; k++)
        {
            ref var coefficient = ref block[Zigzag.Natural[k]];
            if (coefficient != 0) Correct(ref bits, ref coefficient, bit);
        }
        scan.EndOfBandRun--;
    }

    private static void Correct(ref BitReader bits, ref short coefficient, short bit)
    {
        if (bits.Read(1) == 0 || (coefficient & bit) != 0) return;
        coefficient += coefficient > 0 ? bit : (short)-bit;
    }
}
