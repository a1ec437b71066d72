using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>x1 A x2 + b for each output, drawn from U(-1/√inputs, 1/√inputs) as PyTorch draws
            /// them.</summary>
            public static Bilinear Bilinear(long in1_features, long in2_features, long out_features,
                bool hasBias = true, Device? device = null, ScalarType? dtype = null)
            {
                double bound = 1 / Math.Sqrt(in1_features);
                var weight =
                    init.uniform_(empty(out_features, in1_features, in2_features, dtype: dtype, device: device), -bound,
                        bound);
                var bias = hasBias ? init.uniform_(empty(out_features, dtype: dtype, device: device), -bound, bound)
                    : null;
                return new(new Parameter(weight), bias is null ? null : new Parameter(bias));
            }
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A form that is linear in each of two inputs, for every output.</summary>
    public sealed class Bilinear : nn.Module<Tensor, Tensor, Tensor>
    {
        private Parameter _weight;
        private Parameter? _bias;

        internal Bilinear(Parameter weight, Parameter? bias) : base(nameof(Bilinear))
        {
            (out_features, in1_features, in2_features) = (weight.shape[0], weight.shape[1], weight.shape[2]);
            OwnParameter(nameof(weight), _weight = weight);
            if (bias is not null) OwnParameter(nameof(bias), _bias = bias);
        }

        /// <summary>x1 A x2 + b for each output: [..., in1_features] and [..., in2_features] become [...,
        /// out_features].</summary>
        public override Tensor forward(Tensor input1, Tensor input2) =>
            nn.functional.bilinear(input1, input2, _weight, _bias);

        /// <summary>[out_features, in1_features, in2_features].</summary>
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

        /// <summary>The size of the last dimension of the first input.</summary>
        public long in1_features { get; set; }

        /// <summary>The size of the last dimension of the second input.</summary>
        public long in2_features { get; set; }

        /// <summary>The size of the last dimension of the result.</summary>
        public long out_features { get; set; }
    }
}
