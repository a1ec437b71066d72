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

        public override Tensor forward(Tensor tensor) => nn.functional.prelu(tensor, _weight);

        public Parameter weight
        {
            get => _weight;
            set => ReplaceParameter(nameof(weight), _weight = value);
        }

        public long num_parameters { get; }

        public double init { get; }
    }
}
