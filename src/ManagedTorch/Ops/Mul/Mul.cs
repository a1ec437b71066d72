using ManagedTorch.Core;
using ManagedTorch.Kernels;

namespace TorchSharp;

// Multiplication and negation: the public names.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>This times the other, broadcast, in the promoted dtype.</summary>
        public Tensor mul(Tensor target) => MulOps.Mul(this, target);
        /// <summary>This times the other, broadcast, in the promoted dtype.</summary>
        public Tensor mul(Scalar target) => MulOps.MulNumber(this, target);
        /// <summary><see cref="mul(Tensor)"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor mul_(Tensor target) => InPlace.Binary<Mul>("mul_", this, target, static (x, b) => x.mul(b));
        /// <summary><see cref="mul(Scalar)"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor mul_(Scalar target) => InPlace.BinaryScalar<Mul>("mul_", this, target.Real, x => x.mul(target));
        /// <inheritdoc cref="mul(Tensor)"/>
        public Tensor multiply(Tensor target) => mul(target);
        /// <inheritdoc cref="mul(Scalar)"/>
        public Tensor multiply(Scalar target) => mul(target);
        /// <summary>-x, elementwise.</summary>
        public Tensor neg() => MulOps.Neg(this);
        /// <summary><see cref="neg()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor neg_() => InPlace.Unary<Neg>("neg_", this, static x => x.neg());
        /// <inheritdoc cref="neg()"/>
        public Tensor negative() => neg();
        /// <summary>This tensor itself.</summary>
        public Tensor positive() => this;
        /// <summary>The elements with the opposite sign.</summary>
        public static Tensor operator -(Tensor tensor) => MulOps.Neg(tensor);
        /// <summary>The elementwise product, broadcast, in the promoted dtype.</summary>
        public static Tensor operator *(Tensor left, Tensor right) => MulOps.Mul(left, right);
        /// <summary>The elementwise product, broadcast, in the promoted dtype.</summary>
        public static Tensor operator *(Tensor left, Scalar right) => MulOps.MulNumber(left, right);
        /// <summary>The elementwise product, broadcast, in the promoted dtype.</summary>
        public static Tensor operator *(Scalar left, Tensor right) => MulOps.MulNumber(right, left);
        /// <summary>The elementwise product, broadcast, in the promoted dtype.</summary>
        public static Tensor operator *(Tensor left, int right) => MulOps.MulNumber(left, right);
        /// <summary>The elementwise product, broadcast, in the promoted dtype.</summary>
        public static Tensor operator *(Tensor left, long right) => MulOps.MulNumber(left, right);
        /// <summary>The elementwise product, broadcast, in the promoted dtype.</summary>
        public static Tensor operator *(Tensor left, float right) => MulOps.MulNumber(left, right);
        /// <summary>The elementwise product, broadcast, in the promoted dtype.</summary>
        public static Tensor operator *(Tensor left, double right) => MulOps.MulNumber(left, right);
        /// <summary>The elementwise product, broadcast, in the promoted dtype.</summary>
        public static Tensor operator *(int left, Tensor right) => MulOps.MulNumber(right, left);
        /// <summary>The elementwise product, broadcast, in the promoted dtype.</summary>
        public static Tensor operator *(long left, Tensor right) => MulOps.MulNumber(right, left);
        /// <summary>The elementwise product, broadcast, in the promoted dtype.</summary>
        public static Tensor operator *(float left, Tensor right) => MulOps.MulNumber(right, left);
        /// <summary>The elementwise product, broadcast, in the promoted dtype.</summary>
        public static Tensor operator *(double left, Tensor right) => MulOps.MulNumber(right, left);
    }

    /// <inheritdoc cref="Tensor.mul(Tensor)"/>
    public static Tensor mul(Tensor left, Tensor right) => left.mul(right);
    /// <inheritdoc cref="Tensor.mul(Scalar)"/>
    public static Tensor mul(Tensor left, Scalar right) => left.mul(right);
    /// <inheritdoc cref="Tensor.mul_(Tensor)"/>
    public static Tensor mul_(Tensor left, Tensor right) => left.mul_(right);
    /// <inheritdoc cref="Tensor.mul_(Scalar)"/>
    public static Tensor mul_(Tensor left, Scalar right) => left.mul_(right);
    /// <inheritdoc cref="Tensor.multiply(Tensor)"/>
    public static Tensor multiply(Tensor left, Tensor right) => left.mul(right);
    /// <inheritdoc cref="Tensor.multiply(Scalar)"/>
    public static Tensor multiply(Tensor left, Scalar right) => left.mul(right);
    /// <inheritdoc cref="Tensor.neg()"/>
    public static Tensor neg(Tensor input) => input.neg();
    /// <inheritdoc cref="Tensor.neg_()"/>
    public static Tensor neg_(Tensor input) => input.neg_();
    /// <inheritdoc cref="Tensor.negative()"/>
    public static Tensor negative(Tensor input) => input.neg();
    /// <summary>The input itself.</summary>
    public static Tensor positive(Tensor input) => input;
}
