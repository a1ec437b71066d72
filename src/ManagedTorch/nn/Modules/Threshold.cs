using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>x above the threshold, a fixed value elsewhere.</summary>
            public static Threshold Threshold(double threshold, double value, bool inplace = false) =>
                new(threshold, value, inplace);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>x above the threshold, a fixed value elsewhere.</summary>
    public sealed class Threshold : ParameterLessModule<Tensor, Tensor>
    {
        internal Threshold(double threshold, double value, bool inplace) : base(nameof(Threshold)) =>
            (this.threshold, this.value, this.inplace) = (threshold, value, inplace);

        /// <summary>x where x is greater than the threshold, the value elsewhere, elementwise; any shape, which the
        /// result keeps.</summary>
        public override Tensor forward(Tensor tensor) => nn.functional.threshold(tensor, threshold, value, inplace);

        /// <summary>What an element must be greater than to be kept.</summary>
        public double threshold { get; set; }

        /// <summary>What replaces the other elements.</summary>
        public double value { get; set; }

        /// <summary>Whether the input itself is overwritten with the result and returned.</summary>
        public bool inplace { get; set; }
    }
}
