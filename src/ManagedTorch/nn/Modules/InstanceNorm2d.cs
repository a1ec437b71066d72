using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Instance normalization of [batch, channels, height, width].</summary>
            public static InstanceNorm2d InstanceNorm2d(long num_features, double eps = 1E-05, double momentum = 0.1,
                bool affine = false, bool track_running_stats = false, Device? device = null,
                ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Instance normalization of [batch, channels, height, width].</summary>
    public sealed class InstanceNorm2d : InstanceNorm
    {
        internal InstanceNorm2d(long num_features, double eps, double momentum, bool affine, bool track_running_stats,
            Device? device, ScalarType? dtype)
            : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(InstanceNorm2d)) { }

        /// <inheritdoc/>
        protected override long GetNumberOfBatchDimensions() => 3;

        /// <inheritdoc/>
        protected override void ValidateInputDimensions(Tensor input)
        {
            if (input.dim() is not (3 or 4))
                throw new ArgumentException(
                    "InstanceNorm2d: needs [batch, channels, height, width] or one without batch, " +
                    $"got {input.dim()} dimensions.", nameof(input));
        }
    }
}
