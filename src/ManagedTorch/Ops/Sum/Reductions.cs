using ManagedTorch.Core;

namespace TorchSharp;

// Sums, means and norms: the public names.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The sum of all elements; integers and booleans are counted in int64.</summary>
        public Tensor sum(ScalarType? type = null) => SumOps.Sum(this, default, false, type);
        /// <summary>The sum along dim; integers and bools add up in int64 unless a type is given. Write
        /// <c>x.sum(dim: 0)</c>: <c>x.sum(0)</c> is the overload that takes a dtype.</summary>
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) =>
            SumOps.Sum(this, [dim], keepdim, type);
        /// <summary>The sum over the dimensions; integers and bools add up in int64 unless a type is given.</summary>
        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) =>
            SumOps.Sum(this, [dim0, dim1], keepdim, type);
        /// <summary>The sum over the dimensions; integers and bools add up in int64 unless a type is given.</summary>
        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) =>
            SumOps.Sum(this, [dim0, dim1, dim2], keepdim, type);
        /// <summary>The sum over the dimensions; integers and bools add up in int64 unless a type is given.</summary>
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) =>
            SumOps.Sum(this, dim, keepdim, type);
        /// <summary>The sum over the dimensions; integers and bools add up in int64 unless a type is given.</summary>
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) =>
            SumOps.Sum(this, dim, keepdim, type);

        /// <summary>The mean over the dimensions, or of all elements; an error for integers without a type.</summary>
        public Tensor mean() => SumOps.Mean(this, default, false, null);
        /// <summary>The mean over the dimensions, or of all elements; an error for integers without a type.</summary>
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
            SumOps.Mean(this, dimensions, keepdim, type);

        /// <summary>The variance over the dimensions, or of all elements; unbiased divides by n - 1, else by
        /// n.</summary>
        public Tensor var(bool unbiased = true) => VarianceOps.Var(this, default, unbiased, false, null);
        /// <summary>The variance over the dimensions, or of all elements; unbiased divides by n - 1, else by
        /// n.</summary>
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            VarianceOps.Var(this, [dim], unbiased, keepdim, type);
        /// <summary>The variance over the dimensions, or of all elements; unbiased divides by n - 1, else by
        /// n.</summary>
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            VarianceOps.Var(this, dimensions, unbiased, keepdim, type);
        /// <summary>The square root of the variance over the dimensions, or of all elements.</summary>
        public Tensor std(bool unbiased = true) => VarianceOps.Root(var(unbiased));
        /// <summary>The square root of the variance over the dimensions, or of all elements.</summary>
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            VarianceOps.Root(var(dim, unbiased, keepdim, type));
        /// <summary>The square root of the variance over the dimensions, or of all elements.</summary>
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            VarianceOps.Root(var(dimensions, unbiased, keepdim, type));

        /// <summary>The p-norm of all elements.</summary>
        public Tensor norm(float p = 2f) => NormOps.Norm(flatten(), 0, false, p);

        /// <summary>The p-norm along a dimension.</summary>
        public Tensor norm(int dim, bool keepdim = false, float p = 2f) => NormOps.Norm(this, dim, keepdim, p);
    }

    /// <inheritdoc cref="Tensor.sum(ScalarType?)"/>
    public static Tensor sum(Tensor input, ScalarType? type = null) => input.sum(type);
    /// <inheritdoc cref="Tensor.sum(long, bool, ScalarType?)"/>
    public static Tensor sum(Tensor input, long dim, bool keepdim = false, ScalarType? type = null) =>
        input.sum(dim, keepdim, type);
    /// <inheritdoc cref="Tensor.sum(ReadOnlySpan{long}, bool, ScalarType?)"/>
    public static Tensor sum(Tensor input, ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) =>
        input.sum(dim, keepdim, type);
    /// <inheritdoc cref="Tensor.mean()"/>
    public static Tensor mean(Tensor input) => input.mean();
    /// <inheritdoc cref="Tensor.mean(long[], bool, ScalarType?)"/>
    public static Tensor mean(Tensor input, long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
        input.mean(dimensions, keepdim, type);
    /// <inheritdoc cref="Tensor.var(bool)"/>
    public static Tensor var(Tensor input, bool unbiased = true) => input.var(unbiased);
    /// <inheritdoc cref="Tensor.var(long, bool, bool, ScalarType?)"/>
    public static Tensor var(Tensor input, long dimensions, bool unbiased = true, bool keepdim = false,
        ScalarType? type = null) => input.var(dimensions, unbiased, keepdim, type);
    /// <inheritdoc cref="Tensor.var(long[], bool, bool, ScalarType?)"/>
    public static Tensor var(Tensor input, long[] dimensions, bool unbiased = true, bool keepdim = false,
        ScalarType? type = null) => input.var(dimensions, unbiased, keepdim, type);
    /// <inheritdoc cref="Tensor.std(bool)"/>
    public static Tensor std(Tensor input, bool unbiased = true) => input.std(unbiased);
    /// <inheritdoc cref="Tensor.std(long, bool, bool, ScalarType?)"/>
    public static Tensor std(Tensor input, long dimensions, bool unbiased = true, bool keepdim = false,
        ScalarType? type = null) => input.std(dimensions, unbiased, keepdim, type);
    /// <inheritdoc cref="Tensor.std(long[], bool, bool, ScalarType?)"/>
    public static Tensor std(Tensor input, long[] dimensions, bool unbiased = true, bool keepdim = false,
        ScalarType? type = null) => input.std(dimensions, unbiased, keepdim, type);
    /// <summary>The p-norm of all elements, or along a dimension.</summary>
    public static Tensor norm(Tensor input) => input.norm();
    /// <summary>The p-norm of all elements, or along a dimension.</summary>
    public static Tensor norm(Tensor input, float p = 2f) => input.norm(p);
    /// <summary>The p-norm of all elements, or along a dimension.</summary>
    public static Tensor norm(Tensor input, int dimension, bool keepdim = false, float p = 2f) =>
        input.norm(dimension, keepdim, p);
}
