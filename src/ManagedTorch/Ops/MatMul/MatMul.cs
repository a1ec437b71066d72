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

        /// <summary>The product of matrices [n, k] and [k, m]; without broadcasting.</summary>
        public Tensor mm(Tensor target)
        {
            if (Rank != 2 || target.Rank != 2) throw MatMulOps.Mismatch("mm", this, target, "both must be matrices");
            return MatMulOps.MatMul(this, target);
        }

        /// <summary>The products of batches of matrices [b, n, k] and [b, k, m]; without broadcasting.</summary>
        public Tensor bmm(Tensor batch2)
        {
            if (Rank != 3 || batch2.Rank != 3 || _shape[0] != batch2._shape[0])
                throw MatMulOps.Mismatch("bmm", this, batch2,
                    "both must be batches of matrices [b, n, k] and [b, k, m]");
            return MatMulOps.MatMul(this, batch2);
        }

        /// <summary>The product of a matrix [n, k] and a vector [k].</summary>
        public Tensor mv(Tensor target)
        {
            if (Rank != 2 || target.Rank != 1)
                throw MatMulOps.Mismatch("mv", this, target, "a matrix and a vector are needed");
            return MatMulOps.MatMul(this, target);
        }

        /// <summary>The scalar product of two vectors of the same length.</summary>
        public Tensor dot(Tensor target)
        {
            if (Rank != 1 || target.Rank != 1) throw MatMulOps.Mismatch("dot", this, target, "both must be vectors");
            return MatMulOps.MatMul(this, target);
        }

        /// <summary>The outer product of vectors [n] and [m], a matrix [n, m].</summary>
        public Tensor outer(Tensor vec2) => Rank == 1 && vec2.Rank == 1 ? unsqueeze(1) * vec2.unsqueeze(0)
            : throw new ArgumentException(
                $"outer: needs two vectors, got {Shapes.Text(_shape)} and {Shapes.Text(vec2._shape)}.");

        /// <summary>beta · this + alpha · mat1 @ mat2.</summary>
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1f, float alpha = 1f) =>
            MatMulOps.Plus(this, beta, mat1.mm(mat2), alpha);

        /// <summary>beta · this + alpha · batch1 @ batch2, for each matrix of the batch.</summary>
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1f, float alpha = 1f) =>
            MatMulOps.Plus(this, beta, batch1.bmm(batch2), alpha);
    }

    /// <inheritdoc cref="Tensor.matmul(Tensor)"/>
    public static Tensor matmul(Tensor input, Tensor target) => input.matmul(target);
    /// <inheritdoc cref="Tensor.mm(Tensor)"/>
    public static Tensor mm(Tensor input, Tensor target) => input.mm(target);
    /// <inheritdoc cref="Tensor.bmm(Tensor)"/>
    public static Tensor bmm(Tensor input, Tensor batch2) => input.bmm(batch2);
    /// <inheritdoc cref="Tensor.mv(Tensor)"/>
    public static Tensor mv(Tensor input, Tensor target) => input.mv(target);
    /// <inheritdoc cref="Tensor.dot(Tensor)"/>
    public static Tensor dot(Tensor input, Tensor other) => input.dot(other);
    /// <inheritdoc cref="Tensor.outer(Tensor)"/>
    public static Tensor outer(Tensor input, Tensor vec2) => input.outer(vec2);
    /// <inheritdoc cref="Tensor.addmm(Tensor, Tensor, float, float)"/>
    public static Tensor addmm(Tensor input, Tensor mat1, Tensor mat2, float beta, float alpha) =>
        input.addmm(mat1, mat2, beta, alpha);
    /// <inheritdoc cref="Tensor.baddbmm(Tensor, Tensor, float, float)"/>
    public static Tensor baddbmm(Tensor input, Tensor batch1, Tensor batch2, float beta = 1f, float alpha = 1f) =>
        input.baddbmm(batch1, batch2, beta, alpha);
}
