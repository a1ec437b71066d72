using System.Text.Json.Nodes;
using Plotly.NET;

namespace ResearchKit.Interop.Tests.PlotlyNet;

/// <summary>Charts from Plotly's own notation, for what the functions of Plotly.NET make hard to say in C#.</summary>
internal static class ChartJson
{
    public static GenericChart Chart(string data, string layout = "{}")
    {
        var traces = JsonNode.Parse(data)!.AsArray().Select(t =>
            Filled(new Trace((string?)t!["type"] ?? "scatter"), t.AsObject()));
        return GenericChart.fromFigure(Figure.create(Microsoft.FSharp.Collections.ListModule.OfSeq(traces),
            Filled(new Layout(), JsonNode.Parse(layout)!.AsObject())));
    }

    private static T Filled<T>(T target, JsonObject json) where T : DynamicObj.DynamicObj
    {
        foreach (var (name, value) in json) target.SetProperty(name, Value(value)!);
        return target;
    }

    private static object? Value(JsonNode? node) => node switch
    {
        JsonObject parts => Filled(new DynamicObj.DynamicObj(), parts),
        JsonArray items => items.Select(Value).ToList(),
        null => null,
        _ => node.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.String => (string)node!,
            System.Text.Json.JsonValueKind.Number => (double)node,
            var kind => kind == System.Text.Json.JsonValueKind.True,
        },
    };
}
