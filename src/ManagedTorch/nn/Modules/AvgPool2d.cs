using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Means of windows of images; the stride is the kernel unless given.</summary>
            public static AvgPool2d AvgPool2d(long kernel_size, long? stride = null, long? padding = null,
                bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                AvgPool2d((kernel_size, kernel_size), stride is { } s ? (s, s) : null, padding is { } p ? (p, p)
                    : null, ceil_mode, count_include_pad, divisor_override);

            /// <inheritdoc cref="AvgPool2d(long, long?, long?, bool, bool, long?)"/>
            public static AvgPool2d AvgPool2d((long, long) kernel_size, (long, long)? stride = null,
                (long, long)? padding = null, bool ceil_mode = false, bool count_include_pad = true,
                long? divisor_override = null) =>
                AvgPool2d(Two(kernel_size, 1), Two(stride ?? kernel_size, 1), Two(padding, 0), ceil_mode,
                    count_include_pad, divisor_override);

            /// <inheritdoc cref="AvgPool2d(long, long?, long?, bool, bool, long?)"/>
            public static AvgPool2d AvgPool2d(long[] kernel_size, long[] stride = null!, long[] padding = null!,
                bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                new(kernel_size, stride ?? kernel_size, padding ?? [0], ceil_mode, count_include_pad, divisor_override);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Means of windows of images [batch, channels, height, width].</summary>
    public sealed class AvgPool2d : ParameterLessModule<Tensor, Tensor>
    {
        internal AvgPool2d(long[] kernel_size, long[] stride, long[] padding, bool ceil_mode, bool count_include_pad,
            long? divisor_override) : base(nameof(AvgPool2d))
        {
            (this.kernel_size, this.stride, this.padding) = (kernel_size, stride, padding);
            (this.ceil_mode, this.count_include_pad, this.divisor_override) =
                (ceil_mode, count_include_pad, divisor_override);
        }

        /// <summary>Means of the windows: each spatial size becomes ⌊(size + 2 padding - kernel) / stride⌋ +
        /// 1.</summary>
        public override Tensor forward(Tensor input) =>
            nn.functional.avg_pool2d(input, kernel_size, stride, padding, ceil_mode, count_include_pad,
                divisor_override);

        /// <summary>The size of the window, one number for each spatial dimension.</summary>
        public long[] kernel_size { get; set; }

        /// <summary>The step between windows, one number for each spatial dimension.</summary>
        public long[] stride { get; set; }

        /// <summary>What is added at each side of each spatial dimension before the windows are laid.</summary>
        public long[] padding { get; set; }

        /// <summary>Whether the output size is rounded up, so that a last window may reach over the border, instead of
        /// down.</summary>
        public bool ceil_mode { get; set; }

        /// <summary>Whether zeros of the padding count in the mean.</summary>
        public bool count_include_pad { get; set; }

        /// <summary>What sums are divided by instead of the size of the window; null where it is that size.</summary>
        public long? divisor_override { get; set; }
    }
}
