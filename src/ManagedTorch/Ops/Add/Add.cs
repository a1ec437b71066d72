using ManagedTorch.Core;
using ManagedTorch.Kernels;

namespace TorchSharp;

// Addition and subtraction: the public names.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor add(Tensor target) => AddOps.Add(this, target, 1.0);
        public Tensor add(Tensor target, Scalar alpha) => AddOps.Add(this, target, alpha);
        public Tensor add(Scalar scalar) => AddOps.AddNumber(this, scalar);
        public Tensor add(Scalar scalar, Scalar alpha) =>
            AddOps.AddNumber(this, new Number(scalar.Real * alpha.Real, Dtypes.Promote(scalar.Type, alpha.Type)));
        public Tensor add_(Tensor target) => AddOps.AddInPlace("add_", this, target, 1, static (x, b) => x.add(b));
        public Tensor add_(Tensor target, Scalar alpha) =>
            AddOps.AddInPlace("add_", this, target, alpha.Real, (x, b) => x.add(b, alpha));
        public Tensor add_(Scalar scalar) => InPlace.BinaryScalar<Add>("add_", this, scalar.Real, x => x.add(scalar));
        public Tensor add_(Scalar scalar, Scalar alpha) =>
            InPlace.BinaryScalar<Add>("add_", this, scalar.Real * alpha.Real, x => x.add(scalar, alpha));
        public Tensor sub(Tensor target) => AddOps.Sub(this, target);
        public Tensor sub(Scalar target) => AddOps.SubNumber(this, target);
        public Tensor sub_(Tensor target) => AddOps.AddInPlace("sub_", this, target, -1, static (x, b) => x.sub(b));
        public Tensor sub_(Scalar target) => InPlace.BinaryScalar<Add>("sub_", this, -target.Real, x => x.sub(target));
        public Tensor subtract(Tensor target) => sub(target);
        public Tensor subtract(Scalar target) => sub(target);
        public Tensor subtract_(Tensor target) => sub_(target);
        public Tensor subtract_(Scalar target) => sub_(target);
        public static Tensor operator +(Tensor left, Tensor right) => AddOps.Add(left, right, 1.0);
        public static Tensor operator +(Tensor left, Scalar right) => AddOps.AddNumber(left, right);
        public static Tensor operator +(Scalar left, Tensor right) => AddOps.AddNumber(right, left);
        public static Tensor operator +(Tensor left, int right) => AddOps.AddNumber(left, right);
        public static Tensor operator +(Tensor left, long right) => AddOps.AddNumber(left, right);
        public static Tensor operator +(Tensor left, float right) => AddOps.AddNumber(left, right);
        public static Tensor operator +(Tensor left, double right) => AddOps.AddNumber(left, right);
        public static Tensor operator +(int left, Tensor right) => AddOps.AddNumber(right, left);
        public static Tensor operator +(long left, Tensor right) => AddOps.AddNumber(right, left);
        public static Tensor operator +(float left, Tensor right) => AddOps.AddNumber(right, left);
        public static Tensor operator +(double left, Tensor right) => AddOps.AddNumber(right, left);
        public static Tensor operator -(Tensor left, Tensor right) => AddOps.Sub(left, right);
        public static Tensor operator -(Tensor left, Scalar right) => left.sub(right);
        public static Tensor operator -(Scalar left, Tensor right) => AddOps.NumberSub(left, right);
        public static Tensor operator -(Tensor left, int right) => AddOps.SubNumber(left, (long)right);
        public static Tensor operator -(Tensor left, long right) => AddOps.SubNumber(left, right);
        public static Tensor operator -(Tensor left, float right) => AddOps.SubNumber(left, right);
        public static Tensor operator -(Tensor left, double right) => AddOps.SubNumber(left, right);
        public static Tensor operator -(int left, Tensor right) => AddOps.NumberSub(left, right);
        public static Tensor operator -(long left, Tensor right) => AddOps.NumberSub(left, right);
        public static Tensor operator -(float left, Tensor right) => AddOps.NumberSub(left, right);
        public static Tensor operator -(double left, Tensor right) => AddOps.NumberSub(left, right);

        /// <summary>Adds a gradient to this one without recording; the accumulation of backward passes.</summary>
        internal void AddInto(Tensor grad)
        {
            BinaryElementwise.Apply<Add>(this, grad, this);
            BumpVersion();
        }

        /// <summary>Adds into the stored gradient of a tensor that is not a leaf, for backward with explicit
        /// inputs.</summary>
        internal void AccumulateGradient(Tensor grad) => SetGradient(_grad is null ? grad : _grad.add(grad));
    }

    public static Tensor add(Tensor left, Tensor right) => left.add(right);
    public static Tensor add(Tensor left, Scalar right) => left.add(right);
    public static Tensor add(Tensor left, Tensor right, Scalar alpha) => left.add(right, alpha);
    public static Tensor add(Tensor left, Scalar right, Scalar alpha) => left.add(right, alpha);
    public static Tensor add_(Tensor left, Tensor right) => left.add_(right);
    public static Tensor add_(Tensor left, Scalar right) => left.add_(right);
    public static Tensor add_(Tensor left, Tensor right, Scalar alpha) => left.add_(right, alpha);
    public static Tensor sub(Tensor left, Tensor right) => left.sub(right);
    public static Tensor sub(Tensor left, Scalar right) => left.sub(right);
    public static Tensor sub_(Tensor left, Tensor right) => left.sub_(right);
    public static Tensor sub_(Tensor left, Scalar right) => left.sub_(right);
    public static Tensor subtract(Tensor left, Tensor right) => left.sub(right);
    public static Tensor subtract(Tensor left, Scalar right) => left.sub(right);
}
