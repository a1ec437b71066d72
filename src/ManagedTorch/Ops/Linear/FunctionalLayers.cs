using ManagedTorch.Autograd;
using ManagedTorch.Core;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>input weights^T + bias: input [..., in], weights [out, in], bias [out].</summary>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) =>
                LinearOps.Linear(input, weights, bias);

            /// <summary>Zeroes elements with probability p and scales the others by 1 / (1 - p).</summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
            {
                if (!(p >= 0 && p <= 1)) throw new ArgumentException($"dropout: p {p} must lie in [0, 1].");
                if (!training || p == 0) return input;
                if (p == 1) return inplace ? input.mul_(0) : input * 0;
                var mask = empty_like(input).bernoulli_(1 - p).div_(1 - p);
                return inplace ? input.mul_(mask) : input * mask;
            }

            /// <summary>Normalizes over the last dimensions to mean 0 and variance 1, then scales and shifts.</summary>
            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null,
                Tensor? bias = null, double eps = 1E-05) =>
                LayerNormOps.Apply(input, normalized_shape, weight, bias, eps);

            /// <summary>The input divided by max(its p-norm along dim, eps).</summary>
            public static Tensor normalize(Tensor input, double p = 2.0, long dim = 1, double eps = 1E-12) =>
                input / input.norm((int)dim, true, (float)p).clamp_min(eps);

            /// <summary>x1 x2 / max(|x1| |x2|, eps) along a dimension, each norm held above eps.</summary>
            public static Tensor cosine_similarity(Tensor x1, Tensor x2, long dim = 1, double eps = 1E-08)
            {
                var n1 = x1.norm((int)dim, true).clamp_min(eps);
                var n2 = x2.norm((int)dim, true).clamp_min(eps);
                return (x1 / n1 * (x2 / n2)).sum(dim);
            }

            /// <summary>[...] class indices to [..., classes] zeros and ones in int64; -1 takes the largest index +
            /// 1.</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1)
            {
                if (x.dtype != ScalarType.Int64)
                    throw new InvalidOperationException($"one_hot: class indices must be int64, these are {x.dtype}.");
                var classes = num_classes < 0 ? (long)x.max() + 1 : num_classes;
                if (x.numel() > 0 && ((long)x.max() >= classes || (long)x.min() < 0))
                    throw new ArgumentOutOfRangeException(nameof(x),
                        $"one_hot: class indices run from {(long)x.min()} " +
                        $"to {(long)x.max()}, outside the {classes} classes.");
                return zeros([.. x._shape, classes], ScalarType.Int64)
                    .scatter(-1, x.unsqueeze(-1), torch.ones([.. x._shape, 1], ScalarType.Int64));
            }
        }
    }
}
