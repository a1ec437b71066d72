using ManagedTorch.Autograd;
using ManagedTorch.Core;
using ManagedTorch.Kernels;

namespace TorchSharp;

// Matrix products: the public names.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The matrix product over the last two dimensions, broadcasting those before them; vectors are rows
        /// or columns as needed.</summary>
        public Tensor matmul(Tensor target) => MatMulOps.MatMul(this, target);

        public Tensor mm(Tensor target)
        {
            if (Rank != 2 || target.Rank != 2) throw MatMulOps.Mismatch("mm", this, target, "both must be matrices");
            return MatMulOps.MatMul(this, target);
        }

        public Tensor bmm(Tensor batch2)
        {
            if (Rank != 3 || batch2.Rank != 3 || _shape[0] != batch2._shape[0])
                throw MatMulOps.Mismatch("bmm", this, batch2,
                    "both must be batches of matrices [b, n, k] and [b, k, m]");
            return MatMulOps.MatMul(this, batch2);
        }

        public Tensor mv(Tensor target)
        {
            if (Rank != 2 || target.Rank != 1)
                throw MatMulOps.Mismatch("mv", this, target, "a matrix and a vector are needed");
            return MatMulOps.MatMul(this, target);
        }

        public Tensor dot(Tensor target)
        {
            if (Rank != 1 || target.Rank != 1) throw MatMulOps.Mismatch("dot", this, target, "both must be vectors");
            return MatMulOps.MatMul(this, target);
        }

        public Tensor outer(Tensor vec2) => Rank == 1 && vec2.Rank == 1 ? unsqueeze(1) * vec2.unsqueeze(0)
            : throw new ArgumentException(
                $"outer: needs two vectors, got {Shapes.Text(_shape)} and {Shapes.Text(vec2._shape)}.");

        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1f, float alpha = 1f)
        {
            var product = mat1.mm(mat2);
            if (alpha != 1) product = product * alpha;
            return beta == 0 ? product : (beta == 1 ? this : this * beta) + product;
        }

        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1f, float alpha = 1f)
        {
            var product = batch1.bmm(batch2);
            if (alpha != 1) product = product * alpha;
            return beta == 0 ? product : (beta == 1 ? this : this * beta) + product;
        }
    }

    public static Tensor matmul(Tensor input, Tensor target) => input.matmul(target);
    public static Tensor mm(Tensor input, Tensor target) => input.mm(target);
    public static Tensor bmm(Tensor input, Tensor batch2) => input.bmm(batch2);
    public static Tensor mv(Tensor input, Tensor target) => input.mv(target);
    public static Tensor dot(Tensor input, Tensor other) => input.dot(other);
    public static Tensor outer(Tensor input, Tensor vec2) => input.outer(vec2);
    public static Tensor addmm(Tensor input, Tensor mat1, Tensor mat2, float beta, float alpha) =>
        input.addmm(mat1, mat2, beta, alpha);
    public static Tensor baddbmm(Tensor input, Tensor batch1, Tensor batch2, float beta = 1f, float alpha = 1f) =>
        input.baddbmm(batch1, batch2, beta, alpha);
}
