using ManagedTorch.Core;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>
            /// Cross-correlation of images [batch, inputs, height, width] with weight [outputs, inputs / groups,
            /// kernel], one number or two for stride, padding (zeros) and dilation; bias [outputs].
            /// </summary>
            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null,
                long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                ConvolutionOps.Apply(input, weight, bias, strides, padding, dilation, groups);

            /// <summary>The same with no padding, or as much as keeps height and width (the odd zero at the far
            /// side).</summary>
            public static Tensor conv2d_padding(Tensor input, Tensor weight, Tensor? bias = null,
                long[]? strides = null, Padding padding = Padding.Valid, long[]? dilation = null, long groups = 1)
            {
                if (padding == Padding.Valid) return conv2d(input, weight, bias, strides, null, dilation, groups);
                if (weight.Rank != 4)
                    throw new ArgumentException(
                        $"conv2d_padding: weight {Shapes.Text(weight._shape)} must be [outputs, inputs / groups, " +
                        "height, width].");
                var (step, apart) = (WindowArguments.Pair("conv2d_padding", "stride", strides, 1, 1),
                    WindowArguments.Pair("conv2d_padding", "dilation", dilation, 1, 1));
                if (step != (1, 1))
                    throw new ArgumentException(
                        "conv2d_padding: padding Same keeps the size, which a stride other than 1 cannot.");
                var (h, w) = (apart.H * (weight._shape[2] - 1), apart.W * (weight._shape[3] - 1));
                if (h % 2 == 0 && w % 2 == 0)
                    return conv2d(input, weight, bias, strides, [h / 2, w / 2], dilation, groups);
                return conv2d(pad(input, [w / 2, w - w / 2, h / 2, h - h / 2]), weight, bias, strides, null, dilation,
                    groups);
            }

            /// <summary>
            /// Cross-correlation of sequences [batch, inputs, length] with weight [outputs, inputs / groups, kernel],
            /// zeros around them; bias [outputs].
            /// </summary>
            public static Tensor conv1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null,
                long? padding = null, long? dilation = null, long groups = 1) =>
                conv2d(Row("conv1d", input), Row("conv1d", weight), bias, [1, stride ?? 1], [0, padding ?? 0],
                    [1, dilation ?? 1], groups).squeeze(-2);

            /// <summary>The same with no padding, or as much as keeps the length (the odd zero at the far
            /// side).</summary>
            public static Tensor conv1d_padding(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null,
                Padding padding = Padding.Valid, long? dilation = null, long groups = 1) =>
                conv2d_padding(Row("conv1d", input), Row("conv1d", weight), bias, [1, stride ?? 1], padding,
                    [1, dilation ?? 1], groups).squeeze(-2);

            /// <summary>
            /// The transpose of a convolution: images [batch, inputs, height, width] with weight [inputs, outputs /
            /// groups, kernel]. <paramref name="output_padding"/> adds rows and columns at the far side, which a stride
            /// leaves open.
            /// </summary>
            public static Tensor conv_transpose2d(Tensor input, Tensor weight, Tensor? bias = null,
                long[]? strides = null, long[]? padding = null, long[]? output_padding = null, long[]? dilation = null,
                long groups = 1) =>
                ConvolutionOps.Transposed(input, weight, bias, strides, padding, output_padding, dilation, groups);

            /// <summary>The same for sequences [batch, inputs, length].</summary>
            public static Tensor conv_transpose1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null,
                long? padding = null, long? output_padding = null, long? dilation = null, long groups = 1) =>
                conv_transpose2d(Row("conv_transpose1d", input), Row("conv_transpose1d", weight), bias,
                    [1, stride ?? 1], [0, padding ?? 0], [0, output_padding ?? 0], [1, dilation ?? 1],
                    groups).squeeze(-2);

            /// <summary>Sequences as images of one row.</summary>
            private static Tensor Row(string op, Tensor x) => x.Rank is 2 or 3 ? x.unsqueeze(-2)
                : throw new ArgumentException(
                    $"{op}: needs input [batch, channels, length] and weight of three dimensions, " +
                    $"got {Shapes.Text(x._shape)}.");

            /// <summary>What a sliding window sees: [batch, channels, height, width] to [batch, channels x taps,
            /// positions].</summary>
            public static Tensor unfold(Tensor input, long kernel_size, long dilation = 1, long padding = 0,
                long stride = 1) =>
                unfold(input, (kernel_size, kernel_size), (dilation, dilation), (padding, padding), (stride, stride));

            /// <inheritdoc cref="unfold(Tensor, long, long, long, long)"/>
            public static Tensor unfold(Tensor input, (long, long) kernel_size, (long, long)? dilation = null,
                (long, long)? padding = null, (long, long)? stride = null)
            {
                var x = WindowArguments.Batch("unfold", input);
                var window =
                    WindowArguments.Over("unfold", x._shape,
                        WindowArguments.Pair("unfold", "kernel_size", Numbers(kernel_size), 1, 1), Numbers(stride),
                        Numbers(padding), Numbers(dilation));
                var y = new UnfoldMap(x._shape[0], x._shape[1], window).Apply(x);
                return input.Rank == 3 ? y.squeeze(0) : y;
            }

            /// <summary>The transpose of <see cref="unfold(Tensor, long, long, long, long)"/>: columns are added where
            /// they were seen.</summary>
            public static Tensor fold(Tensor input, long output_size, long kernel_size, long dilation = 1,
                long padding = 0, long stride = 1) =>
                fold(input, (output_size, output_size), (kernel_size, kernel_size), (dilation, dilation),
                    (padding, padding), (stride, stride));

            /// <inheritdoc cref="fold(Tensor, long, long, long, long, long)"/>
            public static Tensor fold(Tensor input, (long, long) output_size, (long, long) kernel_size,
                (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null)
            {
                if (input.Rank is not (2 or 3))
                    throw new ArgumentException(
                        $"fold: needs columns [batch, channels x taps, positions], got {Shapes.Text(input._shape)}.");
                var x = input.Rank == 2 ? input.unsqueeze(0) : input;
                var window =
                    WindowArguments.Over("fold", Numbers(output_size)!,
                        WindowArguments.Pair("fold", "kernel_size", Numbers(kernel_size), 1, 1), Numbers(stride),
                        Numbers(padding), Numbers(dilation));
                if (x._shape[1] % window.Taps != 0 || x._shape[2] != window.Count)
                    throw new ArgumentException(
                        $"fold: columns {Shapes.Text(input._shape)} must have a multiple " +
                        $"of {window.Taps} rows and {window.Count} positions.");
                var y = new UnfoldMap(x._shape[0], x._shape[1] / window.Taps, window).Apply(x, transposed: true);
                return input.Rank == 2 ? y.squeeze(0) : y;
            }

            private static long[]? Numbers((long, long)? pair) => pair is { } p ? [p.Item1, p.Item2] : null;
        }
    }
}
