namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Means of windows of images [batch, channels, height, width]; the stride is the kernel unless
            /// given.</summary>
            public static Tensor avg_pool2d(Tensor input, long[] kernel_size, long[] stride = null!,
                long[] padding = null!, bool ceil_mode = false, bool count_include_pad = true,
                long? divisor_override = null) =>
                PoolingOps.Average(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);

            /// <inheritdoc cref="avg_pool2d(Tensor, long[], long[], long[], bool, bool, long?)"/>
            public static Tensor avg_pool2d(Tensor input, long kernel_size, long? stride = null, long padding = 0,
                bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                PoolingOps.Average(input, [kernel_size], stride is { } s ? [s]
                    : null, [padding], ceil_mode, count_include_pad, divisor_override);

            /// <inheritdoc cref="avg_pool2d(Tensor, long[], long[], long[], bool, bool, long?)"/>
            public static Tensor avg_pool2d(Tensor input, (long, long) kernel_size, (long, long)? stride = null,
                (long, long)? padding = null, bool ceil_mode = false, bool count_include_pad = true,
                long? divisor_override = null) =>
                PoolingOps.Average(input, Numbers(kernel_size)!, Numbers(stride), Numbers(padding), ceil_mode,
                    count_include_pad, divisor_override);

            /// <summary>Means of as many windows as asked for, which cover the image.</summary>
            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) =>
                PoolingOps.Adaptive(input, output_size);

            /// <inheritdoc cref="adaptive_avg_pool2d(Tensor, long[])"/>
            public static Tensor adaptive_avg_pool2d(Tensor input, (long, long) output_size) =>
                PoolingOps.Adaptive(input, Numbers(output_size)!);

            /// <inheritdoc cref="adaptive_avg_pool2d(Tensor, long[])"/>
            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) =>
                PoolingOps.Adaptive(input, [output_size]);

            /// <summary>The largest of every window; the stride is the kernel unless given, and padding is never the
            /// largest.</summary>
            public static Tensor max_pool2d(Tensor input, long[] kernel_size, long[] strides = null!,
                long[] padding = null!, long[] dilation = null!, bool ceil_mode = false) =>
                PoolingOps.Max(input, kernel_size, strides, padding, dilation, ceil_mode).Values;

            /// <inheritdoc cref="max_pool2d(Tensor, long[], long[], long[], long[], bool)"/>
            public static Tensor max_pool2d(Tensor input, long kernel_size, long? stride = null, long? padding = null,
                long? dilation = null, bool ceil_mode = false) =>
                PoolingOps.Max(input, [kernel_size], stride is { } s ? [s] : null, padding is { } p ? [p]
                    : null, dilation is { } d ? [d] : null, ceil_mode).Values;

            /// <inheritdoc cref="max_pool2d(Tensor, long[], long[], long[], long[], bool)"/>
            public static Tensor max_pool2d(Tensor input, (long, long) kernel_size, (long, long)? stride = null,
                (long, long)? padding = null, (long, long)? dilation = null, bool ceil_mode = false) =>
                PoolingOps.Max(input, Numbers(kernel_size)!, Numbers(stride), Numbers(padding), Numbers(dilation),
                    ceil_mode).Values;

            /// <summary>The same with the place of each in its plane, row by row.</summary>
            public static (Tensor output, Tensor indices) max_pool2d_with_indices(Tensor input, long[] kernel_size,
                long[] strides = null!, long[] padding = null!, long[] dilation = null!, bool ceil_mode = false) =>
                PoolingOps.Max(input, kernel_size, strides, padding, dilation, ceil_mode);

            /// <summary>Means of windows of sequences [batch, channels, length]; the stride is the kernel unless
            /// given.</summary>
            public static Tensor avg_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null,
                bool ceil_mode = false, bool count_include_pad = true) =>
                avg_pool2d(Row("avg_pool1d", input), [1, kernel_size], [1, stride ?? kernel_size], [0, padding ?? 0],
                    ceil_mode, count_include_pad).squeeze(-2);

            /// <summary>Means of as many windows as asked for, which cover the sequence.</summary>
            public static Tensor adaptive_avg_pool1d(Tensor input, long output_size) =>
                adaptive_avg_pool2d(Row("adaptive_avg_pool1d", input), [1, output_size]).squeeze(-2);

            /// <summary>The largest of every window of sequences [batch, channels, length]; the stride is the kernel
            /// unless given.</summary>
            public static Tensor max_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null,
                long? dilation = null, bool ceil_mode = false) =>
                max_pool1d_with_indices(input, kernel_size, stride, padding, dilation, ceil_mode).output;

            /// <summary>The same with the place of each in its sequence.</summary>
            public static (Tensor output, Tensor indices) max_pool1d_with_indices(Tensor input, long kernel_size,
                long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false)
            {
                var (values, indices) =
                    PoolingOps.Max(Row("max_pool1d", input), [1, kernel_size], [1, stride ?? kernel_size],
                        [0, padding ?? 0], [1, dilation ?? 1], ceil_mode);
                return (values.squeeze(-2), indices.squeeze(-2));
            }

            /// <summary>The largest of each of as many windows as asked for, which cover the image.</summary>
            public static Tensor adaptive_max_pool2d(Tensor input, long[] output_size) =>
                PoolingOps.AdaptiveMax(input, output_size).Values;

            /// <summary>The same with the place of each in its plane, row by row.</summary>
            public static (Tensor Values, Tensor Indices) adaptive_max_pool2d_with_indices(Tensor input,
                long[] output_size) => PoolingOps.AdaptiveMax(input, output_size);
        }
    }
}
