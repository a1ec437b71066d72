using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Notebooks.Tests.Sessions;

public sealed class CSharpSessionTests
{
    private readonly CSharpSession _session = new(new SessionOptions(Path.GetTempPath(), ShowTimes: false));
    private int _cell;

    [Fact]
    public void VariablesTypesAndFunctionsLiveOnInLaterCells()
    {
        Run("var x = 20; record Point(int X, int Y); int Twice(int n) => 2 * n;");
        Assert.Equal("42", Run("Twice(x) + new Point(1, 2).Y").Text);
    }

    [Fact]
    public void TheLastExpressionIsTheResultAndAStatementHasNone()
    {
        Assert.Equal("0.1", Run("0.1").Text);
        Assert.Null(Run("var y = 0.1;").Value);
    }

    [Fact]
    public void AwaitAndTheNewestSyntaxWork()
    {
        Assert.Equal("[1, 2, 3]", Run("await Task.Yield(); int[] xs = [1, 2, 3]; xs").Text);
        Assert.Equal("6", Run("xs.Sum()").Text);
    }

    [Fact]
    public void ACellThatBlocksOnItsOwnTaskDoesNotWaitForEver() =>
        Assert.Equal("7",
            Run("async Task<int> Seven() { await Task.Delay(1); await Task.Yield(); return 7; } Seven().Result").Text);

    [Fact]
    public void ConsoleOutputGoesToTheRunningCell()
    {
        var output =
            Run("Console.Write(\"a\"); Console.WriteLine(1.5); Console.Error.WriteLine(\"oh\"); await Task.Run(() " +
                "=> Console.Write(\"b\"));");
        Assert.Equal("a1.5\nb", output.Stdout);
        Assert.Equal("oh\n", output.Stderr);
    }

    [Fact]
    public void ReadingTheConsoleSaysToUseAParameter() =>
        Assert.Contains("make the value a parameter", Run("Console.ReadLine()").Failure!.Message);

    [Fact]
    public void ACompilationErrorNamesCellAndLine()
    {
        Run("var ok = 1;");
        var error = Run("var a = 1;\nvar b = missing + a;").Failure!;
        Assert.Equal("CompilationError", error.Name);
        Assert.Equal("CS0103: The name 'missing' does not exist in the current context (cell 2, line 2)",
            error.Message);
        Assert.Equal("cell 2, line 2: error CS0103: The name 'missing' does not exist in the current context",
            error.Traceback[0]);
        Assert.Equal("    var b = missing + a;", error.Traceback[1]);
        Assert.Equal("            ^^^^^^^", error.Traceback[2]);
    }

    [Fact]
    public void AnExceptionNamesTheLineOfTheCellAndOfTheFunctionThatThrew()
    {
        Run("int Fail(int n)\n{\n    throw new InvalidOperationException(\"bad luck\");\n}");
        var error = Run("var before = 5;\n\nFail(3);").Failure!;
        Assert.Equal("InvalidOperationException", error.Name);
        Assert.Equal("bad luck (cell 2, line 3)", error.Message);
        Assert.Equal(
            ["InvalidOperationException: bad luck", "  at Fail (cell 1, line 3)", "  at cell 2, line 3"],
            error.Traceback);
    }

    [Fact]
    public void ACellThatThrowsKeepsWhatItHadAssigned()
    {
        Run("var kept = 3; if (kept == 3) throw new Exception(\"x\"); kept = 4;");
        Assert.Equal("3", Run("kept").Text);
    }

    [Fact]
    public void ACellThatDoesNotCompileLeavesTheSessionAsItWas()
    {
        Run("var n = 1;");
        Run("var n = nonsense;");
        Assert.Equal("1", Run("n").Text);
    }

