using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// Applies a function to every element of contiguous spans, in vectors, on several threads when the spans are long.
/// An output may be the same span as an input; any other overlap is not allowed. Element types: float, double, and
/// long for the operations that integers have.
/// </summary>
internal static unsafe class Elementwise
{
    private const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>Elements that a thread takes at least.</summary>
    private const int Grain = 16384;

    /// <summary>y[i] = op(x[i])</summary>
    public static void Unary<TOp, T>(ReadOnlySpan<T> x, Span<T> y) where TOp : struct, IUnary where T : unmanaged
    {
        CheckLength(x.Length, y.Length);
        fixed (T* px = x, py = y) Run<UnaryKernel<TOp>, T>(new() { X = px }, py, y.Length);
    }

    /// <summary>y[i] = op(a[i], b[i])</summary>
    public static void Binary<TOp, T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        where TOp : struct, IBinary where T : unmanaged
    {
        CheckLength(a.Length, y.Length);
        CheckLength(b.Length, y.Length);
        fixed (T* pa = a, pb = b, py = y) Run<BinaryKernel<TOp>, T>(new() { A = pa, B = pb }, py, y.Length);
    }

    /// <summary>y[i] = op(a[i], b)</summary>
    public static void BinaryScalar<TOp, T>(ReadOnlySpan<T> a, T b, Span<T> y)
        where TOp : struct, IBinary where T : unmanaged
    {
        CheckLength(a.Length, y.Length);
        fixed (T* pa = a, py = y) Run<BinaryScalarKernel<TOp>, T>(new() { A = pa, B = &b }, py, y.Length);
    }

    /// <summary>y[i] = op(a, b[i])</summary>
    public static void ScalarBinary<TOp, T>(T a, ReadOnlySpan<T> b, Span<T> y)
        where TOp : struct, IBinary where T : unmanaged
    {
        CheckLength(b.Length, y.Length);
        fixed (T* pb = b, py = y) Run<ScalarBinaryKernel<TOp>, T>(new() { A = &a, B = pb }, py, y.Length);
    }

    /// <summary>y[i] = op(a[i], b[i], c[i])</summary>
    public static void Ternary<TOp, T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, Span<T> y)
        where TOp : struct, ITernary where T : unmanaged
    {
        CheckLength(a.Length, y.Length);
        CheckLength(b.Length, y.Length);
        CheckLength(c.Length, y.Length);
        fixed (T* pa = a, pb = b, pc = c, py = y)
            Run<TernaryKernel<TOp>, T>(new() { A = pa, B = pb, C = pc }, py, y.Length);
    }

    private interface IKernel
    {
        V At<V>(nint i) where V : struct, ISimdVector<V>;
    }

    private struct UnaryKernel<TOp> : IKernel where TOp : struct, IUnary
    {
        public void* X;
        [MethodImpl(Inline)]
        public readonly V At<V>(nint i) where V : struct, ISimdVector<V> => TOp.Invoke(V.Load(X, i));
    }

    private struct BinaryKernel<TOp> : IKernel where TOp : struct, IBinary
    {
        public void* A, B;
        [MethodImpl(Inline)]
        public readonly V At<V>(nint i) where V : struct, ISimdVector<V> => TOp.Invoke(V.Load(A, i), V.Load(B, i));
    }

    private struct BinaryScalarKernel<TOp> : IKernel where TOp : struct, IBinary
    {
        public void* A, B;
        [MethodImpl(Inline)]
        public readonly V At<V>(nint i) where V : struct, ISimdVector<V> =>
            TOp.Invoke(V.Load(A, i), V.BroadcastLoad(B));
    }

    private struct ScalarBinaryKernel<TOp> : IKernel where TOp : struct, IBinary
    {
        public void* A, B;
        [MethodImpl(Inline)]
        public readonly V At<V>(nint i) where V : struct, ISimdVector<V> =>
            TOp.Invoke(V.BroadcastLoad(A), V.Load(B, i));
    }

    private struct TernaryKernel<TOp> : IKernel where TOp : struct, ITernary
    {
        public void* A, B, C;
        [MethodImpl(Inline)]
        public readonly V At<V>(nint i) where V : struct, ISimdVector<V> =>
            TOp.Invoke(V.Load(A, i), V.Load(B, i), V.Load(C, i));
    }

    private struct Work<TKernel, T> : IRangeWork where TKernel : struct, IKernel where T : unmanaged
    {
        public TKernel Kernel;
        public void* Y;
        public readonly void Run(int start, int end) => Range<TKernel, T>(Kernel, Y, start, end);
    }

    private static void Run<TKernel, T>(TKernel kernel, void* y, int count)
        where TKernel : struct, IKernel where T : unmanaged
    {
        if (count <= Grain)
        {
            Range<TKernel, T>(kernel, y, 0, count);
            return;
        }
        var work = new Work<TKernel, T> { Kernel = kernel, Y = y };
        ThreadPoolWork.For(ref work, count, Grain);
    }

    /// <summary>Runs the widest vector that fits into the range.</summary>
    private static void Range<TKernel, T>(TKernel kernel, void* y, int start, int end)
        where TKernel : struct, IKernel where T : unmanaged
    {
        if (start == end) return;
        var loop = new LoopWork<TKernel> { Kernel = kernel, Y = y, Start = start, End = end };
        SimdDispatch.Run<T, LoopWork<TKernel>>(SimdDispatch.Fitting<T>(end - start), ref loop);
    }

    private struct LoopWork<TKernel> : IForVector where TKernel : struct, IKernel
    {
        public TKernel Kernel;
        public void* Y;
        public int Start, End;
        [MethodImpl(Inline)]
        public readonly void Run<V, T>() where V : struct, ISimdVector<V, T> where T : unmanaged =>
            Loop<TKernel, V>(Kernel, Y, Start, End);
    }

    /// <summary>
    /// Full vectors, the last one overlapping its predecessor: it is computed first and stored last, so that an output
    /// that is also an input is read before it is overwritten.
    /// </summary>
    [MethodImpl(Hot)]
    private static void Loop<TKernel, V>(TKernel kernel, void* y, int start, int end)
        where TKernel : struct, IKernel where V : struct, ISimdVector<V>
    {
        nint last = end - V.Count;
        V tail = kernel.At<V>(last);
        for (nint i = start; i < last; i += V.Count) V.Store(y, i, kernel.At<V>(i));
        V.Store(y, last, tail);
    }

    private static void CheckLength(int input, int output)
    {
        if (input != output) throw new ArgumentException($"Spans of {input} and {output} elements cannot be paired.");
    }
}
