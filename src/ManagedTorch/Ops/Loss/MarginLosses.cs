using ManagedTorch.Core;

namespace TorchSharp;

// Losses by margins, and negative log-likelihoods of other distributions than the categorical one.
public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>input for target 1, max(0, margin - input) for target -1.</summary>
            public static Tensor hinge_embedding_loss(Tensor input, Tensor target, double margin = 0.0,
                Reduction reduction = Reduction.Mean)
            {
                var zero = zeros_like(input);
                return LossOps.Reduce(where(target == 1, zero, (margin - input).clamp_min(0)) +
                    where(target == -1, zero, input), reduction);
            }

            /// <summary>
            /// The sum over wrong classes of max(0, margin - input[target] + input[wrong])^p, over the number of
            /// classes:
            /// input [batch, classes], target [batch] in int64.
            /// </summary>
            public static Tensor multi_margin_loss(Tensor input, Tensor target, int p = 1, double margin = 1.0,
                Tensor? weight = null, Reduction reduction = Reduction.Mean)
            {
                if (p is not (1 or 2)) throw new ArgumentException($"multi_margin_loss: p {p} must be 1 or 2.");
                if (input.Rank != 2 || target.Rank != 1 || target._shape[0] != input._shape[0])
                    throw new ArgumentException(
                        $"multi_margin_loss: input {Shapes.Text(input._shape)} must be [batch, classes] and " +
                        $"target {Shapes.Text(target._shape)} [batch].");
                var index = target.unsqueeze(1);
                var over = (margin - input.gather(1, index) + input).clamp_min(0);
                if (p == 2) over = over.square();
                over = over.scatter(1, index, zeros(index._shape, input.dtype));
                if (weight is not null) over = over * weight.index_select(0, target).unsqueeze(1);
                return LossOps.Reduce(over.sum(1) / input._shape[1], reduction);
            }

            /// <summary><see cref="triplet_margin_loss"/> with a distance of one's own.</summary>
            public static Tensor triplet_margin_with_distance_loss(Tensor anchor, Tensor positive, Tensor negative,
                Func<Tensor, Tensor, Tensor>? distance = null, double margin = 1.0, bool swap = false,
                Reduction reduction = Reduction.Mean)
            {
                distance ??= (a, b) => pairwise_distance(a, b);
                var far = distance(anchor, negative);
                if (swap) far = far.minimum(distance(positive, negative));
                return LossOps.Reduce((distance(anchor, positive) - far + margin).clamp_min(0), reduction);
            }

            /// <summary>
            /// rate - target ln(rate), the input being the rate or its logarithm; with <paramref name="full"/>,
            /// Stirling's approximation of ln(target!) for targets above 1.
            /// </summary>
            public static Tensor poisson_nll_loss(Tensor input, Tensor target, bool log_input = true, bool full = false,
                float eps = 1E-08f, Reduction reduction = Reduction.Mean)
            {
                var loss = log_input ? input.exp() - target * input : input - target * (input + (double)eps).log();
                if (full)
                {
                    var count = target.clamp_min(1);
                    loss = loss +
                        where(target > 1, count * count.log() - count + (count * (2 * Math.PI)).log() * 0.5,
                            zeros_like(count));
                }
                return LossOps.Reduce(loss, reduction);
            }

            /// <summary>
            /// (ln v + (input - target)^2 / v) / 2, v the variance held above <paramref name="eps"/>; with
            /// <paramref name="full"/>, plus ln(2 pi) / 2. The variance may lack the last dimension.
            /// </summary>
            public static Tensor gaussian_nll_loss(Tensor input, Tensor target, Tensor variance, bool full = false,
                float eps = 1E-06f, Reduction reduction = Reduction.Mean)
            {
                if (variance.Rank == input.Rank - 1 && Shapes.Same(variance._shape, input._shape[..^1]))
                    variance = variance.unsqueeze(-1);
                else if (variance.Rank != input.Rank || !Shapes.BroadcastsTo(variance._shape, input._shape))
                    throw new ArgumentException(
                        $"gaussian_nll_loss: variance {Shapes.Text(variance._shape)} does not fit " +
                        $"input {Shapes.Text(input._shape)}.");
                if ((bool)(variance.detach() < 0).any())
                    throw new ArgumentException("gaussian_nll_loss: a variance is negative.");
                // Holding it above eps does not count as a change of the variance.
                var v = variance + (variance.detach().clamp_min(eps) - variance.detach());
                var loss = (v.log() + (input - target).square() / v) * 0.5;
                return LossOps.Reduce(full ? loss + 0.5 * Math.Log(2 * Math.PI) : loss, reduction);
            }
        }
    }
}
