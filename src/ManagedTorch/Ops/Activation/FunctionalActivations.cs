using ManagedTorch.Core;
using ManagedTorch.Kernels;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed partial class GELU
        {
            /// <summary>Which form of GELU is computed.</summary>
            public enum Approximate : int
            {
                /// <summary>x Phi(x), by the error function.</summary>
                none = 0,
                /// <summary>By the hyperbolic tangent.</summary>
                tanh = 1,
            }
        }
    }

    public static partial class torch
    {
        public partial class Tensor
        {
            /// <summary>x · Φ(x), with Φ the distribution function of the standard normal distribution; the tanh
            /// approximation if asked for.</summary>
            public Tensor gelu(Modules.GELU.Approximate approximate) => approximate == Modules.GELU.Approximate.none
                ? gelu()
                : ActivationOps.Apply<GeluTanh, GeluTanhGrad, GeluTanhRule>(this);

            /// <summary>x where x &gt; 0, else negative_slope · x.</summary>
            public Tensor leaky_relu(Scalar negative_slope) => torch.where(detach() > 0, this, this * negative_slope);

            /// <summary>x where x &gt; 0, else alpha · (eˣ - 1).</summary>
            public Tensor elu(double alpha = 1.0) => torch.where(detach() > 0, this, clamp(max: 0).expm1() * alpha);
        }

        public static partial class nn
        {
            /// <summary>Functions of tensors without state.</summary>
            public static partial class functional
            {
                /// <summary><see cref="Tensor.relu()"/>, in place where asked.</summary>
                public static Tensor relu(Tensor x, bool inplace = false) => inplace ? x.relu_() : x.relu();
                /// <summary><see cref="Tensor.tanh()"/>, in place where asked.</summary>
                public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? x.tanh_() : x.tanh();
                /// <inheritdoc cref="Tensor.sigmoid()"/>
                public static Tensor sigmoid(Tensor x) => x.sigmoid();
                /// <summary><see cref="Tensor.sigmoid()"/>, in place where asked.</summary>
                public static Tensor sigmoid(Tensor x, bool inplace) => inplace ? x.sigmoid_() : x.sigmoid();
                /// <summary><see cref="Tensor.silu()"/>, in place where asked.</summary>
                public static Tensor silu(Tensor x, bool inplace = false) => inplace ? x.silu_() : x.silu();
                /// <inheritdoc cref="Tensor.gelu()"/>
                public static Tensor gelu(Tensor x) => x.gelu();
                /// <summary><see cref="Tensor.gelu()"/>, in place where asked.</summary>
                public static Tensor gelu(Tensor x, bool inplace) => inplace ? x.gelu_() : x.gelu();
                /// <summary><see cref="Tensor.gelu(Modules.GELU.Approximate)"/>, in place where asked.</summary>
                public static Tensor gelu(Tensor x, Modules.GELU.Approximate approximate, bool inplace = false) =>
                    inplace ? InPlace.By("gelu_", x, t => t.gelu(approximate)) : x.gelu(approximate);
                /// <summary>x where x &gt; 0, else negative_slope · x; in place where asked.</summary>
                public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                    inplace ? InPlace.By("leaky_relu_", input, t => t.leaky_relu(negative_slope))
                    : input.leaky_relu(negative_slope);
                /// <summary>x where x &gt; 0, else alpha · (eˣ - 1); in place where asked.</summary>
                public static Tensor elu(Tensor x, double alpha, bool inplace = false) =>
                    inplace ? InPlace.By("elu_", x, t => t.elu(alpha)) : x.elu(alpha);
                /// <inheritdoc cref="Tensor.log_sigmoid()"/>
                public static Tensor logsigmoid(Tensor x) => x.log_sigmoid();
                /// <summary>log(1 + exp(beta · x)) / beta; x itself where beta · x is larger than the
                /// threshold.</summary>
                public static Tensor softplus(Tensor x, double beta = 1.0, double threshold = 20.0) =>
                    x.softplus(beta, threshold);
                /// <inheritdoc cref="Tensor.softmax(long, ScalarType?)"/>
                public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) =>
                    input.softmax(dim, dtype);
                /// <summary>softmax(-x) along dim.</summary>
                public static Tensor softmin(Tensor x, long dim) => (-x).softmax(dim);
                /// <inheritdoc cref="Tensor.log_softmax(long, ScalarType?)"/>
                public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);
            }
        }
    }

    /// <summary>The derivative of x/2 (1 + tanh u), u = sqrt(2/pi) (x + 0.044715 x^3).</summary>
    internal struct GeluTanhRule : IUnaryRule
    {
        public static string Name => "gelu";
        public static bool KeepsResult => false;

        public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept)
        {
            var scale = Math.Sqrt(2 / Math.PI);
            var square = kept * kept;
            var t = (kept * (1.0 + square * 0.044715) * scale).tanh();
            var inner = (1.0 + square * (3 * 0.044715)) * scale;
            return grad * ((1.0 + t) * 0.5 + kept * (1.0 - t * t) * inner * 0.5);
        }
    }
}
