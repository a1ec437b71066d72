using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Benchmarks;

/// <summary>
/// The most multiply-adds that the processor's widest vectors do, measured: twelve independent chains in registers,
/// no memory. What a matrix product can at best approach.
/// </summary>
internal static class PeakRate
{
    private const int Steps = 1 << 20;

    /// <summary>GFLOP/s in float32 of <paramref name="threads"/> threads together: the best of several tries, because
    /// whatever else runs on the machine can only lower it.</summary>
    public static double Measured(int threads) => Enumerable.Range(0, 8).Max(_ => Once(threads));

    /// <summary>What work comes to, in words: its rate and the share of the measured peak.</summary>
    /// <param name="operations">Floating-point operations; a multiply-add is two.</param>
    /// <param name="seconds">The time they took.</param>
    /// <param name="threads">The threads that took it.</param>
    public static string Share(double operations, double seconds, int threads)
    {
        double rate = operations / seconds * 1e-9, peak = Measured(threads);
        return string.Create(CultureInfo.InvariantCulture,
            $"{rate:F0} GFLOP/s, {100 * rate / peak:F0} % of the measured peak of {peak:F0}");
    }

    private static double Once(int threads)
    {
        var lanes = Avx512F.IsSupported ? 16 : Fma.IsSupported ? 8 : Vector<float>.Count;
        var seconds = Measure.Seconds(() =>
        {
            if (threads == 1) Chains();
            else Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ => Chains());
        });
        return 2e-9 * 12 * lanes * (double)Steps * threads / seconds;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Chains()
    {
        if (Avx512F.IsSupported)
        {
            Vector512<float> x = Vector512.Create(0.999f), y = Vector512.Create(1e-3f);
            Vector512<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
            for (var step = 0; step < Steps; step++)
            {
                a = Avx512F.FusedMultiplyAdd(a, x, y); b = Avx512F.FusedMultiplyAdd(b, x, y);
                c = Avx512F.FusedMultiplyAdd(c, x, y);
                d = Avx512F.FusedMultiplyAdd(d, x, y); e = Avx512F.FusedMultiplyAdd(e, x, y);
                f = Avx512F.FusedMultiplyAdd(f, x, y);
                g = Avx512F.FusedMultiplyAdd(g, x, y); h = Avx512F.FusedMultiplyAdd(h, x, y);
                i = Avx512F.FusedMultiplyAdd(i, x, y);
                j = Avx512F.FusedMultiplyAdd(j, x, y); k = Avx512F.FusedMultiplyAdd(k, x, y);
                l = Avx512F.FusedMultiplyAdd(l, x, y);
            }
            var sum =
                Avx512F.Add(Avx512F.Add(Avx512F.Add(a, b), Avx512F.Add(c, d)),
                    Avx512F.Add(Avx512F.Add(e, f), Avx512F.Add(g, h)));
            return Avx512F.Add(sum, Avx512F.Add(Avx512F.Add(i, j), Avx512F.Add(k, l))).GetElement(0);
        }
        if (Fma.IsSupported)
        {
            Vector256<float> x = Vector256.Create(0.999f), y = Vector256.Create(1e-3f);
            Vector256<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
            for (var step = 0; step < Steps; step++)
            {
                a = Fma.MultiplyAdd(a, x, y); b = Fma.MultiplyAdd(b, x, y); c = Fma.MultiplyAdd(c, x, y);
                d = Fma.MultiplyAdd(d, x, y); e = Fma.MultiplyAdd(e, x, y); f = Fma.MultiplyAdd(f, x, y);
                g = Fma.MultiplyAdd(g, x, y); h = Fma.MultiplyAdd(h, x, y); i = Fma.MultiplyAdd(i, x, y);
                j = Fma.MultiplyAdd(j, x, y); k = Fma.MultiplyAdd(k, x, y); l = Fma.MultiplyAdd(l, x, y);
            }
            return (a + b + c + d + e + f + g + h + i + j + k + l).GetElement(0);
        }
        var (u, v) = (new Vector<float>(0.999f), new Vector<float>(1e-3f));
        var many = new Vector<float>[12];
        for (var step = 0; step < Steps; step++)
            for (var n = 0; n < many.Length; n++) many[n] = many[n] * u + v;
        return many.Aggregate((p, q) => p + q)[0];
    }
}
