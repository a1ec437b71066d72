using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The largest of every window of images; the stride is the kernel unless given.</summary>
            public static MaxPool2d MaxPool2d(long kernel_size, long? stride = null, long? padding = null,
                long? dilation = null, bool ceil_mode = false) =>
                MaxPool2d((kernel_size, kernel_size), stride is { } s ? (s, s) : null, padding is { } p ? (p, p)
                    : null, dilation is { } d ? (d, d) : null, ceil_mode);

            /// <inheritdoc cref="MaxPool2d(long, long?, long?, long?, bool)"/>
            public static MaxPool2d MaxPool2d((long, long) kernel_size, (long, long)? stride = null,
                (long, long)? padding = null, (long, long)? dilation = null, bool ceil_mode = false) =>
                MaxPool2d(Two(kernel_size, 1), Two(stride ?? kernel_size, 1), Two(padding, 0), Two(dilation, 1),
                    ceil_mode);

            /// <inheritdoc cref="MaxPool2d(long, long?, long?, long?, bool)"/>
            public static MaxPool2d MaxPool2d(long[] kernel_size, long[] stride = null!, long[] padding = null!,
                long[] dilation = null!, bool ceil_mode = false) =>
                new(kernel_size, stride ?? kernel_size, padding ?? [0], dilation ?? [1], ceil_mode);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>The largest of every window of images [batch, channels, height, width].</summary>
    public sealed class MaxPool2d : ParameterLessModule<Tensor, Tensor>
    {
        internal MaxPool2d(long[] kernel_size, long[] stride, long[] padding, long[] dilation, bool ceil_mode)
            : base(nameof(MaxPool2d)) =>
            (this.kernel_size, this.stride, this.padding, this.dilation, this.ceil_mode) =
            (kernel_size, stride, padding, dilation, ceil_mode);

        /// <summary>Maxima of the windows: each spatial size becomes ⌊(size + 2 padding - dilation (kernel - 1) - 1) /
        /// stride⌋ + 1.</summary>
        public override Tensor forward(Tensor input) =>
            nn.functional.max_pool2d(input, kernel_size, stride, padding, dilation, ceil_mode);

        /// <summary>As <see cref="forward"/>, together with the place of each maximum in the flattened height × width,
        /// int64.</summary>
        public (Tensor Values, Tensor Indices) forward_with_indices(Tensor input) =>
            nn.functional.max_pool2d_with_indices(input, kernel_size, stride, padding, dilation, ceil_mode);

        /// <summary>The size of the window, one number for each spatial dimension.</summary>
        public long[] kernel_size { get; set; }

        /// <summary>The step between windows, one number for each spatial dimension.</summary>
        public long[] stride { get; set; }

        /// <summary>What is added at each side of each spatial dimension before the windows are laid.</summary>
        public long[] padding { get; set; }

        /// <summary>The distance between the elements of a window, one number for each spatial dimension.</summary>
        public long[] dilation { get; set; }

        /// <summary>Whether the output size is rounded up, so that a last window may reach over the border, instead of
        /// down.</summary>
        public bool ceil_mode { get; set; }
    }
}
