using ManagedTorch.Core;

namespace TorchSharp;

// Sums of products and quotients, blends, and stable sums of exponentials.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>this + value tensor1 tensor2</summary>
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => this + tensor1 * tensor2 * value;

        /// <summary><see cref="addcmul(Tensor, Tensor, Scalar)"/> in place; an error if the result does not fit the
        /// shape or dtype.</summary>
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            InPlace.By("addcmul_", this, x => x.addcmul(tensor1, tensor2, value));

        /// <summary>this + value tensor1 / tensor2</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) =>
            tensor1._dtype.IsFloatingPoint() || tensor2._dtype.IsFloatingPoint()
            ? this + tensor1 / tensor2 * value
            : throw new InvalidOperationException(
                "addcdiv: quotients of integers have fractions; convert one with to(torch.float32) first.");

        /// <summary>This plus value · tensor1 / tensor2; value is 1 unless given.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => addcdiv(tensor1, tensor2, 1);

        /// <summary>Adds value · tensor1 / tensor2 in place; value is 1 unless given.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            InPlace.By("addcdiv_", this, x => x.addcdiv(tensor1, tensor2, value));

        /// <summary>Adds value · tensor1 / tensor2 in place; value is 1 unless given.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => addcdiv_(tensor1, tensor2, 1);

        /// <summary>this + weight (end - this), from the nearer end.</summary>
        public Tensor lerp(Tensor end, Tensor weight) =>
            torch.where(weight.detach().abs() < 0.5, this + weight * (end - this), end - (1.0 - weight) * (end - this));

        /// <summary><see cref="lerp(Tensor, Tensor)"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor lerp_(Tensor end, Tensor weight) => InPlace.By("lerp_", this, end, (x, to) => x.lerp(to, weight));

        /// <summary>ln(e^this + e^other), without overflow.</summary>
        public Tensor logaddexp(Tensor other)
        {
            var dtype = Dtypes.Floating(Dtypes.Result(this, other));
            var (x, y) = (to(dtype), other.to(dtype));
            // Equal infinities have no difference.
            var equal = x.detach().eq(y.detach());
            var distance = torch.where(equal, torch.zeros(Array.Empty<long>(), dtype), x - y).abs();
            return x.maximum(y) + (-distance).softplus();
        }

        /// <summary>this ln y, 0 where this is 0 (unless y is NaN).</summary>
        public Tensor xlogy(Tensor y)
        {
            var dtype = Dtypes.Floating(Dtypes.Result(this, y));
            var (x, z) = (to(dtype), y.to(dtype));
            // The logarithm is infinite or NaN there; elsewhere it is the slope in x, also at 0.
            var edge = x.detach().eq(0) & (z.detach().le(0) | z.detach().eq(double.PositiveInfinity));
            return x * torch.where(edge, torch.ones_like(z), z).log();
        }
    }

    /// <inheritdoc cref="Tensor.addcmul(Tensor, Tensor, Scalar)"/>
    public static Tensor addcmul(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) =>
        input.addcmul(tensor1, tensor2, value);
    /// <inheritdoc cref="Tensor.addcdiv(Tensor, Tensor, Scalar)"/>
    public static Tensor addcdiv(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) =>
        input.addcdiv(tensor1, tensor2, value);
    /// <inheritdoc cref="Tensor.lerp(Tensor, Tensor)"/>
    public static Tensor lerp(Tensor input, Tensor end, Tensor weight) => input.lerp(end, weight);
    /// <inheritdoc cref="Tensor.logaddexp(Tensor)"/>
    public static Tensor logaddexp(Tensor left, Tensor right) => left.logaddexp(right);
    /// <inheritdoc cref="Tensor.xlogy(Tensor)"/>
    public static Tensor xlogy(Tensor x, Tensor y) => x.xlogy(y);
}
