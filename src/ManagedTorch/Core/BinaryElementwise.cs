using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace ManagedTorch.Core;

/// <summary>
/// Applies binary kernels to tensors of any layout. An element's value depends on its operands alone, so a strided
/// tensor gives the same bits as its contiguous copy.
/// </summary>
internal static class BinaryElementwise
{
    private const int Chunk = 256;

    /// <summary>Both operands of one dtype (float32, float64 or int64); the result has the shape they broadcast
    /// to.</summary>
    internal static Tensor Apply<TOp>(string op, Tensor a, Tensor b) where TOp : struct, IBinary
    {
        var y = ReferenceEquals(a._shape, b._shape) && a._contiguous
            ? Tensor.NewLike(a)
            : Tensor.New(a._dtype, Shapes.Broadcast(op, a._shape, b._shape));
        Apply<TOp>(a, b, y);
        return y;
    }

    internal static void Apply<TOp>(Tensor a, Tensor b, Tensor y) where TOp : struct, IBinary
    {
        var work = new Work<TOp>(a, b, y);
        Dispatch.Kernel(y._dtype, ref work);
    }

    private readonly struct Work<TOp>(Tensor a, Tensor b, Tensor y) : IForAny where TOp : struct, IBinary
    {
        public void Run<T>() where T : unmanaged => Apply<TOp, T>(a, b, y);
    }

    private static void Apply<TOp, T>(Tensor a, Tensor b, Tensor y) where TOp : struct, IBinary where T : unmanaged
    {
        if (a._contiguous && b._contiguous)
        {
            if (a._count == y._count && b._count == y._count)
            {
                Elementwise.Binary<TOp, T>(a.Values<T>(), b.Values<T>(), y.Values<T>());
                return;
            }
            if (b._count == 1 && a._count == y._count)
            {
                Elementwise.BinaryScalar<TOp, T>(a.Values<T>(), b.Values<T>()[0], y.Values<T>());
                return;
            }
            if (a._count == 1 && b._count == y._count)
            {
                Elementwise.ScalarBinary<TOp, T>(a.Values<T>()[0], b.Values<T>(), y.Values<T>());
                return;
            }
        }
        ApplyStrided<TOp, T>(a, b, y);
    }

    private static void ApplyStrided<TOp, T>(Tensor a, Tensor b, Tensor y) where TOp : struct, IBinary
        where T : unmanaged
    {
        Span<long> work = stackalloc long[StridedIterator.WorkspaceLength(y.Rank)];
        Span<T> left = stackalloc T[Chunk], right = stackalloc T[Chunk];
        var iterator = new StridedIterator(work, y._shape, new(a._shape, a._strides), new(b._shape, b._strides));
        ReadOnlySpan<T> x1 = a.Memory<T>(), x2 = b.Memory<T>();
        var output = y.Values<T>();
        while (iterator.Next())
        {
            var run = output[..iterator.Length];
            output = output[iterator.Length..];
            var (s1, s2) = (iterator.StepA, iterator.StepB);
            if (s1 == 1 && s2 == 1)
                Elementwise.Binary<TOp, T>(x1.Slice(iterator.A, run.Length), x2.Slice(iterator.B, run.Length), run);
            else if (s1 == 1 && s2 == 0)
                Elementwise.BinaryScalar<TOp, T>(x1.Slice(iterator.A, run.Length), x2[iterator.B], run);
            else if (s1 == 0 && s2 == 1)
                Elementwise.ScalarBinary<TOp, T>(x1[iterator.A], x2.Slice(iterator.B, run.Length), run);
            else
            {
                for (var i = 0; i < run.Length; i += Chunk)
                {
                    var n = Math.Min(Chunk, run.Length - i);
                    Copy.Gather(x1[(iterator.A + i * s1)..], s1, left[..n]);
                    Copy.Gather(x2[(iterator.B + i * s2)..], s2, right[..n]);
                    Elementwise.Binary<TOp, T>(left[..n], right[..n], run.Slice(i, n));
                }
            }
        }
    }

    /// <summary>op(x, c) for a number c.</summary>
    internal static Tensor ApplyScalar<TOp>(Tensor x, double c) where TOp : struct, IBinary
    {
        var y = Tensor.NewLike(x);
        ApplyScalar<TOp>(x, c, y);
        return y;
    }

    internal static void ApplyScalar<TOp>(Tensor x, double c, Tensor y) where TOp : struct, IBinary
    {
        if (!x._contiguous)
        {
            Copy.Into(y, x);
            x = y;
        }
        var work = new ScalarWork<TOp>(x, c, y, ScalarFirst: false);
        Dispatch.Kernel(x._dtype, ref work);
    }

    /// <summary>op(c, x) for a number c.</summary>
    internal static Tensor ScalarApply<TOp>(double c, Tensor x) where TOp : struct, IBinary
    {
        var y = Tensor.NewLike(x);
        if (!x._contiguous)
        {
            Copy.Into(y, x);
            x = y;
        }
        var work = new ScalarWork<TOp>(x, c, y, ScalarFirst: true);
        Dispatch.Kernel(x._dtype, ref work);
        return y;
    }

    private readonly record struct ScalarWork<TOp>(Tensor X, double C, Tensor Y, bool ScalarFirst) : IForAny
        where TOp : struct, IBinary
    {
        public void Run<T>() where T : unmanaged
        {
            if (ScalarFirst) Elementwise.ScalarBinary<TOp, T>(Dtypes.FromDouble<T>(C), X.Values<T>(), Y.Values<T>());
            else Elementwise.BinaryScalar<TOp, T>(X.Values<T>(), Dtypes.FromDouble<T>(C), Y.Values<T>());
        }
    }
}
