using System.Text.Json.Nodes;
using ResearchKit.Figures;

namespace ResearchKit.Interop.PlotlyNet;

/// <summary>Reads histograms and box plots.</summary>
/// <param name="omissions">Takes what is not drawn.</param>
internal sealed class DistributionReader(Omissions omissions)
{
    /// <exception cref="NotSupportedException">The histogram is none that a figure has.</exception>
    public static Trace Histogram(JsonObject trace)
    {
        if (trace["x"] is not JsonArray values || trace["y"] is JsonArray)
            throw new NotSupportedException("histograms along the vertical axis are shown interactively only");
        if (JsonValues.Text(trace["histfunc"]) is not (null or "count")
            || JsonValues.IsTrue(trace["cumulative"]?["enabled"]))
            throw new NotSupportedException("histograms of sums or running counts are shown interactively only");
        var name = TraceReader.Name(trace);
        var scale = JsonValues.Text(trace["histnorm"]);
        if (JsonValues.AreNames(values) && scale is null or "")
        {
            var counts = JsonValues.Names(values).CountBy(n => n).ToArray();
            return new BarTrace(name, [.. counts.Select(c => c.Key)], [.. counts.Select(c => (double)c.Value)]);
        }
        return new HistogramTrace(name, JsonValues.Numbers(values))
        {
            Bins = Bins(trace),
            Scale = scale switch
            {
                null or "" => HistogramScale.Count,
                "probability" when !JsonValues.AreNames(values) => HistogramScale.Probability,
                "probability density" when !JsonValues.AreNames(values) => HistogramScale.Density,
                _ => throw new NotSupportedException($"histograms of {scale} are shown interactively only"),
            },
        };
    }

    /// <summary>A box, or one for each category.</summary>
    /// <exception cref="NotSupportedException">The boxes are none that a figure has.</exception>
    public IEnumerable<BoxTrace> Boxes(JsonObject trace)
    {
        if (trace["y"] is not JsonArray given)
            throw new NotSupportedException(trace["x"] is null
                ? "boxes without their values are shown interactively only"
                : "horizontal boxes are shown interactively only");
        omissions.Add(JsonValues.Text(trace["boxpoints"]) == "all", "points beside boxes");
        var mean = trace["boxmean"];
        omissions.Add(JsonValues.Text(mean) is not null || JsonValues.IsTrue(mean), "means of boxes");
        var (name, values) = (TraceReader.Name(trace), JsonValues.Numbers(given));
        if (trace["x"] is not JsonArray groups || groups.Count != values.Length || groups.Count < 2)
            return [new(name, values)];
        TraceReader.RejectLevels(groups);
        return JsonValues.Names(groups).Zip(values).GroupBy(p => p.First)
            .Select(g => new BoxTrace(g.Key, [.. g.Select(p => p.Second)]));
    }

    private static int? Bins(JsonObject trace)
    {
        if (trace["xbins"] is JsonObject bins && JsonValues.Number(bins["start"]) is { } start
            && JsonValues.Number(bins["end"]) is { } end && JsonValues.Number(bins["size"]) is > 0 and var size)
            return (int)Math.Clamp(Math.Ceiling((end - start) / size), 1, 1000);
        return (int?)JsonValues.Number(trace["nbinsx"]) is > 0 and var count ? count : null;
    }
}
