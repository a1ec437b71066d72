using ResearchKit.Figures;

namespace ResearchKit.Recipes;

public sealed class HingeFigureTests
{
    // Both lines meet where max(0, 1 - m) is 0 or 1: at margins of 0 and from 1 on.
    [Fact]
    public void TheLinesMeetAtZeroAndFromOneOn()
    {
        var lines = HingeFigure.OfMargins("hinges").Panels.Single().Traces.Cast<LineTrace>().ToArray();
        Assert.Equal(lines[0].Y[20], lines[1].Y[20]);
        Assert.Equal(lines[0].Y.Skip(30), lines[1].Y.Skip(30));
        Assert.NotEqual(lines[0].Y[10], lines[1].Y[10]);
    }
}
