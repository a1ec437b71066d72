using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Group normalization of [batch, num_channels, ...].</summary>
            public static GroupNorm GroupNorm(long num_groups, long num_channels, double eps = 1E-05,
                bool affine = true, Device? device = null, ScalarType? dtype = null)
            {
                if (num_groups < 1 || num_channels % num_groups != 0)
                    throw new ArgumentException(
                        $"GroupNorm: {num_channels} channels must be a multiple of the groups, {num_groups}.");
                return new(num_groups, eps,
                    affine ? new Parameter(ones(num_channels, dtype: dtype, device: device)) : null,
                    affine ? new Parameter(zeros(num_channels, dtype: dtype, device: device)) : null);
            }
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Normalizes groups of channels together, each example by itself (Wu and He, 2018).</summary>
    public sealed class GroupNorm : nn.Module<Tensor, Tensor>
    {
        private Parameter? _weight;
        private Parameter? _bias;

        internal GroupNorm(long num_groups, double eps, Parameter? weight, Parameter? bias) : base(nameof(GroupNorm))
        {
            (this.num_groups, this.eps, affine) = (num_groups, eps, weight is not null);
            (_weight, _bias) = (weight, bias);
            if (weight is not null) OwnParameter(nameof(weight), weight);
            if (bias is not null) OwnParameter(nameof(bias), bias);
        }

        /// <summary>(x - mean) / √(variance + eps) · weight + bias, mean and variance over each group of channels of
        /// each sample: [batch, channels, ...], a shape the result keeps.</summary>
        public override Tensor forward(Tensor tensor) =>
            nn.functional.group_norm(tensor, num_groups, _weight, _bias, eps);

        /// <summary>The scale. A GroupNorm without <see cref="affine"/> has none, and reading it is an error.</summary>
        public Parameter weight
        {
            get => _weight
                ?? throw new InvalidOperationException("This GroupNorm was made with affine: false; it has no weight.");
            set => ReplaceParameter(nameof(weight), _weight = value);
        }

        /// <summary>The shift, [channels]; null without <see cref="affine"/>.</summary>
        public Parameter? bias
        {
            get => _bias;
            set => ReplaceParameter(nameof(bias), _bias = value);
        }

        /// <summary>The number of groups, which divides the number of channels.</summary>
        public long num_groups { get; set; }

        /// <summary>What is added to the variance.</summary>
        public double eps { get; set; }

        /// <summary>Whether there are a learned weight and bias.</summary>
        public bool affine { get; set; }
    }
}
