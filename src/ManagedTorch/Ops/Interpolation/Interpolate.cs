using ManagedTorch.Core;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>
            /// Images [batch, channels, height, width] (or sequences [batch, channels, length]) at another resolution:
            /// the nearest element, with Area the mean of what is covered, with Linear, Bilinear and Bicubic between
            /// neighbors. Give <paramref name="size"/> or <paramref name="scale_factor"/>, one number or one for each
            /// dimension;
            /// <paramref name="align_corners"/> puts the outermost elements of both resolutions at the same places.
            /// </summary>
            /// <exception cref="NotSupportedException">Mode Trilinear, or antialias.</exception>
            public static Tensor interpolate(Tensor x, long[]? size = null, double[]? scale_factor = null,
                InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null,
                bool recompute_scale_factor = false, bool antialias = false)
            {
                if (antialias || mode == InterpolationMode.Trilinear)
                    throw new NotSupportedException(
                        $"interpolate: mode {mode}{(antialias ? " with antialias" : "")} is not supported; use " +
                        "Nearest, NearestExact, Area, Linear, Bilinear or Bicubic.");
                var corners = align_corners ?? false;
                if (align_corners is not null && mode is InterpolationMode.Nearest or InterpolationMode.NearestExact
                    or InterpolationMode.Area)
                    throw new ArgumentException($"interpolate: align_corners has no meaning for mode {mode}.");
                var wanted = mode switch
                {
                    InterpolationMode.Linear =>
                    3,
                    InterpolationMode.Bilinear or InterpolationMode.Bicubic => 4,
                    _ => x.Rank
                };
                if (x.Rank != wanted || x.Rank is not (3 or 4))
                    throw new ArgumentException(
                        $"interpolate: mode {mode} needs " +
                        (wanted == 3 ? "sequences [batch, channels, length]"
                            : "images [batch, channels, height, width]") +
                        $", got {Shapes.Text(x._shape)}.");
                if ((size is null) == (scale_factor is null))
                    throw new ArgumentException("interpolate: give either size or scale_factor.");
                var given = size?.Length ?? scale_factor!.Length;
                if (given != 1 && given != x.Rank - 2)
                    throw new ArgumentException(
                        $"interpolate: size or scale_factor must be one number or {x.Rank - 2}.");
                var single = x._dtype != ScalarType.Float64;
                if (mode is InterpolationMode.Nearest or InterpolationMode.NearestExact or InterpolationMode.Area)
                    return new WindowMeanMap("interpolate", x._shape[..2], x.Rank == 3 ? WindowAxis.Adaptive(1, 1)
                        : Window(0), Window(x.Rank - 3)).Apply(Image(x)).view(Result());
                return new ResampleMap("interpolate", x._shape[..2], x.Rank == 3 ? ResampleAxis.Same(1)
                    : Neighbors(0), Neighbors(x.Rank - 3)).Apply(Image(x)).view(Result());

                (int From, int To, double? Factor) Axis(int d)
                {
                    var from = (int)x._shape[2 + d];
                    var factor = scale_factor?[Math.Min(d, scale_factor.Length - 1)];
                    var to = size is null ? (long)Math.Floor(from * factor!.Value) : size[Math.Min(d, size.Length - 1)];
                    if (from < 1 || to < 1 || to > int.MaxValue)
                        throw new ArgumentException($"interpolate: {from} elements cannot become {to}.");
                    return (from, (int)to, recompute_scale_factor ? null : factor);
                }
                WindowAxis Window(int d)
                {
                    var (from, to, factor) = Axis(d);
                    if (mode == InterpolationMode.Area) return WindowAxis.Adaptive(from, to);
                    return WindowAxis.Nearest(from, to, factor is { } f ? (float)(1 / f)
                        : (float)from / to, mode == InterpolationMode.NearestExact ? 0.5f : 0);
                }
                ResampleAxis Neighbors(int d)
                {
                    var (from, to, factor) = Axis(d);
                    return mode == InterpolationMode.Bicubic ? ResampleAxis.Cubic(from, to, factor, corners, single)
                        : ResampleAxis.Linear(from, to, factor, corners, single);
                }
                long[] Result() => [.. x._shape[..2], .. Enumerable.Range(0, x.Rank - 2).Select(d => (long)Axis(d).To)];
            }

            /// <summary>A sequence as an image of one row.</summary>
            private static Tensor Image(Tensor x) => x.Rank == 3 ? x.unsqueeze(2) : x;

            /// <summary><see cref="interpolate"/> by another name.</summary>
            public static Tensor upsample(Tensor input, long[]? size = null, double[]? scale_factor = null,
                UpsampleMode mode = UpsampleMode.Nearest, bool align_corners = false) =>
                interpolate(input, size, scale_factor, (InterpolationMode)(int)mode, mode == UpsampleMode.Nearest ? null
                    : align_corners);

            /// <summary><see cref="interpolate"/> with the nearest element.</summary>
            public static Tensor upsample_nearest(Tensor x, long[]? size = null, double[]? scale_factor = null,
                bool align_corners = false) =>
                interpolate(x, size, scale_factor);

            /// <summary><see cref="interpolate"/> between the four nearest pixels.</summary>
            public static Tensor upsample_bilinear(Tensor x, long[]? size = null, double[]? scale_factor = null,
                bool align_corners = false) =>
                interpolate(x, size, scale_factor, InterpolationMode.Bilinear, align_corners);

            /// <summary>Channels as pixels: [..., channels x r x r, height, width] to [..., channels, height x r, width
            /// x r].</summary>
            public static Tensor pixel_shuffle(Tensor input, long upscale_factor)
            {
                var r = upscale_factor;
                if (input.Rank < 3 || r < 1 || input._shape[^3] % (r * r) != 0)
                    throw new ArgumentException(
                        $"pixel_shuffle: the channels of {Shapes.Text(input._shape)} ([..., channels, height, " +
                        $"width]) must be a multiple of {r} x {r}.");
                var (channels, height, width) = (input._shape[^3] / (r * r), input._shape[^2], input._shape[^1]);
                return input.reshape(-1, channels, r, r, height, width).permute(0, 1, 4, 2, 5, 3)
                    .reshape([.. input._shape[..^3], channels, height * r, width * r]);
            }

            /// <summary>The inverse of <see cref="pixel_shuffle"/>.</summary>
            public static Tensor pixel_unshuffle(Tensor input, long downscale_factor)
            {
                var r = downscale_factor;
                if (input.Rank < 3 || r < 1 || input._shape[^1] % r != 0 || input._shape[^2] % r != 0)
                    throw new ArgumentException(
                        $"pixel_unshuffle: height and width of {Shapes.Text(input._shape)} must be multiples of {r}.");
                var (channels, height, width) = (input._shape[^3], input._shape[^2] / r, input._shape[^1] / r);
                return input.reshape(-1, channels, height, r, width, r).permute(0, 1, 3, 5, 2, 4)
                    .reshape([.. input._shape[..^3], channels * r * r, height, width]);
            }
        }
    }
}
