using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Images or sequences at another resolution; see <see cref="functional.interpolate"/>.</summary>
            public static Upsample Upsample(long[]? size = null, double[]? scale_factor = null,
                UpsampleMode mode = UpsampleMode.Nearest, bool? align_corners = null,
                bool? recompute_scale_factor = null) =>
                new(size, scale_factor, mode, align_corners, recompute_scale_factor);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Brings images [batch, channels, height, width] or sequences to another resolution.</summary>
    public sealed class Upsample : ParameterLessModule<Tensor, Tensor>
    {
        private readonly long[]? _size;
        private readonly double[]? _factor;

        internal Upsample(long[]? size, double[]? scale_factor, UpsampleMode mode, bool? align_corners,
            bool? recompute_scale_factor) : base(nameof(Upsample)) =>
            (_size, _factor, this.mode, this.align_corners, this.recompute_scale_factor) =
            (size, scale_factor, mode, align_corners, recompute_scale_factor);

        /// <summary>[batch, channels, ...] with each spatial size as <see cref="size"/> or <see cref="scale_factor"/>
        /// says.</summary>
        public override Tensor forward(Tensor input) =>
            nn.functional.interpolate(input, _size, _factor, (InterpolationMode)(int)mode, align_corners,
                recompute_scale_factor ?? false);

        /// <summary>The spatial size of the result; empty where the factors say it.</summary>
        public ReadOnlySpan<long> size => _size;

        /// <summary>The factors of the spatial sizes; empty where the size is given.</summary>
        public ReadOnlySpan<double> scale_factor => _factor;

        /// <summary>How values between the pixels are made.</summary>
        public UpsampleMode mode { get; }

        /// <summary>Whether the centers of the corner pixels stay where they are; null is the default of the
        /// mode.</summary>
        public bool? align_corners { get; }

        /// <summary>Whether the factors are computed anew from the rounded size of the result; null is false.</summary>
        public bool? recompute_scale_factor { get; set; }
    }
}
