using System.Globalization;
using ManagedTorch.Core;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The style that <see cref="TensorStringStyle.Default"/> means.</summary>
    public static TensorStringStyle TensorStringStyle { get; set; } = TensorStringStyle.Julia;

    public const TensorStringStyle csharp = TorchSharp.TensorStringStyle.CSharp;
    public const TensorStringStyle julia = TorchSharp.TensorStringStyle.Julia;
    public const TensorStringStyle numpy = TorchSharp.TensorStringStyle.Numpy;

    public partial class Tensor
    {
        /// <summary>Shape, dtype and device; for one element its value too.</summary>
        public override string ToString() => IsInvalid ? "[disposed]" : TensorText.Metadata(this);

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
    public static string str(this torch.Tensor tensor, string? fltFormat = null, int? width = null,
        string? newLine = null, CultureInfo? cultureInfo = null, TensorStringStyle style = TensorStringStyle.Default) =>
        tensor.ToString(style, fltFormat, width, cultureInfo, newLine);

    public static string jlstr(this torch.Tensor tensor, string? fltFormat = null, int? width = null,
        string? newLine = null, CultureInfo? cultureInfo = null) =>
        tensor.ToString(TensorStringStyle.Julia, fltFormat, width, cultureInfo, newLine);

    public static string npstr(this torch.Tensor tensor, string? fltFormat = "g5", int? width = 100,
        string? newLine = null, CultureInfo? cultureInfo = null) =>
        tensor.ToString(TensorStringStyle.Numpy, fltFormat, width, cultureInfo, newLine);

    public static string cstr(this torch.Tensor tensor, string? fltFormat = "g5", int? width = 100,
        string? newLine = null, CultureInfo? cultureInfo = null) =>
        tensor.ToString(TensorStringStyle.CSharp, fltFormat, width, cultureInfo, newLine);

    public static string metastr(this torch.Tensor tensor) => tensor.ToString(TensorStringStyle.Metadata);

    public static torch.Tensor print(this torch.Tensor t, string? fltFormat = "g5", int? width = 100,
        string? newLine = null, CultureInfo? cultureInfo = null, TensorStringStyle style = TensorStringStyle.Default)
    {
        Console.WriteLine(t.ToString(style, fltFormat, width, cultureInfo, newLine));
        return t;
    }

    public static float ToSingle(this torch.Tensor value) => (float)value.ItemAsDouble();
    public static double ToDouble(this torch.Tensor value) => value.ItemAsDouble();
    public static int ToInt32(this torch.Tensor value) => (int)value;
    public static long ToInt64(this torch.Tensor value) => (long)value;
    public static bool ToBoolean(this torch.Tensor value) => (bool)value;

    /// <summary>Bytes of one element.</summary>
    public static int ElementSize(this torch.ScalarType type) => type.Size();

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
