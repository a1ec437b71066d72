using ManagedTorch.Core;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>
            /// Normalizes each channel of [batch, channels, ...] over batch and positions (Ioffe and Szegedy, 2015). In
            /// training with the batch's mean and variance, towards which the running ones move by
            /// <paramref name="momentum"/>; otherwise with the running ones.
            /// </summary>
            public static Tensor batch_norm(Tensor input, Tensor? running_mean, Tensor? running_var,
                Tensor? weight = null, Tensor? bias = null, bool training = false, double momentum = 0.1,
                double eps = 1E-05)
            {
                if (input.Rank < 2)
                    throw new ArgumentException(
                        $"batch_norm: needs [batch, channels, ...], got {Shapes.Text(input._shape)}.");
                var channels = input._shape[1];
                foreach (var (name, one) in new[] { (nameof(running_mean), running_mean),
                    (nameof(running_var), running_var),
                        (nameof(weight), weight), (nameof(bias), bias) })
                    NormalizationOps.CheckChannels("batch_norm", name, one, channels);
                if (!training)
                {
                    if (running_mean is null || running_var is null)
                        throw new ArgumentException(
                            "batch_norm: without training, running_mean and running_var are needed.");
                    var scale = (running_var + eps).rsqrt();
                    return NormalizationOps.Affine((input - NormalizationOps.Along(running_mean, input)) *
                        NormalizationOps.Along(scale, input), weight, bias);
                }
                var count = channels == 0 ? 0 : input._count / channels;
                if (count < 2)
                    throw new ArgumentException(
                        "batch_norm: training needs more than one value per channel, got " +
                        $"{Shapes.Text(input._shape)}.");
                var dims = Enumerable.Range(0, input.Rank).Where(d => d != 1).Select(d => (long)d).ToArray();
                var mean = input.mean(dims, keepdim: true);
                var centered = input - mean;
                var variance = centered.square().mean(dims, keepdim: true);
                using (no_grad())
                {
                    running_mean?.mul_(1 - momentum).add_(mean.detach().view(channels) * momentum);
                    // The running variance is the unbiased one.
                    running_var?.mul_(1 - momentum)
                        .add_(variance.detach().view(channels) * (momentum * count / (count - 1)));
                }
                return NormalizationOps.Affine(centered * (variance + eps).rsqrt(), weight, bias);
            }

            /// <summary>
            /// Normalizes each channel of each example of [batch, channels, positions...] by itself (Ulyanov et al.,
            /// 2016); with <paramref name="use_input_stats"/> false by the running mean and variance, which otherwise
            /// move towards the means over the batch.
            /// </summary>
            public static Tensor instance_norm(Tensor input, Tensor? running_mean = null, Tensor? running_var = null,
                Tensor? weight = null, Tensor? bias = null, bool use_input_stats = true, double momentum = 0.1,
                double eps = 1E-05)
            {
                if (!use_input_stats)
                    return batch_norm(input, running_mean, running_var, weight, bias, false, momentum, eps);
                if (input.Rank < 3)
                    throw new ArgumentException(
                        $"instance_norm: needs [batch, channels, positions...], got {Shapes.Text(input._shape)}.");
                var (batch, channels) = (input._shape[0], input._shape[1]);
                var count = batch * channels == 0 ? 0 : input._count / (batch * channels);
                if (count < 2)
                    throw new ArgumentException(
                        $"instance_norm: needs more than one position, got {Shapes.Text(input._shape)}.");
                if (running_mean is not null || running_var is not null)
                {
                    using var off = no_grad();
                    var flat = input.detach().reshape(batch, channels, count);
                    running_mean?.mul_(1 - momentum).add_(flat.mean([0, 2]) * momentum);
                    running_var?.mul_(1 - momentum).add_(flat.var(2).mean([0]) * momentum);
                }
                return group_norm(input, channels, weight, bias, eps);
            }

            /// <summary>
            /// Normalizes groups of channels of [batch, channels, ...] together, each example by itself (Wu and He,
            /// 2018).
            /// </summary>
            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null,
                double eps = 1E-05)
            {
                if (input.Rank < 2 || num_groups < 1 || input._shape[1] % num_groups != 0)
                    throw new ArgumentException(
                        $"group_norm: the channels of {Shapes.Text(input._shape)} ([batch, channels, ...]) must be " +
                        $"a multiple of the groups, {num_groups}.");
                NormalizationOps.CheckChannels("group_norm", nameof(weight), weight, input._shape[1]);
                NormalizationOps.CheckChannels("group_norm", nameof(bias), bias, input._shape[1]);
                if (input._count == 0) return input.clone();
                var groups = input.reshape(input._shape[0], num_groups, -1);
                return NormalizationOps.Affine(LayerNormOps.Apply(groups, [groups._shape[2]], null, null, eps)
                    .view(input._shape), weight, bias);
            }
        }
    }
}

internal static class NormalizationOps
{
    /// <summary>One number for each channel, against [batch, channels, ...].</summary>
    internal static torch.Tensor Along(torch.Tensor channels, torch.Tensor x)
    {
        var shape = new long[x.Rank];
        Array.Fill(shape, 1);
        shape[1] = x._shape[1];
        return channels.reshape(shape);
    }

    internal static torch.Tensor Affine(torch.Tensor x, torch.Tensor? weight, torch.Tensor? bias)
    {
        if (weight is not null) x = x * Along(weight, x);
        return bias is null ? x : x + Along(bias, x);
    }

    internal static void CheckChannels(string op, string name, torch.Tensor? values, long channels)
    {
        if (values is not null && (values.Rank != 1 || values._shape[0] != channels))
            throw new ArgumentException(
                $"{op}: {name} {Shapes.Text(values._shape)} must hold one number for each of the {channels} channels.");
    }
}
