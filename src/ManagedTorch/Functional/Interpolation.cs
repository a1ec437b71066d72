using ManagedTorch.Core;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>
            /// Images [batch, channels, height, width] at another resolution: the nearest pixel, or with Area the mean of
            /// the pixels covered. Give <paramref name="size"/> or <paramref name="scale_factor"/>, one number or two.
            /// </summary>
            /// <exception cref="NotSupportedException">Any other mode, or antialias.</exception>
            public static Tensor interpolate(Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
            {
                if (antialias || mode is not (InterpolationMode.Nearest or InterpolationMode.Area))
                    throw new NotSupportedException($"interpolate: mode {mode}{(antialias ? " with antialias" : "")} is not supported; use Nearest or Area.");
                if (align_corners is not null) throw new ArgumentException($"interpolate: align_corners has no meaning for mode {mode}.");
                if (x.Rank != 4) throw new ArgumentException($"interpolate: needs images [batch, channels, height, width], got {Shapes.Text(x._shape)}.");
                if ((size is null) == (scale_factor is null)) throw new ArgumentException("interpolate: give either size or scale_factor.");
                if ((size?.Length ?? scale_factor!.Length) is not (1 or 2)) throw new ArgumentException("interpolate: size or scale_factor must be one number or two.");
                WindowAxis Axis(int d)
                {
                    var from = (int)x._shape[2 + d];
                    var factor = scale_factor?[Math.Min(d, scale_factor.Length - 1)];
                    var to = size is null ? (long)Math.Floor(from * factor!.Value) : size[Math.Min(d, size.Length - 1)];
                    if (from < 1 || to < 1 || to > int.MaxValue) throw new ArgumentException($"interpolate: {from} pixels cannot become {to}.");
                    if (mode == InterpolationMode.Area) return WindowAxis.Adaptive(from, (int)to);
                    return WindowAxis.Nearest(from, (int)to, factor is { } f && !recompute_scale_factor ? (float)(1 / f) : (float)from / to);
                }
                return new WindowMeanMap("interpolate", x._shape[..2], Axis(0), Axis(1)).Apply(x);
            }

            /// <summary><see cref="interpolate"/> with the nearest pixel.</summary>
            public static Tensor upsample_nearest(Tensor x, long[]? size = null, double[]? scale_factor = null, bool align_corners = false) =>
                interpolate(x, size, scale_factor);
        }
    }
}
