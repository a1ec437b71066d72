using System.Globalization;
using CsvHelper;

namespace ResearchKit.Figures.Tests;

public sealed class TableTests
{
    private sealed record Row(string Method, string Size, double F1, double Chair, int Runs, PlusMinus Score);

    private static readonly Row[] Rows =
    [
        new("DPO", "7B", 78.8, 3.5, 3, new(87.7, 0.4)),
        new("AdaViP", "7B", 85.84, 1.8, 3, new(92.0, 0.3)),
        new("AdaViP", "13B", 85.81, 1.8, 10, new(91.7, double.NaN)),
        new("V-DPO", "7B", 81.6, double.NaN, 1, new(88.0, 0.5)),
    ];

    private static Table Sample() => Table.From("sample", Rows)
        .Column("F1", unit: "%", format: "0.0", best: Best.Highest)
        .Column("Chair", header: "CHAIR", best: Best.Lowest)
        .Column("Score", format: "0.0");

    [Fact]
    public void ValuesThatLookAlikeShareTheBestRank()
    {
        // 85.84 and 85.81 are both shown as 85.8; the next different value, 81.6, is second.
        var markdown = Sample().ToMarkdown();
        Assert.Contains("| AdaViP | 7B | **85.8** |", markdown);
        Assert.Contains("| AdaViP | 13B | **85.8** |", markdown);
        Assert.Contains("| V-DPO | 7B | <u>81.6</u> |", markdown);
        Assert.Contains("| DPO | 7B | 78.8 |", markdown);
    }

    [Fact]
    public void LowestIsBestWhereAskedAndMissingValuesHaveNoRank()
    {
        var markdown = Sample().Only("Chair").ToMarkdown();
        Assert.Equal(
            "| CHAIR ↓ |\n| ---: |\n| <u>3.50</u> |\n| **1.80** |\n| **1.80** |\n| – |\n", markdown);
    }

    [Fact]
    public void NothingIsBestWhereAllAreEqual() =>
        Assert.DoesNotContain("**",
            Table.From("equal", new[] { new { A = 1.0 }, new { A = 1.0 } }).Column("A", best: Best.Highest)
            .ToMarkdown());

    [Fact]
    public void BestOfEachGroupIsMarkedWhereAsked()
    {
        var markdown = Sample().Only("Method", "Size", "F1").GroupBy("Size", bestOfGroup: true).ToMarkdown();
        // 13B has a single value: nothing to compare it with.
        Assert.Contains("| *13B* |  |\n| AdaViP | 85.8 |", markdown);
        Assert.Contains("| AdaViP | **85.8** |\n| V-DPO | <u>81.6</u> |", markdown);
    }

    [Fact]
    public void AMeanShowsItsMarginIfItHasOne()
    {
        var text = Sample().ToText();
        Assert.Contains("92.0 ± 0.3", text);
        Assert.Contains("91.7\n", text);
    }

    [Fact]
    public void EachFormatEscapesItsSpecialCharacters()
    {
        var table = Table.From("odd", new[] { new { Text = "a|b & <c> 50% $x_1$ #{y}~^\\" } });
        Assert.Contains("a|b &amp; &lt;c&gt; 50% $x_1$ #{y}~^\\", table.ToHtml());
        Assert.Contains(@"a\|b &amp; &lt;c&gt; 50% \$x\_1\$ \#{y}\~^\\ |", table.ToMarkdown());
        Assert.Contains(
            @"a\textbar{}b \& \textless{}c\textgreater{} 50\% \$x\_\allowbreak{}1\$ " +
            @"\#\{y\}\textasciitilde{}\textasciicircum{}\textbackslash{} \\",
            table.ToLatex());
    }

    [Fact]
    public void LatexHasBooktabsRulesSpansAndSymbols()
    {
        var tex = Sample().Span("AMBER", "F1", "Chair").WithCaption("Scores of β = 0.1").ToLatex(
            new Provenance("05-published-tables", "t1", new Dictionary<string, string> { ["seed"] = "0" }));
        Assert.StartsWith("% notebook=05-published-tables cell=t1 seed=0\n", tex);
        Assert.Contains(@"\caption{Scores of $\beta$ = 0.1}", tex);
        Assert.Contains(@"\begin{tabular}{llrrrr}", tex);
        Assert.Contains(" &  & \\multicolumn{2}{c}{AMBER} &  &  \\\\\n\\cmidrule(lr){3-4}\n", tex);
        Assert.Contains(@"Method & Size & F1 (\%) $\uparrow$ & CHAIR $\downarrow$ & Runs & Score \\", tex);
        Assert.Contains(@"92.0 $\pm$ 0.3", tex);
        Assert.Equal(tex.Count(c => c == '{'), tex.Count(c => c == '}'));
        Assert.Equal(1, tex.Split("\\toprule").Length - 1);
        Assert.Equal(1, tex.Split("\\bottomrule").Length - 1);
    }

