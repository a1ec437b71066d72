using ManagedTorch.Core;
using ManagedTorch.Kernels;

namespace TorchSharp;

// Addition and subtraction: the public names.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>This plus alpha times the other, broadcast, in the promoted dtype; alpha is 1 unless
        /// given.</summary>
        public Tensor add(Tensor target) => AddOps.Add(this, target, 1.0);
        /// <summary>This plus alpha times the other, broadcast, in the promoted dtype; alpha is 1 unless
        /// given.</summary>
        public Tensor add(Tensor target, Scalar alpha) => AddOps.Add(this, target, alpha);
        /// <summary>This plus alpha times the other, broadcast, in the promoted dtype; alpha is 1 unless
        /// given.</summary>
        public Tensor add(Scalar scalar) => AddOps.AddNumber(this, scalar);
        /// <summary>This plus alpha times the other, broadcast, in the promoted dtype; alpha is 1 unless
        /// given.</summary>
        public Tensor add(Scalar scalar, Scalar alpha) =>
            AddOps.AddNumber(this, new Number(scalar.Real * alpha.Real, Dtypes.Promote(scalar.Type, alpha.Type)));
        /// <summary><see cref="add(Tensor)"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor add_(Tensor target) => AddOps.AddInPlace("add_", this, target, 1, static (x, b) => x.add(b));
        /// <summary><see cref="add(Tensor, Scalar)"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor add_(Tensor target, Scalar alpha) =>
            AddOps.AddInPlace("add_", this, target, alpha.Real, (x, b) => x.add(b, alpha));
        /// <summary><see cref="add(Scalar)"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor add_(Scalar scalar) => InPlace.BinaryScalar<Add>("add_", this, scalar.Real, x => x.add(scalar));
        /// <summary><see cref="add(Scalar, Scalar)"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor add_(Scalar scalar, Scalar alpha) =>
            InPlace.BinaryScalar<Add>("add_", this, scalar.Real * alpha.Real, x => x.add(scalar, alpha));
        /// <summary>This minus the other, broadcast, in the promoted dtype.</summary>
        public Tensor sub(Tensor target) => AddOps.Sub(this, target);
        /// <summary>This minus the other, broadcast, in the promoted dtype.</summary>
        public Tensor sub(Scalar target) => AddOps.SubNumber(this, target);
        /// <summary><see cref="sub(Tensor)"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor sub_(Tensor target) => AddOps.AddInPlace("sub_", this, target, -1, static (x, b) => x.sub(b));
        /// <summary><see cref="sub(Scalar)"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor sub_(Scalar target) => InPlace.BinaryScalar<Add>("sub_", this, -target.Real, x => x.sub(target));
        /// <inheritdoc cref="sub(Tensor)"/>
        public Tensor subtract(Tensor target) => sub(target);
        /// <inheritdoc cref="sub(Scalar)"/>
        public Tensor subtract(Scalar target) => sub(target);
        /// <summary><see cref="subtract(Tensor)"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor subtract_(Tensor target) => sub_(target);
        /// <summary><see cref="subtract(Scalar)"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor subtract_(Scalar target) => sub_(target);
        /// <summary>The elementwise sum, broadcast, in the promoted dtype.</summary>
        public static Tensor operator +(Tensor left, Tensor right) => AddOps.Add(left, right, 1.0);
        /// <summary>The elementwise sum, broadcast, in the promoted dtype.</summary>
        public static Tensor operator +(Tensor left, Scalar right) => AddOps.AddNumber(left, right);
        /// <summary>The elementwise sum, broadcast, in the promoted dtype.</summary>
        public static Tensor operator +(Scalar left, Tensor right) => AddOps.AddNumber(right, left);
        /// <summary>The elementwise sum, broadcast, in the promoted dtype.</summary>
        public static Tensor operator +(Tensor left, int right) => AddOps.AddNumber(left, right);
        /// <summary>The elementwise sum, broadcast, in the promoted dtype.</summary>
        public static Tensor operator +(Tensor left, long right) => AddOps.AddNumber(left, right);
        /// <summary>The elementwise sum, broadcast, in the promoted dtype.</summary>
        public static Tensor operator +(Tensor left, float right) => AddOps.AddNumber(left, right);
        /// <summary>The elementwise sum, broadcast, in the promoted dtype.</summary>
        public static Tensor operator +(Tensor left, double right) => AddOps.AddNumber(left, right);
        /// <summary>The elementwise sum, broadcast, in the promoted dtype.</summary>
        public static Tensor operator +(int left, Tensor right) => AddOps.AddNumber(right, left);
        /// <summary>The elementwise sum, broadcast, in the promoted dtype.</summary>
        public static Tensor operator +(long left, Tensor right) => AddOps.AddNumber(right, left);
        /// <summary>The elementwise sum, broadcast, in the promoted dtype.</summary>
        public static Tensor operator +(float left, Tensor right) => AddOps.AddNumber(right, left);
        /// <summary>The elementwise sum, broadcast, in the promoted dtype.</summary>
        public static Tensor operator +(double left, Tensor right) => AddOps.AddNumber(right, left);
        /// <summary>The elementwise difference left - right, broadcast, in the promoted dtype.</summary>
        public static Tensor operator -(Tensor left, Tensor right) => AddOps.Sub(left, right);
        /// <summary>The elementwise difference left - right, broadcast, in the promoted dtype.</summary>
        public static Tensor operator -(Tensor left, Scalar right) => left.sub(right);
        /// <summary>The elementwise difference left - right, broadcast, in the promoted dtype.</summary>
        public static Tensor operator -(Scalar left, Tensor right) => AddOps.NumberSub(left, right);
        /// <summary>The elementwise difference left - right, broadcast, in the promoted dtype.</summary>
        public static Tensor operator -(Tensor left, int right) => AddOps.SubNumber(left, (long)right);
        /// <summary>The elementwise difference left - right, broadcast, in the promoted dtype.</summary>
        public static Tensor operator -(Tensor left, long right) => AddOps.SubNumber(left, right);
        /// <summary>The elementwise difference left - right, broadcast, in the promoted dtype.</summary>
        public static Tensor operator -(Tensor left, float right) => AddOps.SubNumber(left, right);
        /// <summary>The elementwise difference left - right, broadcast, in the promoted dtype.</summary>
        public static Tensor operator -(Tensor left, double right) => AddOps.SubNumber(left, right);
        /// <summary>The elementwise difference left - right, broadcast, in the promoted dtype.</summary>
        public static Tensor operator -(int left, Tensor right) => AddOps.NumberSub(left, right);
        /// <summary>The elementwise difference left - right, broadcast, in the promoted dtype.</summary>
        public static Tensor operator -(long left, Tensor right) => AddOps.NumberSub(left, right);
        /// <summary>The elementwise difference left - right, broadcast, in the promoted dtype.</summary>
        public static Tensor operator -(float left, Tensor right) => AddOps.NumberSub(left, right);
        /// <summary>The elementwise difference left - right, broadcast, in the promoted dtype.</summary>
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

    /// <inheritdoc cref="Tensor.add(Tensor)"/>
    public static Tensor add(Tensor left, Tensor right) => left.add(right);
    /// <inheritdoc cref="Tensor.add(Scalar)"/>
    public static Tensor add(Tensor left, Scalar right) => left.add(right);
    /// <inheritdoc cref="Tensor.add(Tensor, Scalar)"/>
    public static Tensor add(Tensor left, Tensor right, Scalar alpha) => left.add(right, alpha);
    /// <inheritdoc cref="Tensor.add(Scalar, Scalar)"/>
    public static Tensor add(Tensor left, Scalar right, Scalar alpha) => left.add(right, alpha);
    /// <inheritdoc cref="Tensor.add_(Tensor)"/>
    public static Tensor add_(Tensor left, Tensor right) => left.add_(right);
    /// <inheritdoc cref="Tensor.add_(Scalar)"/>
    public static Tensor add_(Tensor left, Scalar right) => left.add_(right);
    /// <inheritdoc cref="Tensor.add_(Tensor, Scalar)"/>
    public static Tensor add_(Tensor left, Tensor right, Scalar alpha) => left.add_(right, alpha);
    /// <inheritdoc cref="Tensor.sub(Tensor)"/>
    public static Tensor sub(Tensor left, Tensor right) => left.sub(right);
    /// <inheritdoc cref="Tensor.sub(Scalar)"/>
    public static Tensor sub(Tensor left, Scalar right) => left.sub(right);
    /// <inheritdoc cref="Tensor.sub_(Tensor)"/>
    public static Tensor sub_(Tensor left, Tensor right) => left.sub_(right);
    /// <inheritdoc cref="Tensor.sub_(Scalar)"/>
    public static Tensor sub_(Tensor left, Scalar right) => left.sub_(right);
    /// <inheritdoc cref="Tensor.subtract(Tensor)"/>
    public static Tensor subtract(Tensor left, Tensor right) => left.sub(right);
    /// <inheritdoc cref="Tensor.subtract(Scalar)"/>
    public static Tensor subtract(Tensor left, Scalar right) => left.sub(right);
}
