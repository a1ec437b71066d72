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

        public override Tensor forward(Tensor input) =>
            nn.functional.interpolate(input, _size, _factor, (InterpolationMode)(int)mode, align_corners,
                recompute_scale_factor ?? false);

        public ReadOnlySpan<long> size => _size;

        public ReadOnlySpan<double> scale_factor => _factor;

        public UpsampleMode mode { get; }

        public bool? align_corners { get; }

        public bool? recompute_scale_factor { get; set; }
    }
}
