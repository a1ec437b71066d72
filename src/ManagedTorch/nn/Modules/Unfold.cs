using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>What a sliding window sees: images to columns [batch, channels x taps, positions].</summary>
            public static Unfold Unfold(long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                new((kernel_size, kernel_size), (dilation, dilation), (padding, padding), (stride, stride));

            /// <inheritdoc cref="Unfold(long, long, long, long)"/>
            public static Unfold Unfold((long, long) kernel_size, (long, long)? dilation = null,
                (long, long)? padding = null, (long, long)? stride = null) =>
                new(kernel_size, dilation ?? (1, 1), padding ?? (0, 0), stride ?? (1, 1));
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>What a sliding window sees: images to columns [batch, channels x taps, positions].</summary>
    public sealed class Unfold : ParameterLessModule<Tensor, Tensor>
    {
        internal Unfold((long, long) kernel_size, (long, long) dilation, (long, long) padding, (long, long) stride)
            : base(nameof(Unfold)) =>
            (this.kernel_size, this.dilation, this.padding, this.stride) = (kernel_size, dilation, padding, stride);

        /// <summary>[batch, channels, height, width] becomes [batch, channels × taps, positions].</summary>
        public override Tensor forward(Tensor tensor) =>
            nn.functional.unfold(tensor, kernel_size, dilation, padding, stride);

        /// <summary>Height and width of the window.</summary>
        public (long, long) kernel_size { get; set; }

        /// <summary>The distance between the elements of a window.</summary>
        public (long, long) dilation { get; set; }

        /// <summary>The zeros added at each side.</summary>
        public (long, long) padding { get; set; }

        /// <summary>The step between windows.</summary>
        public (long, long) stride { get; set; }
    }
}
