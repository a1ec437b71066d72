namespace TorchSharp;

// Functions composed of others: recorded as their parts.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor tan() => sin() / cos();
        public Tensor sinh() => (exp() - (-this).exp()) * 0.5;
        public Tensor cosh() => (exp() + (-this).exp()) * 0.5;

        /// <summary>ln(x / (1 - x)), x held within [eps, 1 - eps] if eps is given.</summary>
        public Tensor logit(double? eps = null)
        {
            var x = eps is { } e ? clamp(e, 1 - e) : this;
            return (x / (1.0 - x)).log();
        }
    }

    public static Tensor tan(Tensor input) => input.tan();
    public static Tensor sinh(Tensor input) => input.sinh();
    public static Tensor cosh(Tensor input) => input.cosh();
    public static Tensor logit(Tensor input, double? eps = null) => input.logit(eps);
}
