using ManagedTorch.Core;
using ManagedTorch.Kernels;

namespace TorchSharp;

// Addition, subtraction, multiplication, true division and negation: the public names.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor add(Tensor target) => AddOps.Add(this, target, 1.0);
        public Tensor add(Tensor target, Scalar alpha) => AddOps.Add(this, target, alpha);
        public Tensor add(Scalar scalar) => AddOps.AddNumber(this, scalar);
        public Tensor add(Scalar scalar, Scalar alpha) => AddOps.AddNumber(this, new Number(scalar.Real * alpha.Real, Dtypes.Promote(scalar.Type, alpha.Type)));
        public Tensor add_(Tensor target) => AddOps.AddInPlace(this, target, 1.0);
        public Tensor add_(Tensor target, Scalar alpha) => AddOps.AddInPlace(this, target, alpha.Real);
        public Tensor add_(Scalar scalar) => AddOps.AddNumberInPlace(this, scalar);
        public Tensor add_(Scalar scalar, Scalar alpha) => AddOps.AddNumberInPlace(this, new Number(scalar.Real * alpha.Real, Dtypes.Promote(scalar.Type, alpha.Type)));

        public Tensor sub(Tensor target) => AddOps.Sub(this, target);
        public Tensor sub(Scalar target) => AddOps.SubNumber(this, target);
        public Tensor sub_(Tensor target) => AddOps.SubInPlace(this, target);
        public Tensor sub_(Scalar target) => AddOps.AddNumberInPlace(this, new Number(-target.Real, target.Type));
        public Tensor subtract(Tensor target) => sub(target);
        public Tensor subtract(Scalar target) => sub(target);
        public Tensor subtract_(Tensor target) => sub_(target);
        public Tensor subtract_(Scalar target) => sub_(target);

        public Tensor mul(Tensor target) => MulOps.Mul(this, target);
        public Tensor mul(Scalar target) => MulOps.MulNumber(this, target);
        public Tensor mul_(Tensor target) => MulOps.MulInPlace(this, target);
        public Tensor mul_(Scalar target) => MulOps.MulNumberInPlace(this, target);
        public Tensor multiply(Tensor target) => mul(target);
        public Tensor multiply(Scalar target) => mul(target);

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => DivOps.Div(this, target, rounding_mode);
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => DivOps.DivNumber(this, target, rounding_mode);
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => DivOps.DivInPlace(this, target, rounding_mode);
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => DivOps.DivNumberInPlace(this, target, rounding_mode);
        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);
        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);
        public Tensor divide_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);
        public Tensor divide_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);
        public Tensor true_divide(Tensor other) => div(other);
        public Tensor true_divide(Scalar other) => div(other);
        public Tensor true_divide_(Tensor other) => div_(other);
        public Tensor true_divide_(Scalar other) => div_(other);
        public Tensor floor_divide(Tensor other) => div(other, RoundingMode.floor);
        public Tensor floor_divide(Scalar other) => div(other, RoundingMode.floor);

        public Tensor neg() => MulOps.Neg(this);
        public Tensor neg_() => MulOps.MulNumberInPlace(this, -1);
        public Tensor negative() => neg();
        public Tensor positive() => this;

        /// <summary>Adds a gradient to this one without recording; the accumulation of backward passes.</summary>
        internal void AddInto(Tensor grad)
        {
            BinaryElementwise.Apply<Add>(this, grad, this);
            BumpVersion();
        }

        /// <summary>Adds into the stored gradient of a tensor that is not a leaf, for backward with explicit inputs.</summary>
        internal void AccumulateGradient(Tensor grad) => SetGradient(_grad is null ? grad : _grad.add(grad));

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

        public static Tensor operator /(Tensor left, Tensor right) => DivOps.Div(left, right, RoundingMode.None);
        public static Tensor operator /(Tensor left, Scalar right) => DivOps.DivNumber(left, right, RoundingMode.None);
        public static Tensor operator /(Scalar left, Tensor right) => DivOps.NumberDiv(left, right);
        public static Tensor operator /(Tensor left, int right) => DivOps.DivNumber(left, right, RoundingMode.None);
        public static Tensor operator /(Tensor left, long right) => DivOps.DivNumber(left, right, RoundingMode.None);
        public static Tensor operator /(Tensor left, float right) => DivOps.DivNumber(left, right, RoundingMode.None);
        public static Tensor operator /(Tensor left, double right) => DivOps.DivNumber(left, right, RoundingMode.None);
        public static Tensor operator /(int left, Tensor right) => DivOps.NumberDiv(left, right);
        public static Tensor operator /(long left, Tensor right) => DivOps.NumberDiv(left, right);
        public static Tensor operator /(float left, Tensor right) => DivOps.NumberDiv(left, right);
        public static Tensor operator /(double left, Tensor right) => DivOps.NumberDiv(left, right);
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
    public static Tensor mul(Tensor left, Tensor right) => left.mul(right);
    public static Tensor mul(Tensor left, Scalar right) => left.mul(right);
    public static Tensor mul_(Tensor left, Tensor right) => left.mul_(right);
    public static Tensor mul_(Tensor left, Scalar right) => left.mul_(right);
    public static Tensor multiply(Tensor left, Tensor right) => left.mul(right);
    public static Tensor multiply(Tensor left, Scalar right) => left.mul(right);
    public static Tensor div(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) => left.div(right, rounding_mode);
    public static Tensor div(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) => left.div(right, rounding_mode);
    public static Tensor div_(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) => left.div_(right, rounding_mode);
    public static Tensor div_(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) => left.div_(right, rounding_mode);
    public static Tensor true_divide(Tensor dividend, Tensor divisor) => dividend.div(divisor);
    public static Tensor floor_divide(Tensor input, Tensor other) => input.floor_divide(other);
    public static Tensor neg(Tensor input) => input.neg();
    public static Tensor neg_(Tensor input) => input.neg_();
    public static Tensor negative(Tensor input) => input.neg();
    public static Tensor positive(Tensor input) => input;
}
