using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>In training, zeroes whole channels of [batch, channels, height, width] with probability
            /// p.</summary>
            public static Dropout2d Dropout2d(double p = 0.5, bool inplace = false) => new(p, inplace);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>In training, zeroes whole channels of [batch, channels, height, width] with probability p.</summary>
    public sealed class Dropout2d : ParameterLessModule<Tensor, Tensor>
    {
        internal Dropout2d(double p, bool inplace) : base(nameof(Dropout2d)) => (this.p, this.inplace) = (p, inplace);

        public override Tensor forward(Tensor input) => nn.functional.dropout2d(input, p, training, inplace);

        public double p { get; set; }

        public bool inplace { get; set; }
    }
}