    [Fact]
    public void CsvIsReadBackByCsvHelper()
    {
        var rows =
            new[] { new { Name = "a, \"b\"", Value = 0.1 + 0.2, Count = 3L },
                new { Name = "line\nbreak", Value = double.NaN, Count = -1L } };
        var csv = Table.From("round-trip", rows).ToCsv(Provenance.None);
        using var reader = CsvReader.FromText(csv, new CsvReaderOptions { Separator = ',', CommentPrefix = '#' });
        Assert.Equal(["Name", "Value", "Count"], reader.Headers);
        Assert.True(reader.Read());
        Assert.Equal("a, \"b\"", reader.GetString("Name"));
        Assert.Equal(0.3, reader.Parse<double>("Value"), 1e-10);
        Assert.Equal(3L, reader.Parse<long>("Count"));
        Assert.True(reader.Read());
        Assert.Equal("line\nbreak", reader.GetString("Name"));
        Assert.Equal("", reader.GetString("Value"));
        Assert.False(reader.Read());
    }

    [Fact]
    public void CsvGivesAMeanTwoColumns() =>
        Assert.Equal("Score,ScoreMargin\n87.7,0.4\n92,0.3\n91.7,\n88,0.5\n", Sample().Only("Score").ToCsv());

    [Fact]
    public void HtmlIsWellFormedAndKeepsRanks()
    {
        var html = Sample().GroupBy("Size").Span("AMBER", "F1", "Chair").WithCaption("A & B").ToHtml();
        var root = System.Xml.Linq.XDocument.Parse($"<div>{html}</div>").Root!.Element("table")!;
        Assert.Equal(2, root.Elements("tbody").Count());
        Assert.Equal(["85.8", "1.80", "85.8", "1.80"], root.Descendants("b").Select(b => b.Value));
        Assert.All(root.Descendants("tr")
            .Where(r => r.Elements("td").Any()), r => Assert.Equal(5, r.Elements("td").Count()));
    }

    [Fact]
    public void TextIsAligned() => Assert.Equal(
        "Method  Runs\n────────────\nDPO        3\nAdaViP     3\nAdaViP    10\nV-DPO      1\n",
        Sample().Only("Method", "Runs").ToText());

    [Fact]
    public void DictionariesAndPlainValuesAreRowsToo()
    {
        var rows =
            new[] { new Dictionary<string, object?> { ["a"] = 1 }, new Dictionary<string, object?> { ["b"] = "x" } };
        Assert.Equal("a,b\n1,\n,x\n", Table.From("maps", rows).ToCsv());
        Assert.Equal("Value\n1\n2\n", Table.From("plain", new[] { 1, 2 }).ToCsv());
    }

    [Theory]
    [InlineData("AmberF1", "Amber F1")]
    [InlineData("AmberScore", "Amber score")]
    [InlineData("CHAIRScore", "CHAIR score")]
    [InlineData("F1", "F1")]
    public void HeadersAreWords(string key, string header) =>
        Assert.Equal(header,
            Table.From("words", new[] { new Dictionary<string, object?> { [key] = 1 } }).Columns[0].Header);

    [Fact]
    public void AnUnknownColumnIsNamedWithTheKnownOnes()
    {
        var error = Assert.Throws<ArgumentException>(() => Sample().Column("F2"));
        Assert.Contains("no column 'F2'; it has Method, Size, F1", error.Message);
    }

    [Fact]
    public void AllFilesCarryProvenanceAndStableBytes()
    {
        var provenance = new Provenance("02", "c1", new Dictionary<string, string> { ["beta"] = "0.1" });
        var files = Sample().Files(provenance).ToArray();
        Assert.Equal([".csv", ".tex", ".md", ".html"], files.Select(f => f.Extension));
        Assert.All(files, f => Assert.Contains("notebook=02 cell=c1 beta=0.1", f.Text));
        Assert.Equal(files, Sample().Files(provenance));
    }
}
