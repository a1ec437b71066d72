using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The transpose of Unfold: columns are added where they were seen.</summary>
            public static Fold Fold(long output_size, long kernel_size, long dilation = 1, long padding = 0,
                long stride = 1) =>
                new((output_size, output_size), (kernel_size, kernel_size), (dilation, dilation), (padding, padding),
                    (stride, stride));

            /// <inheritdoc cref="Fold(long, long, long, long, long)"/>
            public static Fold Fold((long, long) output_size, (long, long) kernel_size, (long, long)? dilation = null,
                (long, long)? padding = null, (long, long)? stride = null) =>
                new(output_size, kernel_size, dilation ?? (1, 1), padding ?? (0, 0), stride ?? (1, 1));
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>The transpose of Unfold: columns are added where they were seen.</summary>
    public sealed class Fold : ParameterLessModule<Tensor, Tensor>
    {
        internal Fold((long, long) output_size, (long, long) kernel_size, (long, long) dilation, (long, long) padding,
            (long, long) stride) : base(nameof(Fold)) =>
            (this.output_size, this.kernel_size, this.dilation, this.padding, this.stride) =
            (output_size, kernel_size, dilation, padding, stride);

        /// <summary>[batch, channels × taps, positions] becomes [batch, channels, output_size...]; what overlaps is
        /// added.</summary>
        public override Tensor forward(Tensor tensor) =>
            nn.functional.fold(tensor, output_size, kernel_size, dilation, padding, stride);

        /// <summary>Height and width of the result.</summary>
        public (long, long) output_size { get; set; }

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
