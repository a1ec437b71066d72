using ManagedTorch.Core;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>The p-norm of input1 - input2 + eps along the last dimension.</summary>
            public static Tensor pairwise_distance(Tensor input1, Tensor input2, double p = 2.0, double eps = 1E-06,
                bool keepdim = false) =>
                (input1 - input2 + eps).norm(-1, keepdim, (float)p);

            /// <summary>max(0, d(anchor, positive) - d(anchor, negative) + margin)</summary>
            public static Tensor triplet_margin_loss(Tensor anchor, Tensor positive, Tensor negative,
                double margin = 1.0, long p = 2, double eps = 1E-06, bool swap = false,
                Reduction reduction = Reduction.Mean)
            {
                var far = pairwise_distance(anchor, negative, p, eps);
                if (swap) far = far.minimum(pairwise_distance(positive, negative, p, eps));
                return LossOps.Reduce((pairwise_distance(anchor, positive, p, eps) - far + margin).clamp_min(0),
                    reduction);
            }

            /// <summary>1 - cos for target 1, max(0, cos - margin) for target -1.</summary>
            public static Tensor cosine_embedding_loss(Tensor input1, Tensor input2, Tensor target, double margin = 0.0,
                Reduction reduction = Reduction.Mean)
            {
                var cos = cosine_similarity(input1, input2, -1);
                return LossOps.Reduce(where(target == 1, 1.0 - cos, (cos - margin).clamp_min(0)), reduction);
            }

            /// <summary>x / (1 + |x|)</summary>
            public static Tensor softsign(Tensor x, bool inplace = false) =>
                inplace ? InPlace.By("softsign_", x, t => t / (1.0 + t.abs())) : x / (1.0 + x.abs());

            /// <summary>x tanh(softplus(x))</summary>
            public static Tensor mish(Tensor x, bool inplace = false) =>
                inplace ? InPlace.By("mish_", x, t => t * t.softplus().tanh()) : x * x.softplus().tanh();

            /// <summary>The first half of a dimension times the sigmoid of the second.</summary>
            public static Tensor glu(Tensor input, long dim = -1)
            {
                if (input.Rank == 0 || input._shape[Shapes.Dim("glu", dim, input.Rank)] % 2 != 0)
                    throw new ArgumentException(
                        $"glu: dimension {dim} of {Shapes.Text(input._shape)} must have an even size, to be halved.");
                var halves = input.chunk(2, dim);
                return halves[0] * halves[1].sigmoid();
            }

            /// <summary>
            /// softmax(query key^T / sqrt(width) + mask) value over the last two dimensions [..., length, width].
            /// A boolean mask keeps what is true, any other is added; <paramref name="is_casual"/> hides later
            /// positions.
            /// </summary>
            public static Tensor scaled_dot_product_attention(Tensor query, Tensor key, Tensor value,
                Tensor? attn_mask = null, double p = 0.0, bool is_casual = false)
            {
                if (is_casual && attn_mask is not null)
                    throw new ArgumentException("scaled_dot_product_attention: give a mask or is_casual, not both.");
                return AttentionOps.Apply(query, key, value, attn_mask, p, is_casual);
            }
        }
    }
}
