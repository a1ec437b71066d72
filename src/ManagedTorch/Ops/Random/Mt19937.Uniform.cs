using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ManagedTorch.Kernels;

/// <content>Uniform numbers and what follows directly from them.</content>
internal sealed partial class Mt19937
{
    /// <summary>24 random bits in [0, 1).</summary>
    public float NextSingle() => (NextUInt32() & 0xFFFFFF) * (1f / 16777216);

    /// <summary>53 random bits in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() & 0x1FFFFFFFFFFFFF) * (1.0 / 9007199254740992);

    /// <summary>Uniform in [from, to).</summary>
    public void Uniform(Span<float> y, double from, double to)
    {
        using var held = _gate.EnterScope();
        float low = (float)from, width = (float)to - low;
        NextWords(MemoryMarshal.Cast<float, uint>(y));
        ToUnit(y);
        if (low == 0 && width == 1) return;
        unsafe
        {
            fixed (float* p = y)
                VectorRanges.For<Affine, float>(new() { Y = p, Width = width, Low = low }, y.Length, Grain);
        }
    }

    /// <summary>Elements that a thread takes at least.</summary>
    private const int Grain = 16384;

    /// <summary>The low 24 bits of words as numbers in [0, 1), in place; no operation rounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ToUnit(Span<float> y)
    {
        Span<int> words = MemoryMarshal.Cast<float, int>(y);
        int i = 0;
        for (; i <= y.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var low = new Vector<int>(words[i..]) & new Vector<int>(0xFFFFFF);
            (Vector.ConvertToSingle(low) * (1f / 16777216)).CopyTo(y[i..]);
        }
        for (; i < y.Length; i++) y[i] = (words[i] & 0xFFFFFF) * (1f / 16777216);
    }

    /// <summary>y = y width + low</summary>
    private unsafe struct Affine : IVectorWork
    {
        public void* Y;
        public double Width, Low;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly int Run<V>(int start, int end) where V : struct, ISimdVector<V>
        {
            V width = V.Const(Width), low = V.Const(Low);
            int i = start;
            for (; i <= end - V.Count; i += V.Count) V.Store(Y, i, V.Fma(V.Load(Y, i), width, low));
            return i;
        }
    }

    /// <inheritdoc cref="Uniform(Span{float}, double, double)"/>
    public void Uniform(Span<double> y, double from, double to)
    {
        using var held = _gate.EnterScope();
        double width = to - from;
        foreach (ref double one in y) one = Math.FusedMultiplyAdd(NextDouble(), width, from);
    }

    /// <summary>1 with probability <paramref name="p"/>, else 0.</summary>
    [SkipLocalsInit]
    public void Bernoulli<T>(Span<T> y, double p) where T : unmanaged, INumberBase<T>
    {
        using var held = _gate.EnterScope();
        // NextDouble() < p, both times 2^53: an integer is below a number if it is below the next integer.
        ulong limit = double.IsNaN(p) ? 0 : (ulong)Math.Ceiling(Math.Clamp(p, 0, 1) * 9007199254740992);
        Span<uint> words = stackalloc uint[2 * Size];
        while (y.Length > 0)
        {
            int count = Math.Min(y.Length, Size);
            NextWords(words[..(2 * count)]);
            for (int i = 0; i < count; i++)
            {
                ulong bits = ((ulong)(words[2 * i] & 0x1FFFFF) << 32) | words[(2 * i) + 1];
                y[i] = bits < limit ? T.One : T.Zero;
            }
            y = y[count..];
        }
    }

    /// <summary>1 with probability p[i], else 0.</summary>
    public void Bernoulli(ReadOnlySpan<float> p, Span<float> y)
    {
        using var held = _gate.EnterScope();
        for (int i = 0; i < y.Length; i++) y[i] = NextSingle() < p[i] ? 1 : 0;
    }

    /// <inheritdoc cref="Bernoulli(ReadOnlySpan{float}, Span{float})"/>
    public void Bernoulli(ReadOnlySpan<double> p, Span<double> y)
    {
        using var held = _gate.EnterScope();
        for (int i = 0; i < y.Length; i++) y[i] = NextDouble() < p[i] ? 1 : 0;
    }

    /// <summary>Exponentially distributed with rate <paramref name="rate"/>: -ln(1 - u) / rate.</summary>
    public void Exponential(Span<double> y, double rate)
    {
        using var held = _gate.EnterScope();
        foreach (ref double one in y) one = Exponential(rate);
    }

    /// <inheritdoc cref="Exponential(Span{double}, double)"/>
    public void Exponential(Span<float> y, double rate)
    {
        using var held = _gate.EnterScope();
        foreach (ref float one in y) one = (float)Exponential(rate);
    }

    private double Exponential(double rate) =>
        -1 / rate * Scalar64.Sum(Log1p.Invoke(new Scalar64(-NextDouble())));
}
