using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Instance normalization of [batch, channels, length].</summary>
            public static InstanceNorm1d InstanceNorm1d(long num_features, double eps = 1E-05, double momentum = 0.1,
                bool affine = false, bool track_running_stats = false, Device? device = null,
                ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Instance normalization of [batch, channels, length].</summary>
    public sealed class InstanceNorm1d : InstanceNorm
    {
        internal InstanceNorm1d(long num_features, double eps, double momentum, bool affine, bool track_running_stats,
            Device? device, ScalarType? dtype)
            : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(InstanceNorm1d)) { }

        /// <inheritdoc/>
        protected override long GetNumberOfBatchDimensions() => 2;

        /// <inheritdoc/>
        protected override void ValidateInputDimensions(Tensor input)
        {
            if (input.dim() is not (2 or 3))
                throw new ArgumentException(
                    "InstanceNorm1d: needs [batch, channels, length] or one without batch, " +
                    $"got {input.dim()} dimensions.", nameof(input));
        }
    }
}
