using System.Globalization;
using System.Text;
using static TorchSharp.torch;

namespace ManagedTorch.Core;

/// <summary>Writes tensors as text: large ones with their edges only, columns aligned.</summary>
internal sealed class TensorText(string numberFormat, int width, CultureInfo culture, string newLine)
{
    private const int EdgeItems = 3;
    private const int MostElements = 1000;

    internal static string Metadata(Tensor x, bool withValue = true)
    {
        var text =
            $"[{string.Join("x", x._shape.Select(n => n.ToString(CultureInfo.InvariantCulture)))}], type " +
            $"= {x._dtype}, device = cpu";
        if (!withValue || x._count != 1) return text;
        return text + ", value = " + new TensorText("g5", 100, CultureInfo.InvariantCulture, "\n").Number(x, 0);
    }

    /// <summary>A header, then the matrices of the last two dimensions one after another.</summary>
    internal string Tables(Tensor x)
    {
        if (x.Rank == 0 || x._count == 0) return Metadata(x);
        var text = new StringBuilder(Metadata(x, withValue: false));
        AppendMatrices(x, [], text);
        return text.ToString();
    }

    private void AppendMatrices(Tensor x, List<string> path, StringBuilder text)
    {
        if (x.Rank <= 2)
        {
            if (path.Count > 0) text.Append(newLine).Append('[').Append(string.Join(",", path)).Append(",..,..] =");
            Table(x.Rank == 1 ? x.unsqueeze(0) : x, text);
            return;
        }
        foreach (var i in Shown((int)x._shape[0], Abbreviated(x))) if (i >= 0)
            AppendMatrices(x.select(0, i), [.. path, i.ToString(CultureInfo.InvariantCulture)], text);
    }

    private void Table(Tensor x, StringBuilder text)
    {
        var brief = Abbreviated(x);
        var columns = Shown((int)x._shape[1], brief || x._shape[1] * 6 > 4L * width).ToArray();
        var rows = Shown((int)x._shape[0], brief).Select(r => columns.Select(c =>
            r < 0 || c < 0 ? "..." : Number(x, (int)(r * x._strides[0] + c * x._strides[1]))).ToArray()).ToArray();
        var wide = Enumerable.Range(0, columns.Length).Select(c => rows.Max(row => row[c].Length)).ToArray();
        foreach (var row in rows)
        {
            text.Append(newLine);
            for (var c = 0; c < row.Length; c++) text.Append(' ').Append(row[c].PadLeft(wide[c]));
        }
    }

    /// <summary>Nested brackets, as in source text.</summary>
    internal string Nested(Tensor x, string open, string between, string close)
    {
        if (x.Rank == 0) return Number(x, 0);
        var brief = Abbreviated(x);
        var parts = Shown((int)x._shape[0], brief)
            .Select(i => i < 0 ? "..." : Nested(x.select(0, i), open, between, close));
        var inner = x.Rank == 1 ? string.Join(between, parts)
            : string.Join(between.TrimEnd() + newLine + " ", parts.Select(p => p.Replace(newLine, newLine + " ")));
        return open + inner + close;
    }

    private static bool Abbreviated(Tensor x) => x._count > MostElements;

    private static IEnumerable<int> Shown(int n, bool brief)
    {
        if (!brief || n <= 2 * EdgeItems + 1) return Enumerable.Range(0, n);
        return [.. Enumerable.Range(0, EdgeItems), -1, .. Enumerable.Range(n - EdgeItems, EdgeItems)];
    }

    private string Number(Tensor x, int at) => x._dtype switch
    {
        ScalarType.Bool => x.Memory<bool>()[at] ? "True" : "False",
        ScalarType.Float32 => x.Memory<float>()[at].ToString(numberFormat, culture),
        ScalarType.Float64 => x.Memory<double>()[at].ToString(numberFormat, culture),
        _ => x.ReadLong(at).ToString(culture),
    };
}
