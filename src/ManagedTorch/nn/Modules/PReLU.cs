using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>x above 0, a learned multiple below: one slope, or one for each channel (He et al.,
            /// 2015).</summary>
            public static PReLU PReLU(long num_parameters, double init = 0.25, Device? device = null,
                ScalarType? dtype = null) => new(num_parameters, init, device, dtype);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>x above 0, a learned multiple below: one slope, or one for each channel (He et al., 2015).</summary>
    public sealed class PReLU : nn.Module<Tensor, Tensor>
    {
        private Parameter _weight;

        internal PReLU(long num_parameters, double init, Device? device, ScalarType? dtype) : base(nameof(PReLU))
        {
            (this.num_parameters, this.init) = (num_parameters, init);
            OwnParameter(nameof(weight),
                _weight = new Parameter(full(num_parameters, init, dtype ?? ScalarType.Float32, device)));
        }

        /// <summary>max(x, 0) + weight · min(x, 0) elementwise; any shape, which the result keeps.</summary>
        public override Tensor forward(Tensor tensor) => nn.functional.prelu(tensor, _weight);

        /// <summary>The learned slopes, [num_parameters].</summary>
        public Parameter weight
        {
            get => _weight;
            set => ReplaceParameter(nameof(weight), _weight = value);
        }

        /// <summary>The number of slopes: 1, or the number of channels. It must be given here and in TorchSharp;
        /// PyTorch has 1.</summary>
        public long num_parameters { get; }

        /// <summary>The value with which every slope started.</summary>
        public double init { get; }
    }
}
