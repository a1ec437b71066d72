using ManagedTorch.Core;

namespace TorchSharp;

// Division: the public names.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>This divided by the other, broadcast. Without rounding, integers give the default floating dtype;
        /// <c>trunc</c> rounds toward zero, <c>floor</c> down.</summary>
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            DivOps.Div(this, target, rounding_mode);
        /// <summary>This divided by the other, broadcast. Without rounding, integers give the default floating dtype;
        /// <c>trunc</c> rounds toward zero, <c>floor</c> down.</summary>
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            DivOps.DivNumber(this, target, rounding_mode);
        /// <summary><see cref="div(Tensor, RoundingMode)"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            DivOps.DivInPlace(this, target, rounding_mode);
        /// <summary><see cref="div(Scalar, RoundingMode)"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            DivOps.DivNumberInPlace(this, target, rounding_mode);
        /// <summary>The same as <c>div</c>: this divided by the other, rounded as asked.</summary>
        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            div(target, rounding_mode);
        /// <summary>The same as <c>div</c>: this divided by the other, rounded as asked.</summary>
        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            div(target, rounding_mode);
        /// <summary>The same as <c>div_</c>: divides in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor divide_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            div_(target, rounding_mode);
        /// <summary>The same as <c>div_</c>: divides in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor divide_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            div_(target, rounding_mode);
        /// <summary>The quotient without rounding; integers give the default floating dtype.</summary>
        public Tensor true_divide(Tensor other) => div(other);
        /// <summary>The quotient without rounding; integers give the default floating dtype.</summary>
        public Tensor true_divide(Scalar other) => div(other);
        /// <summary>Divides in place without rounding; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor true_divide_(Tensor other) => div_(other);
        /// <summary>Divides in place without rounding; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor true_divide_(Scalar other) => div_(other);
        /// <summary>The quotient rounded down.</summary>
        public Tensor floor_divide(Tensor other) => div(other, RoundingMode.floor);
        /// <summary>The quotient rounded down.</summary>
        public Tensor floor_divide(Scalar other) => div(other, RoundingMode.floor);
        /// <summary>The elementwise quotient, broadcast; integers give the default floating dtype.</summary>
        public static Tensor operator /(Tensor left, Tensor right) => DivOps.Div(left, right, RoundingMode.None);
        /// <summary>The elementwise quotient, broadcast; integers give the default floating dtype.</summary>
        public static Tensor operator /(Tensor left, Scalar right) => DivOps.DivNumber(left, right, RoundingMode.None);
        /// <summary>The elementwise quotient, broadcast; integers give the default floating dtype.</summary>
        public static Tensor operator /(Scalar left, Tensor right) => DivOps.NumberDiv(left, right);
        /// <summary>The elementwise quotient, broadcast; integers give the default floating dtype.</summary>
        public static Tensor operator /(Tensor left, int right) => DivOps.DivNumber(left, right, RoundingMode.None);
        /// <summary>The elementwise quotient, broadcast; integers give the default floating dtype.</summary>
        public static Tensor operator /(Tensor left, long right) => DivOps.DivNumber(left, right, RoundingMode.None);
        /// <summary>The elementwise quotient, broadcast; integers give the default floating dtype.</summary>
        public static Tensor operator /(Tensor left, float right) => DivOps.DivNumber(left, right, RoundingMode.None);
        /// <summary>The elementwise quotient, broadcast; integers give the default floating dtype.</summary>
        public static Tensor operator /(Tensor left, double right) => DivOps.DivNumber(left, right, RoundingMode.None);
        /// <summary>The elementwise quotient, broadcast; integers give the default floating dtype.</summary>
        public static Tensor operator /(int left, Tensor right) => DivOps.NumberDiv(left, right);
        /// <summary>The elementwise quotient, broadcast; integers give the default floating dtype.</summary>
        public static Tensor operator /(long left, Tensor right) => DivOps.NumberDiv(left, right);
        /// <summary>The elementwise quotient, broadcast; integers give the default floating dtype.</summary>
        public static Tensor operator /(float left, Tensor right) => DivOps.NumberDiv(left, right);
        /// <summary>The elementwise quotient, broadcast; integers give the default floating dtype.</summary>
        public static Tensor operator /(double left, Tensor right) => DivOps.NumberDiv(left, right);
    }

    /// <inheritdoc cref="Tensor.div(Tensor, RoundingMode)"/>
    public static Tensor div(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) =>
        left.div(right, rounding_mode);
    /// <inheritdoc cref="Tensor.div(Scalar, RoundingMode)"/>
    public static Tensor div(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) =>
        left.div(right, rounding_mode);
    /// <inheritdoc cref="Tensor.div_(Tensor, RoundingMode)"/>
    public static Tensor div_(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) =>
        left.div_(right, rounding_mode);
    /// <inheritdoc cref="Tensor.div_(Scalar, RoundingMode)"/>
    public static Tensor div_(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) =>
        left.div_(right, rounding_mode);
    /// <inheritdoc cref="Tensor.true_divide(Tensor)"/>
    public static Tensor true_divide(Tensor dividend, Tensor divisor) => dividend.div(divisor);
    /// <inheritdoc cref="Tensor.floor_divide(Tensor)"/>
    public static Tensor floor_divide(Tensor input, Tensor other) => input.floor_divide(other);
}
