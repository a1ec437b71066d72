using ManagedTorch.Core;

namespace TorchSharp;

// Sums, means and norms: the public names.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The sum of all elements; integers and booleans are counted in int64.</summary>
        public Tensor sum(ScalarType? type = null) => SumOps.Sum(this, default, false, type);
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) =>
            SumOps.Sum(this, [dim], keepdim, type);
        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) =>
            SumOps.Sum(this, [dim0, dim1], keepdim, type);
        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) =>
            SumOps.Sum(this, [dim0, dim1, dim2], keepdim, type);
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) =>
            SumOps.Sum(this, dim, keepdim, type);
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) =>
            SumOps.Sum(this, dim, keepdim, type);

        public Tensor mean() => SumOps.Mean(this, default, false, null);
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
            SumOps.Mean(this, dimensions, keepdim, type);

        public Tensor var(bool unbiased = true) => VarianceOps.Var(this, default, unbiased, false, null);
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            VarianceOps.Var(this, [dim], unbiased, keepdim, type);
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            VarianceOps.Var(this, dimensions, unbiased, keepdim, type);
        public Tensor std(bool unbiased = true) => VarianceOps.Root(var(unbiased));
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            VarianceOps.Root(var(dim, unbiased, keepdim, type));
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            VarianceOps.Root(var(dimensions, unbiased, keepdim, type));

        /// <summary>The p-norm of all elements.</summary>
        public Tensor norm(float p = 2f) => NormOps.Norm(flatten(), 0, false, p);

        /// <summary>The p-norm along a dimension.</summary>
        public Tensor norm(int dim, bool keepdim = false, float p = 2f) => NormOps.Norm(this, dim, keepdim, p);
    }

    public static Tensor sum(Tensor input, ScalarType? type = null) => input.sum(type);
    public static Tensor sum(Tensor input, long dim, bool keepdim = false, ScalarType? type = null) =>
        input.sum(dim, keepdim, type);
    public static Tensor sum(Tensor input, ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) =>
        input.sum(dim, keepdim, type);
    public static Tensor mean(Tensor input) => input.mean();
    public static Tensor mean(Tensor input, long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
        input.mean(dimensions, keepdim, type);
    public static Tensor var(Tensor input, bool unbiased = true) => input.var(unbiased);
    public static Tensor var(Tensor input, long dimensions, bool unbiased = true, bool keepdim = false,
        ScalarType? type = null) => input.var(dimensions, unbiased, keepdim, type);
    public static Tensor var(Tensor input, long[] dimensions, bool unbiased = true, bool keepdim = false,
        ScalarType? type = null) => input.var(dimensions, unbiased, keepdim, type);
    public static Tensor std(Tensor input, bool unbiased = true) => input.std(unbiased);
    public static Tensor std(Tensor input, long dimensions, bool unbiased = true, bool keepdim = false,
        ScalarType? type = null) => input.std(dimensions, unbiased, keepdim, type);
    public static Tensor std(Tensor input, long[] dimensions, bool unbiased = true, bool keepdim = false,
        ScalarType? type = null) => input.std(dimensions, unbiased, keepdim, type);
    public static Tensor norm(Tensor input) => input.norm();
    public static Tensor norm(Tensor input, float p = 2f) => input.norm(p);
    public static Tensor norm(Tensor input, int dimension, bool keepdim = false, float p = 2f) =>
        input.norm(dimension, keepdim, p);
}
