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
        foreach (ref float one in y) one = SoftFma.Single(NextSingle(), width, low);
    }

    /// <inheritdoc cref="Uniform(Span{float}, double, double)"/>
    public void Uniform(Span<double> y, double from, double to)
    {
        using var held = _gate.EnterScope();
        double width = to - from;
        foreach (ref double one in y) one = Math.FusedMultiplyAdd(NextDouble(), width, from);
    }

    /// <summary>1 with probability <paramref name="p"/>, else 0.</summary>
    public void Bernoulli<T>(Span<T> y, double p) where T : unmanaged, System.Numerics.INumberBase<T>
    {
        using var held = _gate.EnterScope();
        foreach (ref T one in y) one = NextDouble() < p ? T.One : T.Zero;
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
