namespace ResearchKit.Imaging.Jpeg;

/// <summary>
/// The inverse discrete cosine transform of 8 x 8 in whole numbers: Loeffler, Ligtenberg and Moschytz (ICASSP 1989),
/// 13-bit constants, two passes with 2 extra bits between them. With the same constants and roundings as the "slow
/// integer" method of the Independent JPEG Group's library, the results are the same to the last bit.
/// </summary>
internal static class InverseDct
{
    private const int ConstantBits = 13, PassBits = 2;

    // cos and sin of multiples of pi/16 in the combinations that the factorization needs, times 2^13.
    private const int F0298 = 2446, F0390 = 3196, F0541 = 4433, F0765 = 6270, F0899 = 7373, F1175 = 9633, F1501 = 12299,
        F1847 = 15137, F1961 = 16069, F2053 = 16819, F2562 = 20995, F3072 = 25172;

    /// <summary>Turns a block's coefficients into 64 samples.</summary>
    /// <param name="coefficients">64 quantized coefficients, row by row.</param>
    /// <param name="quantization">The 64 factors, row by row.</param>
    /// <param name="samples">Where the first sample goes.</param>
    /// <param name="stride">Samples from one row to the next.</param>
    public static void Transform(ReadOnlySpan<short> coefficients, ReadOnlySpan<ushort> quantization,
        Span<byte> samples, int stride)
    {
        Span<int> work = stackalloc int[64];
        Span<int> line = stackalloc int[8];
        for (var x = 0; x < 8; x++)
        {
            for (var y = 0; y < 8; y++) line[y] = coefficients[8 * y + x] * quantization[8 * y + x];
            Pass(line, ConstantBits - PassBits);
            for (var y = 0; y < 8; y++) work[8 * y + x] = line[y];
        }
        for (var y = 0; y < 8; y++)
        {
            line = work.Slice(8 * y, 8);
            Pass(line, ConstantBits + PassBits + 3);
            var row = samples.Slice(y * stride, 8);
            for (var x = 0; x < 8; x++) row[x] = (byte)Math.Clamp(line[x] + 128, 0, 255);
        }
    }

    // One dimension, in place; the result is rounded after a shift to the right. Arithmetic wraps on damaged files.
    private static void Pass(Span<int> v, int shift)
    {
        unchecked
        {
            // Even part.
            var z1 = (v[2] + v[6]) * F0541;
            int t2 = z1 - v[6] * F1847, t3 = z1 + v[2] * F0765;
            int t0 = (v[0] + v[4]) << ConstantBits, t1 = (v[0] - v[4]) << ConstantBits;
            int e0 = t0 + t3, e3 = t0 - t3, e1 = t1 + t2, e2 = t1 - t2;

            // Odd part.
            int o0 = v[7], o1 = v[5], o2 = v[3], o3 = v[1];
            int s1 = o0 + o3, s2 = o1 + o2, s3 = o0 + o2, s4 = o1 + o3;
            var s5 = (s3 + s4) * F1175;
            o0 *= F0298;
            o1 *= F2053;
            o2 *= F3072;
            o3 *= F1501;
            s1 *= -F0899;
            s2 *= -F2562;
            s3 = s3 * -F1961 + s5;
            s4 = s4 * -F0390 + s5;
            o0 += s1 + s3;
            o1 += s2 + s4;
            o2 += s2 + s3;
            o3 += s1 + s4;

            var half = 1 << (shift - 1);
            v[0] = (e0 + o3 + half) >> shift;
            v[7] = (e0 - o3 + half) >> shift;
            v[1] = (e1 + o2 + half) >> shift;
            v[6] = (e1 - o2 + half) >> shift;
            v[2] = (e2 + o1 + half) >> shift;
            v[5] = (e2 - o1 + half) >> shift;
            v[3] = (e3 + o0 + half) >> shift;
            v[4] = (e3 - o0 + half) >> shift;
        }
    }
}
