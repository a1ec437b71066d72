using ResearchKit.Benchmarks;

namespace ResearchKit.Tests.Benchmarks;

public sealed class PublishedTablesTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"published-{Guid.NewGuid():N}.csv");

    public void Dispose() => File.Delete(_file);

    private string Write(string text)
    {
        File.WriteAllText(_file, text);
        return _file;
    }

    [Fact]
    public void TableOneHasThePapersRowsAndGaps()
    {
        var rows = PublishedTables.AdavipTable1();
        Assert.Equal(19, rows.Count);
        var ours = rows.Single(r => r.Label == "LLaVA-1.5 + AdaViP 7B");
        Assert.Equal(("93.7", "96.4"), (ours.NonRsp.ToString(), ours.NonMen.ToString()));
        Assert.Equal("2.00", rows.Single(r => r.Label == "LLaVA-1.5 + DPO 7B").MmhalScore.ToString());
        Assert.Null(rows.Single(r => r.Method == "V-DPO").NonRsp);
        Assert.Equal("GPT-4V", rows.Single(r => r.Size == "").Label);
    }

    [Fact]
    public void TableTwoHasThePapersRows()
    {
        var rows = PublishedTables.AdavipTable2();
        Assert.Equal(["LLaVA-1.5-7B", "DPO", "+ Vision", "+ Adaptive"], rows.Select(r => r.Method));
        Assert.Equal((97.8m, 76.0m, 67.0m, 85.8m, 79.9m), (rows[3].Existence.Value, rows[3].Attribute.Value,
            rows[3].Relation.Value, rows[3].F1.Value, rows[3].Accuracy.Value));
    }

    [Theory]
    [InlineData("method,f1_existence,f1_attribute,f1_relation,f1,accuracy\nA,1,2,3,4,5\nB,1,x,3,4,5\n",
        "line 3, column 'f1_attribute': 'x' is not a number")]
    [InlineData("method,f1_existence,f1_attribute,f1_relation,f1,accuracy\nA,1,2,3,4,105\n",
        "line 2, column 'accuracy': 105 is outside 0 to 100")]
    [InlineData("method,f1_existence,f1_attribute,f1_relation,f1,accuracy\nA,1,,3,4,5\n",
        "line 2, column 'f1_attribute': it is empty")]
    [InlineData("method,f1_existence,f1_attribute,f1_relation,f1,accuracy\nA,1,2\n",
        "line 2, column 'f1_relation': the line ends before this column")]
    [InlineData("method,f1_existence,f1,accuracy\nA,1,2,3\n",
        "column 'f1_attribute': the header has no such column; it has method, f1_existence, f1, accuracy")]
    [InlineData("", "the file is empty")]
    [InlineData("method,f1_existence,f1_attribute,f1_relation,f1,accuracy\n", "no line below the header")]
    [InlineData("method,f1_existence,f1_attribute,f1_relation,f1,accuracy\na \"b,1,2,3,4,5\n", "line 2")]
    public void AnErrorNamesFileLineAndColumn(string text, string expected)
    {
        var error = Assert.Throws<InvalidDataException>(() => PublishedTables.AdavipTable2(Write(text)));
        Assert.Contains(_file, error.Message);
        Assert.Contains(expected, error.Message);
    }

    [Fact]
    public void AMissingFileIsNamed()
    {
        Assert.Contains(_file, Assert.Throws<FileNotFoundException>(() => PublishedTables.AdavipTable1(_file)).Message);
        Assert.Contains("data/published/none.csv",
            Assert.Throws<FileNotFoundException>(() => PublishedTables.Find("none.csv")).Message);
    }
}