    [Fact]
    public void MemoryGrowsWithTheCellsAndNotWithTheirReferences()
    {
        for (var i = 0; i < 20; i++) Run($"var grow{i} = {i};");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 20; i < 60; i++) Run($"var grow{i} = {i};");
        // With all references again in every cell, each would keep about a megabyte.
        Assert.InRange((GC.GetTotalMemory(forceFullCollection: true) - before) / 40, 0, 200_000);
    }

    [Fact]
    public void TheHostsLibrariesNeedNoReference()
    {
        Assert.Equal("2", Run("MathNet.Numerics.Statistics.ArrayStatistics.Mean(new[] { 1.0, 3.0 })").Text);
        var artifact = Run(
            """
            using ResearchKit.Figures;
            sealed class Note : IArtifact
            {
                public string Name => "note";
                public IEnumerable<ArtifactFile> Files(Provenance p) => [new(".txt", p.ToString())];
            }
            new Note()
            """).Artifacts;
        Assert.Equal("note", Assert.Single(artifact).Name);
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("while (true) { try { while (true) { } } catch { } finally { } }")]
    [InlineData("System.Threading.Thread.Sleep(1_000_000);")]
    [InlineData("await Task.Delay(1_000_000);")]
    [InlineData("await Task.Delay(1); while (true) { }")]
    [InlineData("Task.Delay(1_000_000).Wait();")]
    public void AnInterruptStopsTheCellAndTheSessionGoesOn(string source)
    {
        Run("var kept = 11;");
        using var interrupt = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var output = new RecordedOutput();
        Assert.Equal(CellStatus.Interrupted, _session.Execute(source, "cell 2", output, interrupt.Token));
        Assert.Null(output.Failure);
        Assert.Equal("12", Run("kept + 1").Text);
    }

    [Fact]
    public void TheFirstCellMayBeInterrupted()
    {
        RunAndStop("STOP; while (true) { }");
        Assert.Equal("2", Run("1 + 1").Text);
    }

    [Fact]
    public void DefinitionsOfAnInterruptedCellAreKeptWhereTheyCompleted()
    {
        RunAndStop("var first = 1; int Twice(int n) => 2 * n; STOP; while (true) { }\nvar second = 2;");
        Assert.Equal("2", Run("Twice(first)").Text);
        Assert.Equal("0", Run("second").Text);
    }

    [Fact]
    public void FunctionsAndTasksOfEarlierCellsAreStoppedToo()
    {
        Run("long turns = 0; void Spin() { while (true) turns++; }\nvar left = Task.Run(Spin);");
        RunAndStop("STOP; Spin();");
        Assert.Equal("true", Run("try { left.Wait(60_000); } catch (AggregateException) { }\nleft.IsCompleted").Text);
    }

    [Fact]
    public void WhatGotNoTimeBeforeTheNextCellIsStillAsked()
    {
        var stops = new CellStops();
        var first = stops.Begin();
        stops.Stop();
        var second = stops.Begin();
        Assert.True(CellStop.Requested);
        Assert.True(stops.IsStopped(first));
        Assert.False(stops.IsStopped(second));
    }

    [Fact]
    public void ACellInsideALibraryThatDoesNotStopIsLeftBehindAndTheSessionGoesOn()
    {
        // The library's loop is a wait that swallows what wakes it, until the test ends it.
        Run("var after = 0;");
        var source = """
            ResearchKit.Notebooks.Tests.Sessions.Stubborn.Wait(() => STOP);
            after = 1;
            Console.WriteLine("not heard");
            """;
        Assert.Equal(CellStatus.Stuck, Stopping(_session, source));
        Assert.Equal("5", Run("after + 5").Text);
        Stubborn.Release();
        // What follows the library's call in the cell that was left behind does not run.
        Assert.Equal("0", Run("System.Threading.Thread.Sleep(50); after").Text);
    }

    [Fact]
    public void ATrainingInsideALibraryIsStoppedByTheEngine()
    {
        // The loop is the library's, the lambda has none of its own: only the engine can ask.
        var source = "using TorchSharp; STOP; "
            + "Enumerable.Range(0, int.MaxValue).Aggregate(torch.ones(8, 8), (t, _) => t.mul(0.5).relu())";
        Assert.Equal(CellStatus.Interrupted, Stopping(_session, source));
        Assert.Equal("4", Run("torch.ones(4).sum().item<float>()").Text);
    }

    [Fact]
    public void EndlessRecursionIsAnErrorOfTheCell()
    {
        var error = Run("var kept = 3; int Down(int n) => 1 + Down(n + 1);\nDown(0)").Failure!;
        Assert.Equal("InsufficientExecutionStackException", error.Name);
        Assert.Equal("3", Run("kept").Text);
    }

    [Fact]
    public void NumbersAreWrittenInInvariantCulture() => Assert.Equal("1234.5", Run("$\"{1234.5}\"").Text);

    [Fact]
    public void VariablesAreListedWithTheirTypes()
    {
        Run("double beta = 0.1; var seed = 3;");
        Run("var beta = \"now text\";");
        Assert.Equal(["beta", "seed"], _session.Variables.Keys);
        Assert.Equal((typeof(string), "now text"), (_session.Variables["beta"].Type, _session.Variables["beta"].Value));
    }

    private void RunAndStop(string source)
    {
        Assert.Equal(CellStatus.Interrupted, Stopping(_session, source));
        _cell++;
    }

    /// <summary>Runs a cell that interrupts itself at STOP, so that it certainly runs by then.</summary>
    private static CellStatus Stopping(CSharpSession session, string source)
    {
        using var interrupt = new CancellationTokenSource();
        var name = Guid.NewGuid().ToString();
        AppContext.SetData(name, interrupt);
        var stop = $"((System.Threading.CancellationTokenSource)AppContext.GetData(\"{name}\")!).Cancel()";
        return session.Execute(source.Replace("STOP", stop), "cell", new RecordedOutput(), interrupt.Token);
    }

    private RecordedOutput Run(string source)
    {
        var output = new RecordedOutput();
        _session.Execute(source, $"cell {++_cell}", output);
        return output;
    }
}
