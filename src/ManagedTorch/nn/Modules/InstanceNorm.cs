using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Instance normalization (Ulyanov et al., 2016), with running statistics in evaluation if they are
/// tracked.</summary>
public abstract class InstanceNorm : NormBase
{
    private protected InstanceNorm(long num_features, double eps, double momentum, bool affine,
        bool track_running_stats, Device? device, ScalarType? dtype, string name)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name) { }

    /// <summary>The number of dimensions of one example without a batch.</summary>
    protected abstract long GetNumberOfBatchDimensions();

    /// <summary>(x - mean) / √(variance + eps) · weight + bias for each channel of each sample; in evaluation with
    /// <see cref="NormBase.track_running_stats"/>, mean and variance are the running ones. The result has the shape of
    /// the input.</summary>
    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        bool single = input.dim() == GetNumberOfBatchDimensions();
        Tensor x = single ? input.unsqueeze(0) : input;
        if (affine && x.shape[1] != num_features)
            throw new ArgumentException($"{GetName()}: needs {num_features} channels, got {x.shape[1]}.",
                nameof(input));
        Tensor y =
            nn.functional.instance_norm(x, running_mean, running_var, Scale, bias, training || !track_running_stats,
                momentum ?? 0, eps);
        return single ? y.squeeze(0) : y;
    }
}
