using ManagedTorch.Core;

namespace TorchSharp;

// Signs, special values, and extremes that pass over NaN.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Whether the sign bit is set, that of -0 too.</summary>
        public Tensor signbit() =>
            _dtype.IsFloatingPoint() ? torch.where(detach() == 0, detach().reciprocal(), detach()) < 0 : this < 0;

        /// <summary>The size of this with the sign of the other, that of -0 too.</summary>
        public Tensor copysign(Tensor other)
        {
            var x = _dtype.IsFloatingPoint() ? this : to(Dtypes.DefaultFloat);
            return torch.where(x.signbit().logical_xor(other.signbit()), -x, x);
        }

        /// <summary>0 below 0, 1 above, <paramref name="other"/> at 0.</summary>
        public Tensor heaviside(Tensor other)
        {
            if (_dtype != other._dtype)
                throw new InvalidOperationException(
                    $"heaviside: both tensors must be of one dtype, they are {_dtype} and {other._dtype}.");
            return torch.where(this == 0, other, (this > 0).to(_dtype)).masked_fill(isnan(), 0);
        }

        /// <summary>The sign; that of a complex number would be its direction.</summary>
        public Tensor sgn() => sign();

        /// <summary>True where the element is +∞; a bool tensor.</summary>
        public Tensor isposinf() => this == double.PositiveInfinity;
        /// <summary>True where the element is -∞; a bool tensor.</summary>
        public Tensor isneginf() => this == double.NegativeInfinity;

        /// <summary>NaN and the infinities replaced: by 0 and the largest finite numbers unless given.</summary>
        public Tensor nan_to_num(double nan = 0.0, double? posinf = null, double? neginf = null)
        {
            if (!_dtype.IsFloatingPoint()) return clone();
            var largest = _dtype == ScalarType.Float32 ? float.MaxValue : double.MaxValue;
            return masked_fill(isnan(), nan).masked_fill(isposinf(), posinf ?? largest)
                .masked_fill(isneginf(), neginf ?? -largest);
        }

        /// <summary><see cref="nan_to_num(double, double?, double?)"/> in place; an error if the result does not fit
        /// the shape or dtype.</summary>
        public Tensor nan_to_num_(double nan = 0.0, double? posinf = null, double? neginf = null) =>
            InPlace.By("nan_to_num_", this, x => x.nan_to_num(nan, posinf, neginf));

        /// <summary>The larger of two; where one is NaN, the other.</summary>
        public Tensor fmax(Tensor other) => torch.where(ge(other) | other.isnan(), this, other);

        /// <summary>The smaller of two; where one is NaN, the other.</summary>
        public Tensor fmin(Tensor other) => torch.where(le(other) | other.isnan(), this, other);

        /// <summary>The sum of all elements that are not NaN.</summary>
        public Tensor nansum() => masked_fill(isnan(), 0).sum();

        /// <summary>The mean of the elements that are not NaN.</summary>
        public Tensor nanmean(int? dim = null, bool keepdim = false, ScalarType? dtype = null)
        {
            var x = dtype is { } type ? to(type) : this;
            var there = x.isnan().logical_not().to(x._dtype);
            var filled = x.masked_fill(x.isnan(), 0);
            return dim is { } d ? filled.sum(d, keepdim) / there.sum(d, keepdim) : filled.sum() / there.sum();
        }

        /// <summary>2^x</summary>
        public Tensor exp2() => (this * Math.Log(2)).exp();
        /// <summary><see cref="exp2()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor exp2_() => InPlace.By("exp2_", this, x => x.exp2());

        /// <summary>x^y in float64.</summary>
        public Tensor float_power(Tensor target) => to(ScalarType.Float64).pow(target.to(ScalarType.Float64));

        /// <summary>x 2^y</summary>
        public Tensor ldexp(Tensor other) => this * other.to(Dtypes.Floating(_dtype)).exp2();

        /// <summary>log2(2^x + 2^y)</summary>
        public Tensor logaddexp2(Tensor other)
        {
            var dtype = Dtypes.Floating(Dtypes.Result(this, other));
            return (to(dtype) * Math.Log(2)).logaddexp(other.to(dtype) * Math.Log(2)) / Math.Log(2);
        }
    }

    /// <inheritdoc cref="Tensor.signbit()"/>
    public static Tensor signbit(Tensor input) => input.signbit();
    /// <inheritdoc cref="Tensor.copysign(Tensor)"/>
    public static Tensor copysign(Tensor input, Tensor other) => input.copysign(other);
    /// <inheritdoc cref="Tensor.heaviside(Tensor)"/>
    public static Tensor heaviside(Tensor input, Tensor values) => input.heaviside(values);
    /// <inheritdoc cref="Tensor.sgn()"/>
    public static Tensor sgn(Tensor input) => input.sgn();
    /// <inheritdoc cref="Tensor.isposinf()"/>
    public static Tensor isposinf(Tensor tensor) => tensor.isposinf();
    /// <inheritdoc cref="Tensor.isneginf()"/>
    public static Tensor isneginf(Tensor tensor) => tensor.isneginf();
    /// <inheritdoc cref="Tensor.nan_to_num(double, double?, double?)"/>
    public static Tensor nan_to_num(Tensor input, double nan = 0.0, double? posinf = null, double? neginf = null) =>
        input.nan_to_num(nan, posinf, neginf);
    /// <inheritdoc cref="Tensor.fmax(Tensor)"/>
    public static Tensor fmax(Tensor input, Tensor other) => input.fmax(other);
    /// <inheritdoc cref="Tensor.fmin(Tensor)"/>
    public static Tensor fmin(Tensor input, Tensor other) => input.fmin(other);
    /// <inheritdoc cref="Tensor.nansum()"/>
    public static Tensor nansum(Tensor input) => input.nansum();
    /// <inheritdoc cref="Tensor.nanmean(int?, bool, ScalarType?)"/>
    public static Tensor nanmean(Tensor input, int? dim = null, bool keepdim = false, ScalarType? dtype = null) =>
        input.nanmean(dim, keepdim, dtype);
    /// <inheritdoc cref="Tensor.exp2()"/>
    public static Tensor exp2(Tensor input) => input.exp2();
    /// <inheritdoc cref="Tensor.exp2_()"/>
    public static Tensor exp2_(Tensor input) => input.exp2_();
    /// <inheritdoc cref="Tensor.float_power(Tensor)"/>
    public static Tensor float_power(Tensor input, Tensor target) => input.float_power(target);
    /// <inheritdoc cref="Tensor.ldexp(Tensor)"/>
    public static Tensor ldexp(Tensor input, Tensor other) => input.ldexp(other);
    /// <inheritdoc cref="Tensor.logaddexp2(Tensor)"/>
    public static Tensor logaddexp2(Tensor left, Tensor right) => left.logaddexp2(right);
}
