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

        /// <summary>In training, each channel of [batch, channels, height, width] is 0 with probability p and x / (1 -
        /// p) otherwise. In evaluation, the input unchanged.</summary>
        public override Tensor forward(Tensor input) => nn.functional.dropout2d(input, p, training, inplace);

        /// <summary>The probability with which a channel is zeroed.</summary>
        public double p { get; set; }

        /// <summary>Whether the input itself is overwritten with the result and returned.</summary>
        public bool inplace { get; set; }
    }
}
