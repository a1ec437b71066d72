using System.Numerics;
using ManagedTorch.Core;

namespace TorchSharp;

// Comparisons: the result is boolean and outside the graph. Values with NaN are unequal and unordered.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Elementwise x = target, a bool tensor; broadcast. NaN equals nothing.</summary>
        public Tensor eq(Tensor target) => CompareOps.Compare<Equal>("eq", this, target);
        /// <summary>Elementwise x = target, a bool tensor; broadcast. NaN equals nothing.</summary>
        public Tensor eq(Scalar target) => CompareOps.CompareNumber<Equal>(this, target);

        /// <summary>Elementwise x ≠ target, a bool tensor; broadcast.</summary>
        public Tensor ne(Tensor target) => CompareOps.Compare<NotEqual>("ne", this, target);
        /// <summary>Elementwise x ≠ target, a bool tensor; broadcast.</summary>
        public Tensor ne(Scalar target) => CompareOps.CompareNumber<NotEqual>(this, target);
        /// <inheritdoc cref="ne(Tensor)"/>
        public Tensor not_equal(Tensor target) => ne(target);

        /// <summary>Elementwise x &lt; target, a bool tensor; broadcast.</summary>
        public Tensor lt(Tensor target) => CompareOps.Compare<Less>("lt", this, target);
        /// <summary>Elementwise x &lt; target, a bool tensor; broadcast.</summary>
        public Tensor lt(Scalar target) => CompareOps.CompareNumber<Less>(this, target);
        /// <inheritdoc cref="lt(Tensor)"/>
        public Tensor less(Tensor target) => lt(target);

        /// <summary>Elementwise x &lt;= target, a bool tensor; broadcast.</summary>
        public Tensor le(Tensor target) => CompareOps.Compare<LessOrEqual>("le", this, target);
        /// <summary>Elementwise x &lt;= target, a bool tensor; broadcast.</summary>
        public Tensor le(Scalar target) => CompareOps.CompareNumber<LessOrEqual>(this, target);
        /// <inheritdoc cref="le(Tensor)"/>
        public Tensor less_equal(Tensor target) => le(target);

        /// <summary>Elementwise x &gt; target, a bool tensor; broadcast.</summary>
        public Tensor gt(Tensor target) => CompareOps.Compare<Greater>("gt", this, target);
        /// <summary>Elementwise x &gt; target, a bool tensor; broadcast.</summary>
        public Tensor gt(Scalar target) => CompareOps.CompareNumber<Greater>(this, target);
        /// <inheritdoc cref="gt(Tensor)"/>
        public Tensor greater(Tensor target) => gt(target);

        /// <summary>Elementwise x &gt;= target, a bool tensor; broadcast.</summary>
        public Tensor ge(Tensor target) => CompareOps.Compare<GreaterOrEqual>("ge", this, target);
        /// <summary>Elementwise x &gt;= target, a bool tensor; broadcast.</summary>
        public Tensor ge(Scalar target) => CompareOps.CompareNumber<GreaterOrEqual>(this, target);
        /// <inheritdoc cref="ge(Tensor)"/>
        public Tensor greater_equal(Tensor target) => ge(target);

        /// <summary>Identity of the handle; use <see cref="eq(Tensor)"/> for values.</summary>
        public override bool Equals(object? obj) => ReferenceEquals(this, obj);

        /// <summary>A hash of the object, not of its elements.</summary>
        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

        /// <summary>Elementwise equality, a bool tensor; NaN equals nothing.</summary>
        public static Tensor operator ==(Tensor left, Tensor right) => left.eq(right);
        /// <summary>Elementwise equality, a bool tensor; NaN equals nothing.</summary>
        public static Tensor operator ==(Tensor left, Scalar right) => left.eq(right);
        /// <summary>Elementwise equality, a bool tensor; NaN equals nothing.</summary>
        public static Tensor operator ==(Scalar left, Tensor right) => right.eq(left);
        /// <summary>Elementwise inequality, a bool tensor.</summary>
        public static Tensor operator !=(Tensor left, Tensor right) => left.ne(right);
        /// <summary>Elementwise inequality, a bool tensor.</summary>
        public static Tensor operator !=(Tensor left, Scalar right) => left.ne(right);
        /// <summary>Elementwise inequality, a bool tensor.</summary>
        public static Tensor operator !=(Scalar left, Tensor right) => right.ne(left);
        /// <summary>Elementwise left &lt; right, a bool tensor; false where either is NaN.</summary>
        public static Tensor operator <(Tensor left, Tensor right) => left.lt(right);
        /// <summary>Elementwise left &lt; right, a bool tensor; false where either is NaN.</summary>
        public static Tensor operator <(Tensor left, Scalar right) => left.lt(right);
        /// <summary>Elementwise left &lt; right, a bool tensor; false where either is NaN.</summary>
        public static Tensor operator <(Scalar left, Tensor right) => right.gt(left);
        /// <summary>Elementwise left &lt;= right, a bool tensor; false where either is NaN.</summary>
        public static Tensor operator <=(Tensor left, Tensor right) => left.le(right);
        /// <summary>Elementwise left &lt;= right, a bool tensor; false where either is NaN.</summary>
        public static Tensor operator <=(Tensor left, Scalar right) => left.le(right);
        /// <summary>Elementwise left &lt;= right, a bool tensor; false where either is NaN.</summary>
        public static Tensor operator <=(Scalar left, Tensor right) => right.ge(left);
        /// <summary>Elementwise left &gt; right, a bool tensor; false where either is NaN.</summary>
        public static Tensor operator >(Tensor left, Tensor right) => left.gt(right);
        /// <summary>Elementwise left &gt; right, a bool tensor; false where either is NaN.</summary>
        public static Tensor operator >(Tensor left, Scalar right) => left.gt(right);
        /// <summary>Elementwise left &gt; right, a bool tensor; false where either is NaN.</summary>
        public static Tensor operator >(Scalar left, Tensor right) => right.lt(left);
        /// <summary>Elementwise left &gt;= right, a bool tensor; false where either is NaN.</summary>
        public static Tensor operator >=(Tensor left, Tensor right) => left.ge(right);
        /// <summary>Elementwise left &gt;= right, a bool tensor; false where either is NaN.</summary>
        public static Tensor operator >=(Tensor left, Scalar right) => left.ge(right);
        /// <summary>Elementwise left &gt;= right, a bool tensor; false where either is NaN.</summary>
        public static Tensor operator >=(Scalar left, Tensor right) => right.le(left);
    }

    /// <inheritdoc cref="Tensor.eq(Tensor)"/>
    public static Tensor eq(Tensor left, Tensor right) => left.eq(right);
    /// <inheritdoc cref="Tensor.ne(Tensor)"/>
    public static Tensor ne(Tensor left, Tensor right) => left.ne(right);
    /// <inheritdoc cref="Tensor.not_equal(Tensor)"/>
    public static Tensor not_equal(Tensor tensor, Tensor target) => tensor.ne(target);
    /// <inheritdoc cref="Tensor.lt(Tensor)"/>
    public static Tensor lt(Tensor left, Tensor right) => left.lt(right);
    /// <inheritdoc cref="Tensor.less(Tensor)"/>
    public static Tensor less(Tensor tensor, Tensor target) => tensor.lt(target);
    /// <inheritdoc cref="Tensor.le(Tensor)"/>
    public static Tensor le(Tensor left, Tensor right) => left.le(right);
    /// <inheritdoc cref="Tensor.less_equal(Tensor)"/>
    public static Tensor less_equal(Tensor tensor, Tensor target) => tensor.le(target);
    /// <inheritdoc cref="Tensor.gt(Tensor)"/>
    public static Tensor gt(Tensor left, Tensor right) => left.gt(right);
    /// <inheritdoc cref="Tensor.greater(Tensor)"/>
    public static Tensor greater(Tensor tensor, Tensor target) => tensor.gt(target);
    /// <inheritdoc cref="Tensor.ge(Tensor)"/>
    public static Tensor ge(Tensor left, Tensor right) => left.ge(right);
    /// <inheritdoc cref="Tensor.greater_equal(Tensor)"/>
    public static Tensor greater_equal(Tensor tensor, Tensor target) => tensor.ge(target);
}

