using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Notebooks.Tests.Formatting;

public sealed class LiveDisplayTests
{
    private readonly CSharpSession _session = new(new SessionOptions(Path.GetTempPath(), ShowTimes: false));

    [Fact]
    public void ABarFillsInPlaceAndEndsFull()
    {
        var output = Run("foreach (var i in new[] { 1, 2, 3 }.WithProgress(\"<steps>\")) { }");
        Assert.Equal("<steps>: 0 of 3", Assert.Single(output.Displays).Data["text/plain"]);
        var last = Assert.Single(output.Updates).Value.Data;
        Assert.Equal("<steps>: 3 of 3", last["text/plain"]);
        Assert.Equal("<progress value=\"3\" max=\"3\"></progress> &lt;steps&gt;: 3 of 3", last["text/html"]);
    }

    [Fact]
    public void ALivePlotEndsWithAllItsPoints()
    {
        var output = Run("""
            using (var plot = new LivePlot("loss"))
                for (var step = 0; step < 3; step++)
                {
                    plot.Add("DPO", step, 1.0 / (1 + step));
                    plot.Add("IPO", step, 2);
                }
            """);
        Assert.Contains("no points yet", Assert.Single(output.Displays).Data["text/html"]);
        var last = Assert.Single(output.Updates).Value.Data;
        Assert.Contains("<svg", last["image/svg+xml"]);
        var json = System.Text.Json.Nodes.JsonNode.Parse(last["application/vnd.plotly.v1+json"])!;
        Assert.Equal(["DPO", "IPO"], json["data"]!.AsArray().Select(line => (string?)line!["name"]));
        Assert.Equal(3, json["data"]![0]!["x"]!.AsArray().Count);
    }

    [Fact]
    public void ATensorShowsItsShapeItsStatisticsAndItsValues()
    {
        var html = Run("TorchSharp.torch.tensor(new[,] { { 1f, 2f }, { 3f, float.NaN } })").Value!.Data["text/html"];
        Assert.Contains("<code>Float32 [2, 2]</code> on CPU", html);
        Assert.Contains("min 1, mean 2, max 3, std 1, 1 not finite", html);
        Assert.Contains("<td style=\"text-align: right\">3</td><td style=\"text-align: right\">NaN</td>", html);
        var large = Run("TorchSharp.torch.zeros(300, 2)").Value!.Data["text/html"];
        Assert.DoesNotContain("<table>", large);
    }

    [Fact]
    public void AHeatMapOfATensorIsAFigureOnRequest()
    {
        var data = Run("TorchSharp.torch.eye(3).HeatMap(\"attention\")").Value!.Data;
        Assert.Contains("\"heatmap\"", data["application/vnd.plotly.v1+json"]);
        Assert.Contains("not [1, 2, 2]", Run("TorchSharp.torch.ones(1, 2, 2).HeatMap()").Failure!.Message);
    }

    private RecordedOutput Run(string source)
    {
        var output = new RecordedOutput();
        _session.Execute(source, "cell", output);
        return output;
    }
}
