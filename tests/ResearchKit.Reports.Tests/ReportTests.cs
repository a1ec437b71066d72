using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ResearchKit.Figures;
using ResearchKit.Notebooks;
using ResearchKit.Notebooks.Manifests;

namespace ResearchKit.Reports.Tests;

public sealed partial class ReportTests : IDisposable
{
    private readonly SampleResults _sample = new();

    public void Dispose() => _sample.Dispose();

    [Fact]
    public void EveryLinkOfEveryPageLeadsToAFileAndAPlaceInIt()
    {
        _sample.Write();
        var checkedLinks = 0;
        foreach (var page in Directory.GetFiles(_sample.Output, "*.html"))
        {
            foreach (var link in Links().Matches(File.ReadAllText(page))
                .Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)))
            {
                var (file, place) = link.Split('#') is [var f, var p] ? (f, p) : (link, "");
                var target = file.Length == 0 ? page : Path.Combine(_sample.Output, file);
                Assert.True(File.Exists(target), $"{Path.GetFileName(page)}: {link}");
                if (place.Length > 0)
                    Assert.True(File.ReadAllText(target).Contains($"id=\"{place}\"", StringComparison.Ordinal),
                        $"{Path.GetFileName(page)}: {link}");
                checkedLinks++;
            }
        }

        Assert.True(checkedLinks > 20, $"{checkedLinks} links");
    }

    [Fact]
    public void NothingIsTakenFromTheNetwork()
    {
        _sample.Write();
        foreach (var page in Directory.GetFiles(_sample.Output, "*.html"))
            Assert.DoesNotContain(Links()
                .Matches(File.ReadAllText(page)), m => m.Groups[1].Value.Contains("//", StringComparison.Ordinal));
        Assert.Contains("plotly.js v", _sample.Read("assets/plotly.min.js")[..400], StringComparison.Ordinal);
        Assert.NotEmpty(_sample.Read("assets/plotly.min.js.LICENSE.txt"));
    }

    [Fact]
    public void AClaimLeadsToTheCellAndTheFigureThatDecideItAndBack()
    {
        _sample.Write();
        var row =
            Assert.Single(_sample.Read("index.html")
                .Split('\n'), line => line.StartsWith("<tr data-claim", StringComparison.Ordinal)
                    && line.Contains("Both &lt;fall&gt;", StringComparison.Ordinal));
        Assert.Contains("data-paper=\"A Paper, arXiv 1234.56789\" data-verdict=\"reproduced\"", row,
            StringComparison.Ordinal);
        Assert.Contains($"href=\"{SampleResults.Notebook}.html#cell-draw\"", row, StringComparison.Ordinal);
        Assert.Contains($"href=\"{SampleResults.Notebook}.html#figure-curves\"", row, StringComparison.Ordinal);

        var page = _sample.Read(SampleResults.Notebook + ".html");
        var cell =
            page[page.IndexOf("id=\"cell-draw\"", StringComparison.Ordinal)..page.IndexOf("id=\"cell-count\"",
                StringComparison.Ordinal)];
        Assert.Contains("id=\"figure-curves\"", cell, StringComparison.Ordinal);
        Assert.Contains("Both &lt;fall&gt;", cell, StringComparison.Ordinal);
        Assert.Contains("One rises", cell, StringComparison.Ordinal);
    }

    [Fact]
    public void AFigureComesWithItsCodeBothFormsAndItsData()
    {
        _sample.Write();
        var page = _sample.Read(SampleResults.Notebook + ".html");
        Assert.Contains("&quot;curves&quot;", page, StringComparison.Ordinal);
        Assert.Contains("// &lt;both&gt;", page, StringComparison.Ordinal);
        var figures = Path.Combine(_sample.Output, "figures", SampleResults.Notebook);
        Assert.Equal(
            File.ReadAllText(Path.Combine(_sample.Results, SampleResults.Notebook, "curves.svg")),
            File.ReadAllText(Path.Combine(figures, "curves.svg")));
        Assert.StartsWith($"researchkit.figure(\"{SampleResults.Notebook}/curves\", {{",
            File.ReadAllText(Path.Combine(figures, "curves.js")), StringComparison.Ordinal);
        Assert.Equal(
            """
            Panel,Series,Kind,X,Y,Value,Low,High
            1,chosen,scatter,0,-1,,-1.25,-0.75
            1,chosen,scatter,10,-1.5,,-1.75,-1.25
            1,chosen,scatter,20,-2,,-2.25,-1.75
            1,rejected,scatter,0,-1,,,
            1,rejected,scatter,10,-3,,,
            1,rejected,scatter,20,-9,,,

            """, File.ReadAllText(Path.Combine(figures, "curves.csv")));
    }

    [Fact]
    public void BarsHeatMapsAndErrorBarsKeepTheirNumbers()
    {
        var figure = Figure.Grid("mixed", 2,
        [
            new Panel("bars").Bars("F1", ["a", "b"], [0.5, 0.75], [0.125, 0.25]),
            new Panel("map").Heatmap(new double[,] { { 1, 2 }, { 3, double.NaN } }),
        ]);
        Assert.Equal(
            """
            Panel,Series,Kind,X,Y,Value,Low,High
            1,F1,bar,a,0.5,,0.375,0.625
            1,F1,bar,b,0.75,,0.5,1
            2,,heatmap,0,0,1,,
            2,,heatmap,1,0,2,,
            2,,heatmap,0,1,3,,
            2,,heatmap,1,1,,,

            """, FigureCsv.Write("mixed", JsonNode.Parse(figure.ToPlotlyJson())!.AsObject()));
    }

    [Fact]
    public void SettingsAndHashesOfTheRunAreShownBesideWhatIsPublished()
    {
        File.WriteAllText(
            Path.Combine(_sample.Results, "run.json"),
            $$"""
            {"{{SampleResults.Notebook}}": {"version": "1.2", "commit": "abc", "engine": "ManagedTorch 1.2",
            "runtime": ".NET", "platform": "x64", "vectorBits": 512, "threads": 3, "seconds": 1.5,
            "given": ["beta=0.1"]} }
            """);
        var other =
            Manifest.Parse(_sample.Published.ToText()
                .Replace(_sample.Published.Files(SampleResults.Notebook)["numbers.csv"], new string('0', 64),
                    StringComparison.Ordinal));
        Report.Write(_sample.Results, _sample.Output, other, _sample.Runs, 1);
        var page = _sample.Read("index.html");
        Assert.Contains("<dt>parameters</dt><dd>beta = 0.1</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>ResearchKit</dt><dd>1.2, commit abc</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>threads</dt><dd>3</dd>", page, StringComparison.Ordinal);
        var hash = _sample.Published.Files(SampleResults.Notebook)["numbers.csv"];
        Assert.Contains(
            $"<td>numbers.csv</td><td><code>{hash}</code></td><td>changed</td>", page, StringComparison.Ordinal);
        Assert.Contains("11 of 12 files identical", page, StringComparison.Ordinal);
    }

    [Fact]
    public void EqualResultsGiveEqualPages()
    {
        _sample.Write();
        var first = Bytes();
        _sample.Write();
        Assert.Equal(first, Bytes());
        Assert.Empty(Directory.GetDirectories(_sample.Root, "*.tmp*"));

        SortedDictionary<string, string> Bytes() => new(
            Directory.GetFiles(_sample.Output, "*", SearchOption.AllDirectories)
            .ToDictionary(f => f, File.ReadAllText));
    }

    [Fact]
    public void WhatIsNoReportIsNotReplaced()
    {
        Directory.CreateDirectory(_sample.Output);
        File.WriteAllText(Path.Combine(_sample.Output, "thesis.txt"), "mine");
        var error = Assert.Throws<FileWriteException>(_sample.Write);
        Assert.Contains("the folder has files of something else", error.Message, StringComparison.Ordinal);
        Assert.Equal("mine", _sample.Read("thesis.txt"));
    }

    [Fact]
    public void WithoutResultsItSaysWhatToDoAndAnEarlierReportStays()
    {
        _sample.Write();
        File.Delete(Path.Combine(_sample.Results, "manifest.json"));
        Assert.Contains("run `researchkit reproduce` first", Assert.Throws<NotebookException>(_sample.Write).Message,
            StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_sample.Output, "index.html")));
    }

    [GeneratedRegex("""(?:href|src)="([^"]*)""")]
    private static partial Regex Links();
}