internal interface ICompare
{
    static abstract bool Invoke<T>(T a, T b) where T : INumber<T>;
}

internal struct Equal : ICompare
{
    public static bool Invoke<T>(T a, T b) where T : INumber<T> => a == b;
}

internal struct NotEqual : ICompare
{
    public static bool Invoke<T>(T a, T b) where T : INumber<T> => a != b;
}

internal struct Less : ICompare
{
    public static bool Invoke<T>(T a, T b) where T : INumber<T> => a < b;
}

internal struct LessOrEqual : ICompare
{
    public static bool Invoke<T>(T a, T b) where T : INumber<T> => a <= b;
}

internal struct Greater : ICompare
{
    public static bool Invoke<T>(T a, T b) where T : INumber<T> => a > b;
}

internal struct GreaterOrEqual : ICompare
{
    public static bool Invoke<T>(T a, T b) where T : INumber<T> => a >= b;
}

internal static class CompareOps
{
    internal static torch.Tensor Compare<TOp>(string op, torch.Tensor a, torch.Tensor b) where TOp : struct, ICompare
    {
        var dtype = Dtypes.Result(a, b);
        if (dtype is not (torch.ScalarType.Float32 or torch.ScalarType.Float64)) dtype = torch.ScalarType.Int64;
        if (a._dtype != dtype) a = Copy.Convert(a, dtype);
        if (b._dtype != dtype) b = Copy.Convert(b, dtype);
        var y = torch.Tensor.New(torch.ScalarType.Bool, Shapes.Broadcast(op, a._shape, b._shape));
        var work = new PairWork<TOp>(a, b, y);
        Dispatch.Number(op, dtype, ref work);
        return y;
    }

