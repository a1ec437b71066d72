namespace ResearchKit.Kernel.Tests;

/// <summary>Cells that leave something behind them, or throw where nobody catches.</summary>
public sealed class StrayTests(TestKernel kernel) : IClassFixture<TestKernel>
{
    [Fact]
    public void AnExceptionOnAThreadOfACellIsAMessageAndTheKernelLives()
    {
        var answer = kernel.Execute(
            "var kept = 1; var stray = new System.Threading.Thread(() => throw new Exception(\"lost\")); " +
            "stray.Start(); "
            + "stray.Join(); System.Threading.Thread.Sleep(100);");
        Assert.Contains("not caught on another thread: System.Exception: lost", answer.Stderr);
        Assert.Equal("1", kernel.Execute("kept").Value);
    }

    [Theory]
    [InlineData("async void Bad() { await Task.Yield(); throw new InvalidOperationException(\"lost\"); }\nBad(); "
        + "await Task.Delay(200);")]
    [InlineData("async void Bad() { throw new InvalidOperationException(\"lost\"); }\nBad();")]
    public void WhatAnAsyncVoidFunctionThrowsIsTheErrorOfItsCell(string cell)
    {
        var answer = kernel.Execute(cell);
        Assert.Equal("error", answer.Status);
        Assert.Contains("lost (not caught in cell", (string?)answer.Output("error")["evalue"]);
        Assert.Equal("2", kernel.Execute("1 + 1").Value);
    }

    [Fact]
    public void WhatACellHasNotAwaitedGoesOnAfterIt()
    {
        kernel.Execute(
            "var ticks = 0; async Task Tick() { for (var i = 0; i < 3; i++) { await Task.Delay(5); ticks++; } }\n"
            + "var ticking = Tick();");
        Assert.Equal("3", kernel.Execute("await ticking; ticks").Value);
    }

    [Fact]
    public void ARedirectedConsoleIsTheCellsOwnAffair()
    {
        Assert.Equal("", kernel.Execute("Console.SetOut(new StringWriter()); Console.Write(\"gone\");").Stdout);
        Assert.Equal("here", kernel.Execute("Console.Write(\"here\");").Stdout);
    }

    [Fact]
    public void ARunawayAllocationInsideALibraryIsAnErrorAndTheKernelLives()
    {
        using var small = new TestKernel([("RESEARCHKIT_MEMORY_LIMIT", "600")]);
        var answer =
            small.Execute("var kept = 1; Enumerable.Repeat(1, int.MaxValue).Select(_ => new byte[1 << 20]).ToList()");
        Assert.Equal(("error", "OutOfMemoryException"), (answer.Status, (string?)answer.Reply["ename"]));
        Assert.Equal("1", small.Execute("kept").Value);
    }
}
