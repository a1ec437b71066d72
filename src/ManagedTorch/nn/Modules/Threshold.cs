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

        public override Tensor forward(Tensor tensor) => nn.functional.threshold(tensor, threshold, value, inplace);

        public double threshold { get; set; }

        public double value { get; set; }

        public bool inplace { get; set; }
    }
}
