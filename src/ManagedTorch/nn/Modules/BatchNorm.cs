using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Batch normalization (Ioffe and Szegedy, 2015), with running statistics in evaluation.</summary>
public abstract class BatchNorm : NormBase
{
    private protected BatchNorm(long num_features, double eps, double momentum, bool affine, bool track_running_stats,
        Device? device, ScalarType? dtype, string name)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name) { }

    /// <summary>(x - mean) / √(variance + eps) · weight + bias for each channel: mean and variance are the batch's in
    /// training and where no running statistics are tracked, the running ones otherwise. The result has the shape of
    /// the input.</summary>
    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        bool tracks = training && track_running_stats;
        double share = momentum ?? 0;
        if (tracks && num_batches_tracked is { } batches)
        {
            using IDisposable _ = no_grad();
            batches.add_(1);
            share = momentum ?? 1.0 / batches.item<long>();
        }
        bool ofBatch = training || (running_mean is null && running_var is null);
        return nn.functional.batch_norm(input, ofBatch && !tracks ? null : running_mean, ofBatch && !tracks ? null
            : running_var, Scale, bias, ofBatch, share, eps);
    }
}
