using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace ResearchKit.Interop.PlotlyNet;

/// <summary>The lengths of error bars, which Plotly takes as lists, as one number, as percent or as square
/// roots.</summary>
/// <param name="Up">Above each value; empty for none.</param>
/// <param name="Down">Below each value.</param>
internal readonly record struct ErrorBars(ImmutableArray<double> Up, ImmutableArray<double> Down)
{
    /// <summary>Reads <c>error_y</c> or <c>error_x</c>.</summary>
    /// <exception cref="NotSupportedException">There are more or fewer lengths than values.</exception>
    public static ErrorBars Read(JsonNode? node, ImmutableArray<double> values)
    {
        if (node is not JsonObject error || error["visible"] is { } visible && !JsonValues.IsTrue(visible))
            return new([], []);
        var up = Lengths(error, "", values);
        if (up.IsEmpty) return new([], []);
        var ownDown = error["symmetric"] is { } symmetric ? !JsonValues.IsTrue(symmetric)
            : error["arrayminus"] is not null || error["valueminus"] is not null;
        var down = ownDown ? Lengths(error, "minus", values) : up;
        return new(up, down.IsEmpty ? [.. values.Select(_ => 0.0)] : down);
    }

    private static ImmutableArray<double> Lengths(JsonObject error, string side, ImmutableArray<double> values)
    {
        var value = JsonValues.Number(error["value" + side]);
        var type = JsonValues.Text(error["type"]) ?? (error["array"] is null ? "percent" : "data");
        if (type == "sqrt") return [.. values.Select(v => Math.Sqrt(Math.Abs(v)))];
        if (type == "constant") return [.. values.Select(_ => value ?? 10)];
        if (type == "percent") return [.. values.Select(v => Math.Abs(v) * (value ?? 10) / 100)];
        var lengths = JsonValues.Numbers(error["array" + side]);
        return lengths.IsEmpty || lengths.Length == values.Length ? lengths
            : throw new NotSupportedException($"there are {lengths.Length} error bars for {values.Length} values");
    }
}
