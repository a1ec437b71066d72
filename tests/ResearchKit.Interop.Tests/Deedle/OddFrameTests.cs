using Deedle;
using ResearchKit.Figures;
using ResearchKit.Interop.Deedle;
using ResearchKit.Notebooks.Formatting;

namespace ResearchKit.Interop.Tests.Deedle;

/// <summary>Frames that are empty, that have odd names, and columns of every type.</summary>
public sealed class OddFrameTests
{
    public sealed record All(
        int? Count, decimal Price, DateTime At, DateOnly Day, bool Is, float Single, long Long, DayOfWeek Weekday,
        string? Text, Guid Id);

    private static readonly All[] Rows =
    [
        new(1, 1.10m, new(2024, 2, 29, 13, 5, 0), new(2024, 2, 29), true, 0.1f, 1L << 40, DayOfWeek.Friday, "a|b",
            Guid.Empty),
        new(null, -2m, default, default, false, float.NaN, -1, DayOfWeek.Sunday, null, Guid.AllBitsSet),
    ];

    [Fact]
    public void ColumnsOfEveryTypeAreShownAndComeBackAsRecords()
    {
        PackageDisplays.Register("Deedle", value => FrameDisplay.Of(value));
        var frame = Rows.ToFrame();
        Assert.Equal(Rows, frame.ToRecords<All, int>());
        var html = frame.ToDisplayString("text/html");
        Assert.Equal(2, html.Split("2024-02-29").Length - 1); // At and Day
        Assert.Contains("Weekday DayOfWeek", html);
        Assert.Contains("a|b", frame.Rows[0].ToDisplayString("text/html"));
        Assert.Contains("a\\|b", frame.ToTable("t").ToMarkdown());
        Assert.Contains("Friday", frame.ToTable("t").ToLatex());
    }

    [Fact]
    public void AnEmptyFrameHasItsColumns()
    {
        var frame = Rows.Take(0).ToFrame();
        Assert.Equal(10, frame.ToTable("t").Columns.Length);
        Assert.Empty(frame.ToTable("t").Rows);
        Assert.Empty(Frame.CreateEmpty<int, string>().ToTable("t").Columns);
        PackageDisplays.Register("Deedle", value => FrameDisplay.Of(value));
        Assert.StartsWith("0 rows, 0 columns", Frame.CreateEmpty<int, string>().ToDisplayString());
    }

    [Fact]
    public void ARowKeyDoesNotHideAColumnOfItsName()
    {
        var table = Frame.FromRecords(new[] { new { row = 5, b = 1 } }).IndexRowsWith(["key"]).ToTable("t");
        Assert.Equal(["row key", "row", "b"], table.Columns.Select(c => c.Key));
        Assert.Equal(["key", 5, 1], table.Columns.Select(c => table.Rows[0][c.Key]));
    }

    [Fact]
    public void ASeriesIsShownAsATable()
    {
        PackageDisplays.Register("Deedle", value => FrameDisplay.Of(value));
        var series = new Series<string, double>(["a", "b"], [0.5, double.NaN]);
        var html = series.ToDisplayString("text/html");
        Assert.Contains("2 rows of double", html);
        Assert.Contains("\u2013", html);
        Assert.Contains("The first 20 of 1000 rows of int", new Series<int, int>(Enumerable.Range(0, 1000),
            Enumerable.Range(0, 1000)).ToDisplayString("text/html"));
    }

    [Fact]
    public void CsvMayHaveAMarkRowKeysAndLaterRowsOfAnotherType()
    {
        Assert.Equal(["a", "b"], FrameCsv.Read("\uFEFFa,b\n1,2\n").ColumnKeys);
        var frame = Frame.FromRecords(new[] { new { v = 1.5 } }).IndexRowsWith(["x, \"y\"\nz"]);
        Assert.Equal("key,v\n\"x, \"\"y\"\"\nz\",1.5\n", frame.ToCsv("key"));
        Assert.Equal("x, \"y\"\nz", FrameCsv.Read(frame.ToCsv("key")).GetColumn<string>("key")[0]);
        var late = string.Join("\n", Enumerable.Range(0, 200).Select(i => $"{i}")) + "\n0.5\nword";
        Assert.Equal("word", FrameCsv.Read("v\n" + late).GetColumn<string>("v")[201]);
    }

    [Fact]
    public void SweepsOfTuplesDecimalsAndMissingValuesHaveTypedColumns()
    {
        var pairs = new[] { (0.5, "a"), (1.5, "b") }.ToFrameBySeed();
        Assert.Equal([typeof(double), typeof(string)], pairs.ColumnTypes);
        Assert.Equal(1, pairs.GetColumn<double>("Item1").Mean());
        Assert.Equal([1.5m, 2m], new[] { 1.5m, 2m }.ToFrameBySeed().GetColumn<decimal>("value").Values);
        var missing = new double?[] { 1, null, 3 }.ToFrameBySeed(first: 7);
        Assert.Equal([7, 9], missing.GetColumn<double>("value").DropMissing().Keys);
    }
}
