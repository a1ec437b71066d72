using ManagedTorch.Core;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>The negative of the log-probability at the target: input [batch, classes, ...], target [batch,
            /// ...] in int64.</summary>
            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null,
                Reduction reduction = Reduction.Mean) =>
                LossOps.NegativeLogLikelihood(input, target, weight, -100, reduction);

            /// <summary>
            /// Cross entropy of logits [batch, classes, ...] (or [classes]) with class indices [batch, ...] in int64,
            /// or with class probabilities of the input's shape. Targets equal to <paramref name="ignore_index"/> count
            /// nothing.
            /// </summary>
            public static Tensor cross_entropy(Tensor input, Tensor target, Tensor? weight = null,
                long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0.0) =>
                LossOps.CrossEntropy(input, target, weight, ignore_index, reduction, label_smoothing);

            /// <summary>(input - target)², reduced to the mean, the sum or not at all.</summary>
            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                LossOps.Reduce((input - target).square(), reduction);

            /// <summary>|input - target|, reduced to the mean, the sum or not at all.</summary>
            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                LossOps.Reduce((input - target).abs(), reduction);

            /// <summary>Squared below <paramref name="beta"/>, absolute above: d^2 / (2 beta), |d| - beta /
            /// 2.</summary>
            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean,
                double beta = 1.0)
            {
                if (beta < 0) throw new ArgumentException($"smooth_l1_loss: beta {beta} must not be negative.");
                if (beta == 0) return l1_loss(input, target, reduction);
                var d = (input - target).abs();
                return LossOps.Reduce(
                    where(d.detach() >= beta, d - 0.5 * beta, LossOps.UpTo(beta, d).square() * (0.5 / beta)),
                    reduction);
            }

            /// <summary>Squared below <paramref name="delta"/>, linear above: d^2 / 2, delta (|d| - delta /
            /// 2).</summary>
            public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1.0,
                Reduction reduction = Reduction.Mean)
            {
                if (!(delta > 0)) throw new ArgumentException($"huber_loss: delta {delta} must be positive.");
                var d = (input - target).abs();
                return LossOps.Reduce(
                    where(d.detach() >= delta, (d - 0.5 * delta) * delta, LossOps.UpTo(delta, d).square() * 0.5),
                    reduction);
            }

            /// <summary>target (ln target - input), the input a log-probability; with log_target, the target
            /// too.</summary>
            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true,
                Reduction reduction = Reduction.Mean)
            {
                if (log_target) return LossOps.Reduce(target.exp() * (target - input), reduction);
                // 0 ln 0 is 0.
                var zero = target.detach() <= 0;
                var log = where(zero, zeros_like(target), where(zero, ones_like(target), target).log());
                return LossOps.Reduce(target * (log - input), reduction);
            }

            /// <summary>-(y log x + (1 - y) log(1 - x)) of probabilities x and targets y, times the weight if given,
            /// reduced as asked.</summary>
            public static Tensor binary_cross_entropy(Tensor input, Tensor target, Tensor? weight = null,
                Reduction reduction = Reduction.Mean)
            {
                if (!(bool)input.ge(0).logical_and(input.le(1)).all())
                    throw new ArgumentException(
                        "binary_cross_entropy: the input must be probabilities, from 0 to 1; for logits there is " +
                        "binary_cross_entropy_with_logits.");
                var loss = BinaryCrossEntropyOps.Apply(input, target);
                return LossOps.Reduce(weight is null ? loss : loss * weight, reduction);
            }

            /// <summary>-(w target ln sigmoid(input) + (1 - target) ln sigmoid(-input)), w the weight of
            /// positives.</summary>
            public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight = null,
                Reduction reduction = Reduction.Mean, Tensor? pos_weights = null)
            {
                if (!Shapes.Same(input._shape, target._shape))
                    throw new ArgumentException(
                        $"binary_cross_entropy_with_logits: target {Shapes.Text(target._shape)} and input " +
                        $"{Shapes.Text(input._shape)} must have one shape.");
                var loss = pos_weights is null
                    ? (1.0 - target) * input - input.log_sigmoid()
                    : (1.0 - target) * input - ((pos_weights - 1.0) * target + 1.0) * input.log_sigmoid();
                return LossOps.Reduce(weight is null ? loss : loss * weight, reduction);
            }

            /// <summary>max(0, margin - target (input1 - input2)), target 1 or -1.</summary>
            public static Tensor margin_ranking_loss(Tensor input1, Tensor input2, Tensor target, double margin = 0.0,
                Reduction reduction = Reduction.Mean) =>
                LossOps.Reduce((margin - target * (input1 - input2)).clamp_min(0), reduction);

            /// <summary>ln(1 + exp(-target input)), target 1 or -1.</summary>
            public static Tensor soft_margin_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                LossOps.Reduce(-(target * input).log_sigmoid(), reduction);
        }
    }
}

internal static class LossOps
{
    internal static torch.Tensor Reduce(torch.Tensor loss, torch.nn.Reduction reduction) => reduction switch
    {
        torch.nn.Reduction.Mean => loss.mean(),
        torch.nn.Reduction.Sum => loss.sum(),
        _ => loss,
    };

    internal static torch.Tensor NegativeLogLikelihood(torch.Tensor logps, torch.Tensor target, torch.Tensor? weight,
        long ignore, torch.nn.Reduction reduction)
    {
        var at = ClassDim("nll_loss", logps, target);
        return Likelihood(safe => logps.gather(at, safe.unsqueeze(at)).squeeze(at), logps._shape[at], logps._dtype,
            target, weight, ignore, reduction);
    }

