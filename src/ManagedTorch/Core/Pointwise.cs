using System.Runtime.CompilerServices;
using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace ManagedTorch.Core;

/// <summary>
/// Applies the kernels to tensors of any layout. An element's value depends on its operands alone, so a strided
/// tensor gives the same bits as its contiguous copy.
/// </summary>
internal static class Pointwise
{
    private const int Chunk = 256;

    internal static Tensor Map<TOp>(Tensor x) where TOp : struct, IUnary
    {
        var y = Tensor.NewLike(x);
        Map<TOp>(x, y);
        return y;
    }

    /// <summary>Into <paramref name="y"/>, contiguous, of the same shape and dtype; it may be x itself.</summary>
    internal static void Map<TOp>(Tensor x, Tensor y) where TOp : struct, IUnary
    {
        switch (x._dtype)
        {
            case ScalarType.Float32: Map<TOp, float>(x, y); break;
            case ScalarType.Float64: Map<TOp, double>(x, y); break;
            default: Map<TOp, long>(x, y); break;
        }
    }

    private static void Map<TOp, T>(Tensor x, Tensor y) where TOp : struct, IUnary where T : unmanaged
    {
        if (!x._contiguous) Copying.Into(y, x);
        Elementwise.Map<TOp, T>(x._contiguous ? x.Values<T>() : y.Values<T>(), y.Values<T>());
    }

    /// <summary>Both operands of one dtype (float32, float64 or int64); the result has the shape they broadcast to.</summary>
    internal static Tensor Zip<TOp>(string op, Tensor a, Tensor b) where TOp : struct, IBinary
    {
        var y = ReferenceEquals(a._shape, b._shape) && a._contiguous
            ? Tensor.NewLike(a)
            : Tensor.New(a._dtype, Shapes.Broadcast(op, a._shape, b._shape));
        Zip<TOp>(a, b, y);
        return y;
    }

    internal static void Zip<TOp>(Tensor a, Tensor b, Tensor y) where TOp : struct, IBinary
    {
        switch (y._dtype)
        {
            case ScalarType.Float32: Zip<TOp, float>(a, b, y); break;
            case ScalarType.Float64: Zip<TOp, double>(a, b, y); break;
            default: Zip<TOp, long>(a, b, y); break;
        }
    }

    private static void Zip<TOp, T>(Tensor a, Tensor b, Tensor y) where TOp : struct, IBinary where T : unmanaged
    {
        if (a._contiguous && b._contiguous)
        {
            if (a._count == y._count && b._count == y._count)
            {
                Elementwise.Zip<TOp, T>(a.Values<T>(), b.Values<T>(), y.Values<T>());
                return;
            }
            if (b._count == 1 && a._count == y._count)
            {
                Elementwise.ZipScalar<TOp, T>(a.Values<T>(), b.Values<T>()[0], y.Values<T>());
                return;
            }
            if (a._count == 1 && b._count == y._count)
            {
                Elementwise.ScalarZip<TOp, T>(a.Values<T>()[0], b.Values<T>(), y.Values<T>());
                return;
            }
        }
        ZipStrided<TOp, T>(a, b, y);
    }

    private static void ZipStrided<TOp, T>(Tensor a, Tensor b, Tensor y) where TOp : struct, IBinary where T : unmanaged
    {
        Span<long> work = stackalloc long[Walk.Work(y.Rank)];
        Span<T> left = stackalloc T[Chunk], right = stackalloc T[Chunk];
        var walk = new Walk(work, y._shape, new(a._shape, a._strides), new(b._shape, b._strides));
        ReadOnlySpan<T> x1 = a.Memory<T>(), x2 = b.Memory<T>();
        var output = y.Values<T>();
        while (walk.Next())
        {
            var run = output[..walk.Length];
            output = output[walk.Length..];
            var (s1, s2) = (walk.StepA, walk.StepB);
            if (s1 == 1 && s2 == 1) Elementwise.Zip<TOp, T>(x1.Slice(walk.A, run.Length), x2.Slice(walk.B, run.Length), run);
            else if (s1 == 1 && s2 == 0) Elementwise.ZipScalar<TOp, T>(x1.Slice(walk.A, run.Length), x2[walk.B], run);
            else if (s1 == 0 && s2 == 1) Elementwise.ScalarZip<TOp, T>(x1[walk.A], x2.Slice(walk.B, run.Length), run);
            else
            {
                for (var i = 0; i < run.Length; i += Chunk)
                {
                    var n = Math.Min(Chunk, run.Length - i);
                    Copying.Gather(x1[(walk.A + i * s1)..], s1, left[..n]);
                    Copying.Gather(x2[(walk.B + i * s2)..], s2, right[..n]);
                    Elementwise.Zip<TOp, T>(left[..n], right[..n], run.Slice(i, n));
                }
            }
        }
    }

    /// <summary>op(x, c) for a number c.</summary>
    internal static Tensor ZipNumber<TOp>(Tensor x, double c) where TOp : struct, IBinary
    {
        var y = Tensor.NewLike(x);
        ZipNumber<TOp>(x, c, y);
        return y;
    }

    internal static void ZipNumber<TOp>(Tensor x, double c, Tensor y) where TOp : struct, IBinary
    {
        if (!x._contiguous)
        {
            Copying.Into(y, x);
            x = y;
        }
        if (x._dtype == ScalarType.Float32) Elementwise.ZipScalar<TOp, float>(x.Values<float>(), (float)c, y.Values<float>());
        else if (x._dtype == ScalarType.Float64) Elementwise.ZipScalar<TOp, double>(x.Values<double>(), c, y.Values<double>());
        else Elementwise.ZipScalar<TOp, long>(x.Values<long>(), (long)c, y.Values<long>());
    }

    /// <summary>op(c, x) for a number c.</summary>
    internal static Tensor NumberZip<TOp>(double c, Tensor x) where TOp : struct, IBinary
    {
        var y = Tensor.NewLike(x);
        if (!x._contiguous)
        {
            Copying.Into(y, x);
            x = y;
        }
        if (x._dtype == ScalarType.Float32) Elementwise.ScalarZip<TOp, float>((float)c, x.Values<float>(), y.Values<float>());
        else if (x._dtype == ScalarType.Float64) Elementwise.ScalarZip<TOp, double>(c, x.Values<double>(), y.Values<double>());
        else Elementwise.ScalarZip<TOp, long>((long)c, x.Values<long>(), y.Values<long>());
        return y;
    }

    /// <summary>Three contiguous operands of one shape and dtype.</summary>
    internal static Tensor Zip3<TOp>(Tensor a, Tensor b, Tensor c) where TOp : struct, ITernary
    {
        var y = Tensor.NewLike(a);
        if (a._dtype == ScalarType.Float32) Elementwise.Zip3<TOp, float>(a.Values<float>(), b.Values<float>(), c.Values<float>(), y.Values<float>());
        else Elementwise.Zip3<TOp, double>(a.Values<double>(), b.Values<double>(), c.Values<double>(), y.Values<double>());
        return y;
    }
}
