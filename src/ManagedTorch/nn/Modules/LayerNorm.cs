using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Layer normalization over the last dimension.</summary>
            public static LayerNorm LayerNorm(long normalized_shape, double eps = 1e-05, bool elementwise_affine = true,
                bool bias = true,
                Device? device = null, ScalarType? dtype = null) =>
                LayerNorm([normalized_shape], eps, elementwise_affine, bias, device, dtype);

            /// <summary>
            /// Layer normalization over the last dimensions, whose sizes are <paramref name="normalized_shape"/>.
            /// </summary>
            public static LayerNorm LayerNorm(long[] normalized_shape, double eps = 1e-05,
                bool elementwise_affine = true, bool bias = true,
                Device? device = null, ScalarType? dtype = null) =>
                new(normalized_shape, eps,
                    elementwise_affine ? new Parameter(ones(normalized_shape, dtype: dtype, device: device)) : null,
                    elementwise_affine && bias ? new Parameter(zeros(normalized_shape, dtype: dtype, device: device))
                    : null);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>(x - mean) / √(variance + eps) · weight + bias over the last dimensions (Ba et al., 2016).</summary>
    public sealed class LayerNorm : nn.Module<Tensor, Tensor>
    {
        private Parameter? _weight;
        private Parameter? _bias;

        internal LayerNorm(long[] shape, double eps, Parameter? weight, Parameter? bias) : base(nameof(LayerNorm))
        {
            (normalized_shape, this.eps, elementwise_affine) = (shape, eps, weight is not null);
            (_weight, _bias) = (weight, bias);
            if (weight is not null) OwnParameter(nameof(weight), weight);
            if (bias is not null) OwnParameter(nameof(bias), bias);
        }

        /// <summary>(x - mean) / √(variance + eps) · weight + bias, mean and variance over the last dimensions, which
        /// must be <see cref="normalized_shape"/>. The result has the shape of the input.</summary>
        public override Tensor forward(Tensor tensor) =>
            nn.functional.layer_norm(tensor, normalized_shape, _weight, _bias, eps);

        /// <summary>Sets weight to 1 and bias to 0.</summary>
        public void reset_parameters()
        {
            if (_weight is not null) nn.init.ones_(_weight);
            if (_bias is not null) nn.init.zeros_(_bias);
        }

        /// <summary>The scale. A LayerNorm without <see cref="elementwise_affine"/> has none, and reading it is an
        /// error.</summary>
        public Parameter weight
        {
            get =>
                _weight ?? throw new InvalidOperationException(
                    "This LayerNorm was made with elementwise_affine: false; it has no weight.");
            set => ReplaceParameter(nameof(weight), _weight = value);
        }

        /// <summary>The shift, of shape <see cref="normalized_shape"/>; null where there is none.</summary>
        public Parameter? bias
        {
            get => _bias;
            set => ReplaceParameter(nameof(bias), _bias = value);
        }

        /// <summary>Whether there is a learned weight.</summary>
        public bool elementwise_affine { get; set; }

        /// <summary>What is added to the variance.</summary>
        public double eps { get; set; }

        /// <summary>The sizes of the last dimensions, over which it normalizes.</summary>
        public long[] normalized_shape { get; set; }
    }
}
