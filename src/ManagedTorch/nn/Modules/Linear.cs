using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>y = x Wᵀ + b, weights and bias drawn from U(-1/√inputs, 1/√inputs) as PyTorch draws
            /// them.</summary>
            public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null,
                ScalarType? dtype = null)
            {
                Tensor weight = empty(outputSize, inputSize, dtype: dtype, device: device);
                init.kaiming_uniform_(weight, Math.Sqrt(5));
                Tensor? bias = null;
                if (hasBias)
                {
                    bias = empty(outputSize, dtype: dtype, device: device);
                    double bound = inputSize > 0 ? 1 / Math.Sqrt(inputSize) : 0;
                    init.uniform_(bias, -bound, bound);
                }
                return new Linear(new Parameter(weight), bias is null ? null : new Parameter(bias));
            }

            /// <summary>y = x Wᵀ + b with the given weight [outputs, inputs] and bias [outputs].</summary>
            public static Linear Linear(Parameter weight, Parameter? bias = null) => new(weight, bias);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>The affine map y = x Wᵀ + b over the last dimension of its input.</summary>
    public sealed class Linear : nn.Module<Tensor, Tensor>
    {
        private Parameter _weight;
        private Parameter? _bias;

        internal Linear(Parameter weight, Parameter? bias) : base(nameof(Linear))
        {
            if (weight.dim() != 2)
                throw new ArgumentException(
                    $"The weight of Linear is [outputs, inputs]; it has {weight.dim()} dimensions.", nameof(weight));
            (_weight, _bias) = (weight, bias);
            OwnParameter(nameof(weight), weight);
            if (bias is not null) OwnParameter(nameof(bias), bias);
            (out_features, in_features) = (weight.shape[0], weight.shape[1]);
        }

        /// <summary>x Wᵀ + b: [..., in_features] becomes [..., out_features].</summary>
        public override Tensor forward(Tensor tensor) => nn.functional.linear(tensor, _weight, _bias);

        /// <summary>[out_features, in_features].</summary>
        public Parameter weight
        {
            get => _weight;
            set => ReplaceParameter(nameof(weight), _weight = value);
        }

        /// <summary>[out_features]; null where there is none.</summary>
        public Parameter? bias
        {
            get => _bias;
            set => ReplaceParameter(nameof(bias), _bias = value);
        }

        /// <summary>The size of the last dimension of the input.</summary>
        public long in_features { get; set; }

        /// <summary>The size of the last dimension of the result.</summary>
        public long out_features { get; set; }
    }
}
