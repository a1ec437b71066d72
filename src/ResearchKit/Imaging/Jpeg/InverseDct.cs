using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ResearchKit.Imaging.Jpeg;

/// <summary>
/// The inverse discrete cosine transform of 8 x 8 in whole numbers: Loeffler, Ligtenberg and Moschytz (ICASSP 1989),
/// 13-bit constants, two passes with 2 extra bits between them. With the same constants and roundings as the "slow
/// integer" method of the Independent JPEG Group's library, the results are the same to the last bit. Eight lines are
/// transformed at a time; whole numbers give the same bits at any vector width.
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
        _ = samples[7 * stride + 7];
        ref var target = ref MemoryMarshal.GetReference(samples);
        Lines lines;
        lines.V0 = Load(coefficients, quantization, 0);
        lines.V1 = Load(coefficients, quantization, 1);
        lines.V2 = Load(coefficients, quantization, 2);
        lines.V3 = Load(coefficients, quantization, 3);
        lines.V4 = Load(coefficients, quantization, 4);
        lines.V5 = Load(coefficients, quantization, 5);
        lines.V6 = Load(coefficients, quantization, 6);
        lines.V7 = Load(coefficients, quantization, 7);
        Pass(ref lines, ConstantBits - PassBits);
        Transpose(ref lines);
        Pass(ref lines, ConstantBits + PassBits + 3);
        Transpose(ref lines);
        Store(ref target, stride, 0, lines.V0, lines.V1, lines.V2, lines.V3);
        Store(ref target, stride, 4, lines.V4, lines.V5, lines.V6, lines.V7);
    }

    private static Vector256<int> Load(ReadOnlySpan<short> coefficients, ReadOnlySpan<ushort> quantization, int row)
    {
        var values = Vector128.Create(coefficients.Slice(8 * row, 8));
        var factors = Vector128.Create(quantization.Slice(8 * row, 8));
        return Vector256.Create(Vector128.WidenLower(values), Vector128.WidenUpper(values))
            * Vector256.Create(Vector128.WidenLower(factors), Vector128.WidenUpper(factors)).AsInt32();
    }

    private static void Store(ref byte target, int stride, int row, Vector256<int> a, Vector256<int> b,
        Vector256<int> c, Vector256<int> d)
    {
        var bytes = Vector256.Narrow(Vector256.Narrow(Level(a), Level(b)).AsUInt16(),
            Vector256.Narrow(Level(c), Level(d)).AsUInt16()).AsUInt64();
        for (var i = 0; i < 4; i++)
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, (row + i) * stride), bytes[i]);
    }

    private static Vector256<int> Level(Vector256<int> line) =>
        Vector256.Min(Vector256.Max(line + Vector256.Create(128), Vector256<int>.Zero), Vector256.Create(255));

    // One dimension of eight lines, in place; rounded after a shift to the right. Arithmetic wraps on damaged files.
    private static void Pass(ref Lines v, int shift)
    {
        // Even part.
        var z1 = (v.V2 + v.V6) * F0541;
        Vector256<int> t2 = z1 - v.V6 * F1847, t3 = z1 + v.V2 * F0765;
        Vector256<int> t0 = (v.V0 + v.V4) << ConstantBits, t1 = (v.V0 - v.V4) << ConstantBits;
        Vector256<int> e0 = t0 + t3, e3 = t0 - t3, e1 = t1 + t2, e2 = t1 - t2;

        // Odd part.
        Vector256<int> o0 = v.V7, o1 = v.V5, o2 = v.V3, o3 = v.V1;
        Vector256<int> s1 = o0 + o3, s2 = o1 + o2, s3 = o0 + o2, s4 = o1 + o3;
        var s5 = (s3 + s4) * F1175;
        s1 *= -F0899;
        s2 *= -F2562;
        s3 = s3 * -F1961 + s5;
        s4 = s4 * -F0390 + s5;
        o0 = o0 * F0298 + s1 + s3;
        o1 = o1 * F2053 + s2 + s4;
        o2 = o2 * F3072 + s2 + s3;
        o3 = o3 * F1501 + s1 + s4;

        var half = Vector256.Create(1 << (shift - 1));
        v.V0 = (e0 + o3 + half) >> shift;
        v.V7 = (e0 - o3 + half) >> shift;
        v.V1 = (e1 + o2 + half) >> shift;
        v.V6 = (e1 - o2 + half) >> shift;
        v.V2 = (e2 + o1 + half) >> shift;
        v.V5 = (e2 - o1 + half) >> shift;
        v.V3 = (e3 + o0 + half) >> shift;
        v.V4 = (e3 - o0 + half) >> shift;
    }

    private static void Transpose(ref Lines v)
    {
        if (!Avx2.IsSupported)
        {
            var numbers = MemoryMarshal.CreateSpan(ref Unsafe.As<Lines, int>(ref v), 64);
            for (var y = 0; y < 8; y++)
                for (var x = 0; x < y; x++)
                    (numbers[8 * y + x], numbers[8 * x + y]) = (numbers[8 * x + y], numbers[8 * y + x]);
            return;
        }

        Vector256<long> a0 = Avx2.UnpackLow(v.V0, v.V1).AsInt64(), a1 = Avx2.UnpackHigh(v.V0, v.V1).AsInt64(),
            a2 = Avx2.UnpackLow(v.V2, v.V3).AsInt64(), a3 = Avx2.UnpackHigh(v.V2, v.V3).AsInt64(),
            a4 = Avx2.UnpackLow(v.V4, v.V5).AsInt64(), a5 = Avx2.UnpackHigh(v.V4, v.V5).AsInt64(),
            a6 = Avx2.UnpackLow(v.V6, v.V7).AsInt64(), a7 = Avx2.UnpackHigh(v.V6, v.V7).AsInt64();
        Vector256<int> b0 = Avx2.UnpackLow(a0, a2).AsInt32(), b1 = Avx2.UnpackHigh(a0, a2).AsInt32(),
            b2 = Avx2.UnpackLow(a1, a3).AsInt32(), b3 = Avx2.UnpackHigh(a1, a3).AsInt32(),
            b4 = Avx2.UnpackLow(a4, a6).AsInt32(), b5 = Avx2.UnpackHigh(a4, a6).AsInt32(),
            b6 = Avx2.UnpackLow(a5, a7).AsInt32(), b7 = Avx2.UnpackHigh(a5, a7).AsInt32();
        v.V0 = Avx2.Permute2x128(b0, b4, 0x20);
        v.V1 = Avx2.Permute2x128(b1, b5, 0x20);
        v.V2 = Avx2.Permute2x128(b2, b6, 0x20);
        v.V3 = Avx2.Permute2x128(b3, b7, 0x20);
        v.V4 = Avx2.Permute2x128(b0, b4, 0x31);
        v.V5 = Avx2.Permute2x128(b1, b5, 0x31);
        v.V6 = Avx2.Permute2x128(b2, b6, 0x31);
        v.V7 = Avx2.Permute2x128(b3, b7, 0x31);
    }

    /// <summary>Eight vectors in a row: number k of each of eight lines.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Lines
    {
        public Vector256<int> V0, V1, V2, V3, V4, V5, V6, V7;
    }
}
