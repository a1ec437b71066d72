using System.Globalization;
using System.Text;
using ResearchKit.Figures;
using TorchSharp;

namespace ResearchKit.Notebooks.Formatting;

/// <summary>Tensors in a notebook: what they are, how their values lie, and the values of small ones.</summary>
public static class TensorDisplay
{
    private const int MostValues = 200;

    /// <summary>Draws a matrix in colors; a vector is one row.</summary>
    /// <param name="tensor">Real, <c>[rows, columns]</c> or <c>[columns]</c>, not empty.</param>
    /// <param name="name">The figure's name.</param>
    /// <exception cref="ArgumentException">The tensor has another shape.</exception>
    public static Figure HeatMap(this torch.Tensor tensor, string name = "tensor")
    {
        if (tensor.dim() is not (1 or 2) || tensor.numel() == 0)
            throw new ArgumentException(
                $"a heat map shows [rows, columns] or [columns], not {Shape(tensor)}; take a part", nameof(tensor));
        var values = Values(tensor);
        var columns = (int)tensor.shape[^1];
        return new Figure(name).Heatmap(values.Chunk(columns), label: "value");
    }

    /// <summary>Whether the value is a tensor; asked by name, so that no engine is loaded for other values.</summary>
    internal static bool IsTensor(object value) => value.GetType().FullName == "TorchSharp.torch+Tensor";

    /// <summary>The tensor as HTML.</summary>
    internal static string Html(object value)
    {
        var tensor = (torch.Tensor)value;
        var html = new StringBuilder(
            $"<div><code>{tensor.dtype} {Shape(tensor)}</code> on {tensor.device_type}{Gradient(tensor)}</div>");
        if (tensor.numel() == 0 || tensor.is_complex()) return html.ToString();
        var values = Values(tensor);
        html.Append("\n<div>").Append(Statistics(values)).Append("</div>");
        if (tensor.dim() is 1 or 2 && values.Length <= MostValues)
        {
            html.Append("\n<table>\n<tbody>\n");
            foreach (var row in values.Chunk((int)tensor.shape[^1]))
            {
                var cells = row.Select(v => $"<td style=\"text-align: right\">{Number(v)}</td>");
                html.Append("<tr>").AppendJoin("", cells).Append("</tr>\n");
            }

            html.Append("</tbody>\n</table>");
        }

        return html.ToString();
    }

    private static string Statistics(double[] values)
    {
        var finite = values.Where(double.IsFinite).ToArray();
        var other = values.Length - finite.Length;
        var rest = other > 0 ? $", {other} not finite" : "";
        if (finite.Length == 0) return $"{values.Length} values{rest}";
        var mean = finite.Average();
        // The unbiased estimate, as torch.std gives.
        var deviation = Math.Sqrt(finite.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, finite.Length - 1));
        return $"min {Number(finite.Min())}, mean {Number(mean)}, max {Number(finite.Max())}, "
            + $"std {Number(deviation)}{rest}";
    }

    private static double[] Values(torch.Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        using var doubles = tensor.detach().cpu().to_type(torch.ScalarType.Float64).contiguous();
        return doubles.data<double>().ToArray();
    }

    private static string Shape(torch.Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";

    private static string Gradient(torch.Tensor tensor) => tensor.requires_grad ? ", requires grad" : "";

    private static string Number(double value) => value.ToString("G5", CultureInfo.InvariantCulture);
}
