using Deedle;
using ResearchKit.Interop.Deedle;
using ResearchKit.Notebooks.Formatting;

namespace ResearchKit.Interop.Tests.Deedle;

public sealed class FrameDisplayTests
{
    public FrameDisplayTests() => PackageDisplays.Register("Deedle", value => FrameDisplay.Of(value));

    [Fact]
    public void AFrameIsShownAsATableOfItsFirstRowsWithTypesAndMissingValues()
    {
        var frame = Enumerable.Range(0, 1000)
            .Select(i => new { Seed = i, Beta = i == 3 ? double.NaN : i / 4.0, Name = $"<{i}>" }).ToFrame();
        var html = frame.ToDisplayString("text/html");
        Assert.Contains("The first 20 of 1000 rows, 3 columns: Seed int, Beta double, Name string", html);
        Assert.Contains("&lt;19&gt;", html);
        Assert.DoesNotContain("&lt;20&gt;", html);
        Assert.Contains("\u2013", html); // the missing value of row 3
        Assert.Contains("4.75", frame.ToDisplayString());
    }

    [Fact]
    public void AFormatterOfTheNotebookWins()
    {
        var frame = new[] { new { A = 1 } }.ToFrame();
        Formatter.Register<Frame<int, string>>(f => $"mine {f.RowCount}");
        try
        {
            Assert.Equal("mine 1", frame.ToDisplayString());
        }
        finally
        {
            Formatter.ResetToDefault();
        }
        Assert.StartsWith("1 rows, 1 columns: A int", FrameDisplay.Of(frame) is FrameDisplay shown ? shown.Table.Caption
            : "");
    }

    [Fact]
    public void OtherValuesOfThePackageStayThemselves()
    {
        object index = new[] { new { A = 1 } }.ToFrame().RowIndex;
        Assert.Same(index, FrameDisplay.Of(index));
    }
}
