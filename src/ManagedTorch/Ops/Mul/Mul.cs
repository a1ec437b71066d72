using ManagedTorch.Core;
using ManagedTorch.Kernels;

namespace TorchSharp;

// Multiplication and negation: the public names.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor mul(Tensor target) => MulOps.Mul(this, target);
        public Tensor mul(Scalar target) => MulOps.MulNumber(this, target);
        public Tensor mul_(Tensor target) => InPlace.Binary<Mul>("mul_", this, target, static (x, b) => x.mul(b));
        public Tensor mul_(Scalar target) => InPlace.BinaryScalar<Mul>("mul_", this, target.Real, x => x.mul(target));
        public Tensor multiply(Tensor target) => mul(target);
        public Tensor multiply(Scalar target) => mul(target);
        public Tensor neg() => MulOps.Neg(this);
        public Tensor neg_() => InPlace.Unary<Neg>("neg_", this, static x => x.neg());
        public Tensor negative() => neg();
        public Tensor positive() => this;
        public static Tensor operator -(Tensor tensor) => MulOps.Neg(tensor);
        public static Tensor operator *(Tensor left, Tensor right) => MulOps.Mul(left, right);
        public static Tensor operator *(Tensor left, Scalar right) => MulOps.MulNumber(left, right);
        public static Tensor operator *(Scalar left, Tensor right) => MulOps.MulNumber(right, left);
        public static Tensor operator *(Tensor left, int right) => MulOps.MulNumber(left, right);
        public static Tensor operator *(Tensor left, long right) => MulOps.MulNumber(left, right);
        public static Tensor operator *(Tensor left, float right) => MulOps.MulNumber(left, right);
        public static Tensor operator *(Tensor left, double right) => MulOps.MulNumber(left, right);
        public static Tensor operator *(int left, Tensor right) => MulOps.MulNumber(right, left);
        public static Tensor operator *(long left, Tensor right) => MulOps.MulNumber(right, left);
        public static Tensor operator *(float left, Tensor right) => MulOps.MulNumber(right, left);
        public static Tensor operator *(double left, Tensor right) => MulOps.MulNumber(right, left);
    }

    public static Tensor mul(Tensor left, Tensor right) => left.mul(right);
    public static Tensor mul(Tensor left, Scalar right) => left.mul(right);
    public static Tensor mul_(Tensor left, Tensor right) => left.mul_(right);
    public static Tensor mul_(Tensor left, Scalar right) => left.mul_(right);
    public static Tensor multiply(Tensor left, Tensor right) => left.mul(right);
    public static Tensor multiply(Tensor left, Scalar right) => left.mul(right);
    public static Tensor neg(Tensor input) => input.neg();
    public static Tensor neg_(Tensor input) => input.neg_();
    public static Tensor negative(Tensor input) => input.neg();
    public static Tensor positive(Tensor input) => input;
}
