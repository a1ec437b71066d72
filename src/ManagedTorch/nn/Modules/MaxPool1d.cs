using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The largest of every window of sequences [batch, channels, length]; the stride is the kernel
            /// unless given.</summary>
            public static MaxPool1d MaxPool1d(long kernel_size, long? stride = null, long? padding = null,
                long? dilation = null, bool ceil_mode = false) =>
                new(kernel_size, stride, padding, dilation, ceil_mode);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>The largest of every window of sequences [batch, channels, length]; the stride is the kernel unless
    /// given.</summary>
    public sealed class MaxPool1d : ParameterLessModule<Tensor, Tensor>
    {
        internal MaxPool1d(long kernel_size, long? stride, long? padding, long? dilation, bool ceil_mode)
            : base(nameof(MaxPool1d)) =>
            (this.kernel_size, this.stride, this.padding, this.dilation, this.ceil_mode) =
            (kernel_size, stride, padding, dilation, ceil_mode);

        /// <summary>Maxima of the windows: each spatial size becomes ⌊(size + 2 padding - dilation (kernel - 1) - 1) /
        /// stride⌋ + 1.</summary>
        public override Tensor forward(Tensor input) =>
            nn.functional.max_pool1d(input, kernel_size, stride, padding, dilation, ceil_mode);

        /// <summary>The size of the window.</summary>
        public long kernel_size { get; set; }

        /// <summary>The step between windows; null is the size of the window.</summary>
        public long? stride { get; set; }

        /// <summary>What is added at each side of the input; null is 0.</summary>
        public long? padding { get; set; }

        /// <summary>The distance between the elements of a window; null is 1.</summary>
        public long? dilation { get; set; }

        /// <summary>Whether the output size is rounded up, so that a last window may reach over the border, instead of
        /// down.</summary>
        public bool ceil_mode { get; set; }

        /// <summary>As <see cref="forward"/>, together with the place of each maximum in the length, int64.</summary>
        public (Tensor Values, Tensor Indices) forward_with_indices(Tensor input) =>
            nn.functional.max_pool1d_with_indices(input, kernel_size, stride, padding, dilation, ceil_mode);
    }
}
