using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Means of windows of sequences [batch, channels, length]; the stride is the kernel unless
            /// given.</summary>
            public static AvgPool1d AvgPool1d(long kernel_size, long? stride = null, long padding = 0,
                bool ceil_mode = false, bool count_include_pad = true) =>
                new(kernel_size, stride, padding, ceil_mode, count_include_pad);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Means of windows of sequences [batch, channels, length]; the stride is the kernel unless
    /// given.</summary>
    public sealed class AvgPool1d : ParameterLessModule<Tensor, Tensor>
    {
        internal AvgPool1d(long kernel_size, long? stride, long? padding, bool ceil_mode, bool count_include_pad)
            : base(nameof(AvgPool1d)) =>
            (this.kernel_size, this.stride, this.padding, this.ceil_mode, this.count_include_pad) =
            (kernel_size, stride, padding, ceil_mode, count_include_pad);

        /// <summary>Means of the windows: each spatial size becomes ⌊(size + 2 padding - kernel) / stride⌋ +
        /// 1.</summary>
        public override Tensor forward(Tensor input) =>
            nn.functional.avg_pool1d(input, kernel_size, stride, padding, ceil_mode, count_include_pad);

        /// <summary>The size of the window.</summary>
        public long kernel_size { get; set; }

        /// <summary>The step between windows; null is the size of the window.</summary>
        public long? stride { get; set; }

        /// <summary>What is added at each side of the input; null is 0.</summary>
        public long? padding { get; set; }

        /// <summary>Whether the output size is rounded up, so that a last window may reach over the border, instead of
        /// down.</summary>
        public bool ceil_mode { get; set; }

        /// <summary>Whether zeros of the padding count in the mean.</summary>
        public bool count_include_pad { get; set; }
    }
}