    /// <summary>The loss whose log-probabilities <paramref name="pick"/> gives for classes in range, the ignored
    /// targets' too.</summary>
    private static torch.Tensor Likelihood(Func<torch.Tensor, torch.Tensor> pick, long classes, torch.ScalarType dtype,
        torch.Tensor target, torch.Tensor? weight, long ignore, torch.nn.Reduction reduction)
    {
        var counted = target != ignore;
        var safe = torch.where(counted, target, torch.zeros_like(target));
        var picked = pick(safe);
        var mask = counted.to(dtype);
        if (weight is not null)
        {
            if (weight.Rank != 1 || weight._shape[0] != classes)
                throw new ArgumentException(
                    $"nll_loss: weight {Shapes.Text(weight._shape)} must hold one number for each of " +
                    $"the {classes} classes.");
            mask = mask * weight.index_select(0, safe.flatten()).view(safe._shape);
        }
        // What is ignored counts nothing even where its log-probability is infinite.
        var loss = (-picked * mask).masked_fill(counted.logical_not(), 0);
        return reduction switch
        {
            torch.nn.Reduction.Mean => MeanOver(loss, mask.sum()),
            torch.nn.Reduction.Sum => loss.sum(),
            _ => loss,
        };
    }

    /// <summary>The smaller of the two: where the square of a distance is not used, its gradient may not
    /// overflow.</summary>
    internal static torch.Tensor UpTo(double limit, torch.Tensor distance) =>
        distance.minimum(torch.full(Array.Empty<long>(), limit, distance._dtype));

    /// <summary>The sum over the total weight; where that is 0 there is no mean, and a gradient of 0, not
    /// NaN.</summary>
    private static torch.Tensor MeanOver(torch.Tensor loss, torch.Tensor total)
    {
        var none = total.detach() == 0.0;
        return (loss.sum() / total.masked_fill(none, 1)).masked_fill(none, double.NaN);
    }

    internal static torch.Tensor CrossEntropy(torch.Tensor input, torch.Tensor target, torch.Tensor? weight,
        long ignore, torch.nn.Reduction reduction, double smoothing)
    {
        if (!(smoothing >= 0 && smoothing <= 1))
            throw new ArgumentException($"cross_entropy: label_smoothing {smoothing} must lie in [0, 1].");
        var at = input.Rank == 1 ? 0 : 1;
        if (smoothing == 0 && input.Rank == at + 1 && !target._dtype.IsFloatingPoint())
        {
            ClassDim("nll_loss", input, target);
            return Likelihood(safe => TokenLogpsOps.Apply(input, safe), input._shape[at], input._dtype, target, weight,
                ignore, reduction);
        }
        var logps = input.log_softmax(at);
        if (target._dtype.IsFloatingPoint()) return WithProbabilities(logps, target, weight, reduction, smoothing, at);
        var hard = NegativeLogLikelihood(logps, target, weight, ignore, reduction);
        if (smoothing == 0) return hard;
        // The smooth part: every class weighs the same (times its weight), over the targets that count.
        var counted = (target != ignore).to(logps._dtype);
        var each = -(weight is null ? logps : logps * AlongClasses(weight, logps, at)).sum(at) * counted;
        var smooth = reduction switch
        {
            torch.nn.Reduction.Mean =>
                MeanOver(each, weight is null ? counted.sum() : WeightOf(target, weight, ignore, logps._dtype).sum()),
            torch.nn.Reduction.Sum => each.sum(),
            _ => each,
        };
        return hard * (1 - smoothing) + smooth * (smoothing / logps._shape[at]);
    }

    private static torch.Tensor WithProbabilities(torch.Tensor logps, torch.Tensor target, torch.Tensor? weight,
        torch.nn.Reduction reduction, double smoothing, int at)
    {
        if (!Shapes.Same(logps._shape, target._shape))
            throw new ArgumentException(
                $"cross_entropy: probabilities {Shapes.Text(target._shape)} and " +
                $"input {Shapes.Text(logps._shape)} must have one shape.");
        if (smoothing > 0) target = target * (1 - smoothing) + smoothing / logps._shape[at];
        var terms = logps * target;
        if (weight is not null) terms = terms * AlongClasses(weight, logps, at);
        var loss = -terms.sum(at);
        // The mean is over targets, not over their weights.
        return Reduce(loss, reduction);
    }

    private static torch.Tensor WeightOf(torch.Tensor target, torch.Tensor weight, long ignore, torch.ScalarType dtype)
    {
        var counted = target != ignore;
        var safe = torch.where(counted, target, torch.zeros_like(target));
        return weight.index_select(0, safe.flatten()).view(safe._shape) * counted.to(dtype);
    }

    private static torch.Tensor AlongClasses(torch.Tensor weight, torch.Tensor logps, int at)
    {
        var shape = new long[logps.Rank];
        Array.Fill(shape, 1);
        shape[at] = -1;
        return weight.view(shape);
    }

    private static int ClassDim(string op, torch.Tensor logps, torch.Tensor target)
    {
        if (target._dtype != torch.ScalarType.Int64)
            throw new InvalidOperationException(
                $"{op}: class indices must be int64, these are {target._dtype}; convert them with to(torch.int64).");
        var at = logps.Rank == 1 ? 0 : 1;
        if (logps.Rank == 0 || !Shapes.Same(Shapes.Without(logps._shape, at), target._shape))
            throw new ArgumentException(
                $"{op}: input {Shapes.Text(logps._shape)} ([batch, classes, ...]) and " +
                $"target {Shapes.Text(target._shape)} ([batch, ...]) do not fit.");
        return at;
    }
}