    internal static torch.Tensor CompareNumber<TOp>(torch.Tensor a, Number c) where TOp : struct, ICompare
    {
        var dtype = Dtypes.ResultWithNumber(a._dtype, c.Kind);
        if (dtype is not (torch.ScalarType.Float32 or torch.ScalarType.Float64)) dtype = torch.ScalarType.Int64;
        if (a._dtype != dtype || !a._contiguous) a = Copy.Convert(a, dtype);
        var y = torch.Tensor.NewLike(a, torch.ScalarType.Bool);
        var work = new NumberWork<TOp>(a, c.Value, y);
        Dispatch.Number("compare", dtype, ref work);
        return y;
    }

    private readonly struct PairWork<TOp>(torch.Tensor a, torch.Tensor b, torch.Tensor y) : IForNumber
        where TOp : struct, ICompare
    {
        void IForNumber.Run<T>() => CompareOps.Run<TOp, T>(a, b, y);
    }

    private readonly struct NumberWork<TOp>(torch.Tensor a, double c, torch.Tensor y) : IForNumber
        where TOp : struct, ICompare
    {
        void IForNumber.Run<T>() =>
            Row<TOp, T>(a.Values<T>(), 1, [Dtypes.FromDouble<T>(c)], 0, y.Values<bool>());
    }

    private static void Run<TOp, T>(torch.Tensor a, torch.Tensor b, torch.Tensor y) where TOp : struct, ICompare
        where T : unmanaged, INumber<T>
    {
        Span<long> work = stackalloc long[StridedIterator.WorkspaceLength(y.Rank)];
        var iterator = new StridedIterator(work, y._shape, new(a._shape, a._strides), new(b._shape, b._strides));
        ReadOnlySpan<T> x1 = a.Memory<T>(), x2 = b.Memory<T>();
        var output = y.Values<bool>();
        while (iterator.Next())
        {
            Row<TOp, T>(x1[iterator.A..], iterator.StepA, x2[iterator.B..], iterator.StepB, output[..iterator.Length]);
            output = output[iterator.Length..];
        }
    }

    private static void Row<TOp, T>(ReadOnlySpan<T> a, int stepA, ReadOnlySpan<T> b, int stepB, Span<bool> y)
        where TOp : struct, ICompare where T : unmanaged, INumber<T>
    {
        for (var i = 0; i < y.Length; i++) y[i] = TOp.Invoke(a[i * stepA], b[i * stepB]);
    }
}
