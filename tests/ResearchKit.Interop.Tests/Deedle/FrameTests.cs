using Deedle;
using ResearchKit.Figures;
using ResearchKit.Interop.Deedle;

namespace ResearchKit.Interop.Tests.Deedle;

public sealed class FrameTests
{
    private static readonly Run[] Runs =
        [new("dpo", 0.1, 3, 0.5), new("ipo", double.NaN, 5, null), new("a,\"b\"", 1e-7, 7, -2)];

    public sealed record Run(string Loss, double Beta, int Seed, double? Margin = 9);

    public sealed record Strict(string Loss, int Beta);

    [Fact]
    public void RecordsSurviveTheWayThereAndBack() => Assert.Equal(Runs, Runs.ToFrame().ToRecords<Run, int>());

    [Fact]
    public void RecordsAreBuiltFromColumnsOfTheirNamesAndDefaults()
    {
        var frame = Frame.FromRecords(new[] { new { beta = 2, LOSS = "dpo", seed = "4", other = 1 } });
        Assert.Equal([new Run("dpo", 2, 4, 9)], frame.ToRecords<Run, int>());
    }

    [Fact]
    public void WhatARecordCannotHoldIsNamed()
    {
        var frame = Runs.ToFrame();
        Assert.Equal("row 0: '0.1' in column 'Beta' is no Int32",
            Text(() => Frame.FromRecords(new[] { new { Loss = "a", Beta = "0.1" } }).ToRecords<Strict, int>()));
        Assert.Equal("row 1 has no value in column 'Beta', which is Int32", Text(() => frame.ToRecords<Strict, int>()));
        frame.DropColumn("Beta");
        Assert.Equal("Strict needs a column 'Beta'; the frame has Loss, Seed, Margin",
            Text(() => frame.ToRecords<Strict, int>()));

        static string Text(Action action) => Assert.Throws<ArgumentException>(action).Message;
    }

    [Fact]
    public void ATableHasTheCellsOfTheFrameAndItsLatexAndMarkdown()
    {
        var table = Runs.ToFrame().ToTable("runs");
        Assert.Equal(["Loss", "Beta", "Seed", "Margin"], table.Columns.Select(c => c.Key));
        Assert.Equal([3, 5, 7], table.Rows.Select(r => (int)r["Seed"]!));
        Assert.Null(table.Rows[1].GetValueOrDefault("Beta"));
        Assert.Contains("\\begin{tabular}", table.ToLatex());
        Assert.Contains("| ipo | ", table.ToMarkdown());
        Assert.Equal("Loss,Beta,Seed,Margin\ndpo,0.1,3,0.5\nipo,,5,\n\"a,\"\"b\"\"\",1e-07,7,-2\n", table.ToCsv(),
            ignoreLineEndingDifferences: true, ignoreCase: true);
    }

    [Fact]
    public void RowKeysAreAColumnUnlessTheyOnlyCount()
    {
        var table = Runs.ToFrame().IndexRows<string>("Loss").ToTable("runs");
        Assert.Equal(["row", "Beta", "Seed", "Margin"], table.Columns.Select(c => c.Key));
        Assert.Equal(["dpo", "ipo", "a,\"b\""], table.Rows.Select(r => r["row"]));
    }

    [Fact]
    public void ATableBecomesAFrameWithTypedColumns()
    {
        var frame = Table.From("t", Runs).ToFrame();
        Assert.Equal([typeof(string), typeof(double), typeof(int), typeof(double)], frame.ColumnTypes);
        Assert.Equal(5, frame["Seed"].Mean());
        Assert.Equal(1, frame.GetColumn<double>("Margin").KeyCount - frame.GetColumn<double>("Margin").ValueCount);
        Assert.Equal(Runs, frame.ToRecords<Run, int>());
    }

    [Fact]
    public void CsvKeepsEveryDigitAndMissingValues()
    {
        var frame = Runs.ToFrame();
        var csv = frame.ToCsv();
        Assert.StartsWith("Loss,Beta,Seed,Margin\ndpo,0.1,3,0.5\nipo,,5,\n\"a,\"\"b\"\"\",1E-07,7,-2", csv);
        Assert.Equal(Runs, FrameCsv.Read(csv).ToRecords<Run, int>());
    }
}
