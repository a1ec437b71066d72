using ManagedTorch.Core;

namespace TorchSharp;

// Activations that are put together from pieces; at a seam each has PyTorch's derivative.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>x above 0, alpha (e^(x / alpha) - 1) below.</summary>
        public Tensor celu(Scalar alpha) => torch.where(detach() <= 0, (clamp(max: 0) / alpha).expm1() * alpha, this);
        /// <summary>max(0, x) + min(0, alpha · (exp(x / alpha) - 1)), elementwise; alpha is 1 unless given.</summary>
        public Tensor celu() => celu(1);
        /// <summary><see cref="celu(Scalar)"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor celu_(Scalar alpha) => InPlace.By("celu_", this, x => x.celu(alpha));
        /// <summary><see cref="celu()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor celu_() => celu_(1);
        /// <summary>x where x &gt; 0, else alpha · (eˣ - 1), in place.</summary>
        public Tensor elu_(double alpha = 1.0) => InPlace.By("elu_", this, x => x.elu(alpha));
        /// <summary>x where x &gt; 0, else negative_slope · x, in place.</summary>
        public Tensor leaky_relu_(Scalar negative_slope) =>
            InPlace.By("leaky_relu_", this, x => x.leaky_relu(negative_slope));

        /// <summary>The scaled exponential unit whose fixed point is mean 0 and variance 1 (Klambauer et al.,
        /// 2017).</summary>
        public Tensor selu() => elu(1.6732632423543772848170429916717) * 1.0507009873554804934193349852946;
        /// <summary><see cref="selu()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor selu_() => InPlace.By("selu_", this, x => x.selu());

        /// <summary>clamp(x / 6 + 1/2, 0, 1)</summary>
        public Tensor hardsigmoid()
        {
            var x = detach();
            return torch.where(x > -3 & x < 3, (this + 3) / 6, (x + 3).clamp(0, 6) / 6);
        }

        /// <summary><see cref="hardsigmoid()"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor hardsigmoid_() => InPlace.By("hardsigmoid_", this, x => x.hardsigmoid());

        /// <summary>x clamp(x / 6 + 1/2, 0, 1)</summary>
        public Tensor hardswish()
        {
            var x = detach();
            return torch.where(x > 3, this, torch.where(x < -3, torch.zeros_like(x), this * (this + 3) / 6));
        }

        /// <summary><see cref="hardswish()"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor hardswish_() => InPlace.By("hardswish_", this, x => x.hardswish());

        /// <summary>The elements, limited to [min, max].</summary>
        public Tensor hardtanh(Scalar min, Scalar max) => Inside(min.Real, max.Real);
        /// <summary><see cref="hardtanh(Scalar, Scalar)"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor hardtanh_(Scalar min, Scalar max) => InPlace.By("hardtanh_", this, x => x.hardtanh(min, max));
        /// <summary>min(max(x, 0), 6), elementwise.</summary>
        public Tensor relu6() => Inside(0, 6);
        /// <summary><see cref="relu6()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor relu6_() => InPlace.By("relu6_", this, x => x.relu6());

        /// <summary>x above the threshold, a fixed value elsewhere.</summary>
        public Tensor threshold(Scalar threshold, Scalar value) =>
            torch.where(detach() <= threshold, torch.full_like(detach(), value), this);
        /// <summary><see cref="threshold(Scalar, Scalar)"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor threshold_(Scalar threshold, Scalar value) =>
            InPlace.By("threshold_", this, x => x.threshold(threshold, value));

        /// <summary>x above 0, a learned multiple below: one number, or one for each channel of [batch, channels,
        /// ...].</summary>
        public Tensor prelu(Tensor target)
        {
            var channels = Rank > 1 ? _shape[1] : 1;
            if (target.Rank > 1 || (target._count != 1 && target._count != channels))
                throw new ArgumentException(
                    $"prelu: weight {Shapes.Text(target._shape)} must hold one number, or one for each of " +
                    $"the {channels} channels of {Shapes.Text(_shape)}.");
            var slope = target._count == 1 ? target.reshape(Array.Empty<long>()) : NormalizationOps.Along(target, this);
            return torch.where(detach() > 0, this, this * slope);
        }

        /// <summary>Held within limits; on them, as outside, nothing changes with x.</summary>
        private Tensor Inside(double min, double max)
        {
            if (!_dtype.IsFloatingPoint()) return clamp(ToScalarOf(min), ToScalarOf(max));
            var x = detach();
            return torch.where(x <= min | x >= max, x.clamp(min, max), this);

            // Whole limits leave integers integers.
            static Scalar ToScalarOf(double limit) => limit == Math.Floor(limit) ? (Scalar)(long)limit : limit;
        }
    }

    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary><see cref="Tensor.celu(Scalar)"/>, in place where asked.</summary>
            public static Tensor celu(Tensor x, double alpha, bool inplace = false) =>
                inplace ? x.celu_(alpha) : x.celu(alpha);
            /// <summary><see cref="Tensor.selu()"/>, in place where asked.</summary>
            public static Tensor selu(Tensor x, bool inplace = false) => inplace ? x.selu_() : x.selu();
            /// <summary><see cref="Tensor.hardsigmoid()"/>, in place where asked.</summary>
            public static Tensor hardsigmoid(Tensor input, bool inplace = false) =>
                inplace ? input.hardsigmoid_() : input.hardsigmoid();
            /// <summary><see cref="Tensor.hardswish()"/>, in place where asked.</summary>
            public static Tensor hardswish(Tensor input, bool inplace = false) =>
                inplace ? input.hardswish_() : input.hardswish();
            /// <summary><see cref="Tensor.hardtanh(Scalar, Scalar)"/>, in place where asked.</summary>
            public static Tensor hardtanh(Tensor x, double min_val = -1.0, double max_val = 1.0,
                bool inplace = false) =>
                inplace ? x.hardtanh_(min_val, max_val) : x.hardtanh(min_val, max_val);
            /// <summary><see cref="Tensor.relu6()"/>, in place where asked.</summary>
            public static Tensor relu6(Tensor x, bool inplace = false) => inplace ? x.relu6_() : x.relu6();
            /// <summary><see cref="Tensor.threshold(Scalar, Scalar)"/>, in place where asked.</summary>
            public static Tensor threshold(Tensor x, double threshold, double value, bool inplace = false) =>
                inplace ? x.threshold_(threshold, value) : x.threshold(threshold, value);
            /// <inheritdoc cref="Tensor.prelu(Tensor)"/>
            public static Tensor prelu(Tensor input, Tensor weight) => input.prelu(weight);

            /// <summary>0 within [-lambda, lambda], x outside.</summary>
            public static Tensor hardshrink(Tensor x, double lambda = 0.5) =>
                where(x.detach().abs() <= lambda, zeros_like(x), x);

            /// <summary>0 within [-lambda, lambda], x drawn towards 0 by lambda outside.</summary>
            public static Tensor softshrink(Tensor x, double lambda = 0.5)
            {
                if (lambda < 0) throw new ArgumentException($"softshrink: lambda {lambda} must not be negative.");
                var at = x.detach();
                return where(at > lambda, x - lambda, where(at < -lambda, x + lambda, zeros_like(x)));
            }

            /// <summary>x - tanh x</summary>
            public static Tensor tanhshrink(Tensor x, bool inplace = false) =>
                inplace ? InPlace.By("tanhshrink_", x, t => t - t.tanh()) : x - x.tanh();

            /// <summary>The softmax over the channels of images [batch, channels, height, width].</summary>
            public static Tensor softmax2d(Tensor x) => x.Rank is 3 or 4 ? x.softmax(-3)
                : throw new ArgumentException(
                    $"softmax2d: needs images [batch, channels, height, width], got {Shapes.Text(x._shape)}.");

            /// <summary>Zeroes whole channels of [batch, channels, length] with probability p and scales the others by
            /// 1 / (1 - p).</summary>
            public static Tensor dropout1d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                Channels("dropout1d", 3, input, p, training, inplace);

            /// <summary>Zeroes whole channels of [batch, channels, height, width] with probability p and scales the
            /// others by 1 / (1 - p).</summary>
            public static Tensor dropout2d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                Channels("dropout2d", 4, input, p, training, inplace);

            private static Tensor Channels(string op, int rank, Tensor input, double p, bool training, bool inplace)
            {
                if (!(p >= 0 && p <= 1)) throw new ArgumentException($"{op}: p {p} must lie in [0, 1].");
                if (input.Rank != rank && input.Rank != rank - 1)
                    throw new ArgumentException(
                        $"{op}: needs {rank} dimensions, or one less without a batch, " +
                        $"got {Shapes.Text(input._shape)}.");
                if (!training || p == 0) return input;
                if (p == 1) return inplace ? input.mul_(0) : input * 0;
                var shape = (long[])input._shape.Clone();
                Array.Fill(shape, 1, rank == input.Rank ? 2 : 1, rank - 2);
                var mask = empty(shape, input.dtype).bernoulli_(1 - p).div_(1 - p);
                return inplace ? input.mul_(mask) : input * mask;
            }

            /// <summary>x1 A x2 + b for each output: x1 [..., in1], x2 [..., in2], weight [out, in1, in2], bias
            /// [out].</summary>
            public static Tensor bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor? bias = null)
            {
                var y = einsum("...i,oij,...j->...o", input1, weight, input2);
                return bias is null ? y : y + bias;
            }
        }
    }
}
