using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Means of as many windows as asked for, which cover a sequence [batch, channels,
            /// length].</summary>
            public static AdaptiveAvgPool1d AdaptiveAvgPool1d(long output_size) => new(output_size);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Means of as many windows as asked for, which cover a sequence [batch, channels, length].</summary>
    public sealed class AdaptiveAvgPool1d : ParameterLessModule<Tensor, Tensor>
    {
        internal AdaptiveAvgPool1d(long output_size) : base(nameof(AdaptiveAvgPool1d)) =>
            this.output_size = output_size;

        /// <summary>Means of windows that cover the input: [batch, channels, length] becomes [batch, channels,
        /// output_size].</summary>
        public override Tensor forward(Tensor input) => nn.functional.adaptive_avg_pool1d(input, output_size);

        /// <summary>The spatial size of the result.</summary>
        public long output_size { get; set; }
    }
}
