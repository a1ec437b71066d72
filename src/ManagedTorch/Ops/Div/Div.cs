using ManagedTorch.Core;

namespace TorchSharp;

// Division: the public names.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            DivOps.Div(this, target, rounding_mode);
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            DivOps.DivNumber(this, target, rounding_mode);
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            DivOps.DivInPlace(this, target, rounding_mode);
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            DivOps.DivNumberInPlace(this, target, rounding_mode);
        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            div(target, rounding_mode);
        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            div(target, rounding_mode);
        public Tensor divide_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            div_(target, rounding_mode);
        public Tensor divide_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            div_(target, rounding_mode);
        public Tensor true_divide(Tensor other) => div(other);
        public Tensor true_divide(Scalar other) => div(other);
        public Tensor true_divide_(Tensor other) => div_(other);
        public Tensor true_divide_(Scalar other) => div_(other);
        public Tensor floor_divide(Tensor other) => div(other, RoundingMode.floor);
        public Tensor floor_divide(Scalar other) => div(other, RoundingMode.floor);
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

    public static Tensor div(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) =>
        left.div(right, rounding_mode);
    public static Tensor div(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) =>
        left.div(right, rounding_mode);
    public static Tensor div_(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) =>
        left.div_(right, rounding_mode);
    public static Tensor div_(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) =>
        left.div_(right, rounding_mode);
    public static Tensor true_divide(Tensor dividend, Tensor divisor) => dividend.div(divisor);
    public static Tensor floor_divide(Tensor input, Tensor other) => input.floor_divide(other);
}
