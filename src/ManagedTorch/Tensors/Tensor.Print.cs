using System.Globalization;
using ManagedTorch.Core;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The style that <see cref="TensorStringStyle.Default"/> means.</summary>
    public static TensorStringStyle TensorStringStyle { get; set; } = TensorStringStyle.Julia;

    /// <summary>Nested braces, as in C#.</summary>
    public const TensorStringStyle csharp = TorchSharp.TensorStringStyle.CSharp;
    /// <summary>Tables of the last two dimensions, as in Julia.</summary>
    public const TensorStringStyle julia = TorchSharp.TensorStringStyle.Julia;
    /// <summary>Nested brackets, as in NumPy.</summary>
    public const TensorStringStyle numpy = TorchSharp.TensorStringStyle.Numpy;

    public partial class Tensor
    {
        /// <summary>Shape, dtype and device; for one element its value too.</summary>
        public override string ToString() => IsInvalid ? "[disposed]" : TensorText.Metadata(this);

        /// <summary>The elements as text in a style; without other arguments with format g5, lines of 100 columns and
        /// the invariant culture.</summary>
        public string ToString(TensorStringStyle style, string? fltFormat = null, int? width = null,
            CultureInfo? cultureInfo = null, string? newLine = null)
        {
            var format =
                new TensorText(fltFormat ?? "g5", width ?? 100, cultureInfo ?? CultureInfo.InvariantCulture, newLine
                    ?? "\n");
            return (style == TensorStringStyle.Default ? torch.TensorStringStyle : style) switch
            {
                TensorStringStyle.Metadata => TensorText.Metadata(this),
                TensorStringStyle.Numpy => format.Nested(this, "[", " ", "]"),
                TensorStringStyle.CSharp =>
                    TensorText.Metadata(this, withValue: false) + ", value = " + format.Nested(this, "{", ", ", "}"),
                _ => format.Tables(this),
            };
        }
    }
}

/// <summary>Tensors as text.</summary>
public static partial class TensorExtensionMethods
{
    /// <summary>The elements as text in a style, by default the one that <see cref="torch.TensorStringStyle"/>
    /// holds.</summary>
    public static string str(this torch.Tensor tensor, string? fltFormat = null, int? width = null,
        string? newLine = null, CultureInfo? cultureInfo = null, TensorStringStyle style = TensorStringStyle.Default) =>
        tensor.ToString(style, fltFormat, width, cultureInfo, newLine);

    /// <summary>The elements as tables of the last two dimensions, as in Julia.</summary>
    public static string jlstr(this torch.Tensor tensor, string? fltFormat = null, int? width = null,
        string? newLine = null, CultureInfo? cultureInfo = null) =>
        tensor.ToString(TensorStringStyle.Julia, fltFormat, width, cultureInfo, newLine);

    /// <summary>The elements in nested brackets, as in NumPy.</summary>
    public static string npstr(this torch.Tensor tensor, string? fltFormat = "g5", int? width = 100,
        string? newLine = null, CultureInfo? cultureInfo = null) =>
        tensor.ToString(TensorStringStyle.Numpy, fltFormat, width, cultureInfo, newLine);

    /// <summary>Shape, dtype and device, then the elements in nested braces, as in C#.</summary>
    public static string cstr(this torch.Tensor tensor, string? fltFormat = "g5", int? width = 100,
        string? newLine = null, CultureInfo? cultureInfo = null) =>
        tensor.ToString(TensorStringStyle.CSharp, fltFormat, width, cultureInfo, newLine);

    /// <summary>Shape, dtype and device; for one element its value too.</summary>
    public static string metastr(this torch.Tensor tensor) => tensor.ToString(TensorStringStyle.Metadata);

    /// <summary>Writes the elements as text to the console and returns the tensor.</summary>
    public static torch.Tensor print(this torch.Tensor t, string? fltFormat = "g5", int? width = 100,
        string? newLine = null, CultureInfo? cultureInfo = null, TensorStringStyle style = TensorStringStyle.Default)
    {
        Console.WriteLine(t.ToString(style, fltFormat, width, cultureInfo, newLine));
        return t;
    }

    /// <summary>The value of a tensor of one element, rounded to float32.</summary>
    public static float ToSingle(this torch.Tensor value) => (float)value.ItemAsDouble();
    /// <summary>The value of a tensor of one element as a float64.</summary>
    public static double ToDouble(this torch.Tensor value) => value.ItemAsDouble();
    /// <summary>The value of a tensor of one element as an int32.</summary>
    /// <exception cref="OverflowException">The value lies outside int32.</exception>
    public static int ToInt32(this torch.Tensor value) => (int)value;
    /// <summary>The value of a tensor of one element as an int64, without its fraction.</summary>
    public static long ToInt64(this torch.Tensor value) => (long)value;
    /// <summary>Whether the value of a tensor of one element is not zero.</summary>
    public static bool ToBoolean(this torch.Tensor value) => (bool)value;

    /// <summary>Bytes of one element.</summary>
    public static int ElementSize(this torch.ScalarType type) => type.Size();

    /// <summary>The number of elements of a shape: the product of its sizes.</summary>
    public static long TotalSize(this IEnumerable<long> shape) => shape.Aggregate(1L, (n, size) => n * size);

    /// <summary>A tensor of no dimensions.</summary>
    public static torch.Tensor ToTensor<T>(this T scalar, torch.Device? device = null, bool requires_grad = false)
        where T : struct => scalar switch
        {
            float v => torch.tensor(v, device, requires_grad),
            double v => torch.tensor(v, null, device, requires_grad),
            long v => torch.tensor(v, null, device, requires_grad),
            int v => torch.tensor(v, device, requires_grad),
            bool v => torch.tensor(v, null, device, requires_grad),
            byte v => torch.tensor(v, device, requires_grad),
            sbyte v => torch.tensor(v, device, requires_grad),
            short v => torch.tensor(v, device, requires_grad),
            _ => throw new NotSupportedException($"ToTensor: {typeof(T).Name} is not an element type of this engine."),
        };

    /// <summary>A tensor of this shape with a copy of the values; <paramref name="doCopy"/> makes no difference
    /// here.</summary>
    /// <exception cref="NotSupportedException">The values are no element type that is read here.</exception>
    public static torch.Tensor ToTensor<T>(this T[] rawArray, long[] dimensions, bool doCopy = false,
        bool requires_grad = false) => rawArray switch
        {
            float[] v => torch.tensor(v, dimensions, requires_grad: requires_grad),
            double[] v => torch.tensor(v, dimensions, requires_grad: requires_grad),
            long[] v => torch.tensor(v, dimensions, requires_grad: requires_grad),
            int[] v => torch.tensor(v, dimensions, requires_grad: requires_grad),
            bool[] v => torch.tensor(v, dimensions, requires_grad: requires_grad),
            byte[] v => torch.tensor(v, dimensions, requires_grad: requires_grad),
            _ => throw new NotSupportedException($"ToTensor: {typeof(T).Name} is not an element type of this engine."),
        };
}
