using System.Text.Json.Nodes;

namespace ResearchKit.Cli.Tests;

/// <summary>Cells that end their process: the command says which, returns no success and keeps what was done.</summary>
public sealed class DyingNotebookTests : IDisposable
{
    private readonly TestClone _clone = new();

    public void Dispose() => _clone.Dispose();

    [Theory]
    [InlineData("Environment.Exit(0);", "exit code 0")]
    [InlineData("Console.Write(\"half\"); Environment.Exit(7);", "exit code 7")]
    [InlineData("Environment.FailFast(\"on purpose\");", "FailFast: on purpose")]
    // Cells' own functions watch the stack; a compiled expression does not.
    [InlineData("Func<int, int> f = n => n; System.Linq.Expressions.Expression<Func<int, int>> e = " +
    "n => n + f(n + 1) * 2; f = e.Compile(); f(0);", "endless recursion: the stack overflowed")]
    [InlineData("new System.Threading.Thread(() => throw new InvalidOperationException(\"elsewhere\")).Start(); " +
    "System.Threading.Thread.Sleep(60000);", "not caught: System.InvalidOperationException: elsewhere")]
    [InlineData("System.Diagnostics.Process.GetCurrentProcess().Kill(); System.Threading.Thread.Sleep(60000);",
    "killed by signal 9")]
    public void TheCellThatEndsTheProcessIsNamedAndWhatWasDoneIsKept(string source, string cause)
    {
        _clone.Notebook("lab", "Console.WriteLine(\"before\"); display(41 + 1);",
            "Console.WriteLine(\"begun\"); " + source, "Console.WriteLine(\"after\");");
        var run = _clone.Run("run", "notebooks/lab.ipynb", "--out", "o.ipynb");
        Assert.Equal((ExitCode.CellFailed, ""), (run.ExitCode, run.Stdout));
        Assert.EndsWith(
            "error: lab, cell 2 (c2): cell 2 ended the " +
            $"process ({cause}); the cells after it were not run; what it did until then is in o.partial.ipynb\n",
            run.Stderr);
        Assert.DoesNotContain("   at ", run.Stderr);
        Assert.False(File.Exists(_clone.PathOf("o.ipynb")));
        var cells = JsonNode.Parse(_clone.Read("o.partial.ipynb"))!["cells"]!.AsArray();
        Assert.Equal("before\n", (string?)cells[0]!["outputs"]![0]!["text"]![0]);
        Assert.Equal("42", (string?)cells[0]!["outputs"]![1]!["data"]!["text/plain"]![0]);
        Assert.Equal("begun\n", (string?)cells[1]!["outputs"]![0]!["text"]![0]);
        Assert.Equal("error", (string?)cells[1]!["outputs"]!.AsArray()[^1]!["output_type"]);
        Assert.Empty(cells[2]!["outputs"]!.AsArray());
        Assert.Equal((1, 2, null),
            ((int?)cells[0]!["execution_count"], (int?)cells[1]!["execution_count"], cells[2]!["execution_count"]));
    }

    [Fact]
    public void AnAsyncVoidFunctionThatThrowsFailsItsCell()
    {
        _clone.Notebook("lab", "1",
            "async void F() { await Task.Yield(); throw new InvalidOperationException(\"void\"); }\nF(); await " +
            "Task.Delay(2000);", "3");
        var run = _clone.Run("run", "notebooks/lab.ipynb", "--out", "o.ipynb");
        Assert.Equal(ExitCode.CellFailed, run.ExitCode);
        Assert.Contains("error: lab, cell 2 (c2): ", run.Stderr);
        Assert.Contains("void", run.Stderr);
        Assert.Contains("\"1\"", _clone.Read("o.partial.ipynb"));
    }

    // Without --out the partial outputs are what is printed.
    [Fact]
    public void WithoutAFileWhatWasDoneIsPrinted()
    {
        _clone.Notebook("lab", "//tag:parameters\nint n = 1;", "Console.Write(\"n is \"); Console.WriteLine(n);",
            "Environment.Exit(0);");
        var run = _clone.Run("run", "notebooks/lab.ipynb", "-p", "n=3");
        Assert.Equal((ExitCode.CellFailed, "n is 3\n"), (run.ExitCode, run.Stdout));
        Assert.Contains("cell 4 ended the process (exit code 0)", run.Stderr);
    }

    // A program that a cell started keeps the pipes open, and native code prints past the capture without ending its
    // line.
    [Fact]
    public void NeitherAChildProcessNorRawOutputDisturbsTheRun()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sleep is a program of Unix");
        _clone.Notebook("lab",
            "var child = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(\"sleep\", \"60\"));",
            "var raw = Console.OpenStandardOutput(); raw.Write(\"{\\\"end\\\":{}}\\nhalf a line\"u8);", "2 + 2",
            "child.Id");
        var time = System.Diagnostics.Stopwatch.StartNew();
        var run = _clone.Run("run", "notebooks/lab.ipynb", "--out", "o.ipynb");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        var cells = JsonNode.Parse(_clone.Read("o.ipynb"))!["cells"]!.AsArray();
        Assert.Equal("4", (string?)cells[2]!["outputs"]![0]!["data"]!["text/plain"]![0]);
        Assert.Contains("half a line", run.Stderr);
        Assert.InRange(time.Elapsed.TotalSeconds, 0, 55);
        System.Diagnostics.Process.GetProcessById(
            int.Parse((string)cells[3]!["outputs"]![0]!["data"]!["text/plain"]![0]!)).Kill();
    }

    [Fact]
    public void WhatACellPrintsStaysAsItIs()
    {
        _clone.Notebook("lab",
            "Console.WriteLine(\"/tmp/x/data.csv\"); Console.WriteLine(Directory.GetCurrentDirectory()); " +
            "Console.WriteLine(Path.GetTempPath());");
        var run = _clone.Run("run", "notebooks/lab.ipynb");
        Assert.Equal($"/tmp/x/data.csv\n{_clone.PathOf("notebooks")}\n{Path.GetTempPath()}\n", run.Stdout);
    }

    [Theory]
    [InlineData("--out", "notebooks", "this is a folder; name a file in it")]
    [InlineData("--out", "/proc/lab.ipynb", "nothing can be written there")]
    [InlineData("--out", "notebooks/lab.ipynb/x.ipynb", "is a file, not a folder")]
    [InlineData("--artifacts", "notebooks/lab.ipynb", "this is a file; name a folder")]
    public void APlaceThatTakesNoResultIsNoticedBeforeTheRun(string option, string path, string problem)
    {
        Assert.SkipWhen(path.StartsWith("/proc", StringComparison.Ordinal) && !OperatingSystem.IsLinux(),
            "needs a folder that nobody can write to");
        _clone.Notebook("lab", "File.WriteAllText(\"ran\", \"\");");
        var run = _clone.Run("run", "notebooks/lab.ipynb", option, path);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(problem, run.Stderr);
        Assert.Single(run.Stderr.TrimEnd('\n').Split('\n'));
        Assert.Equal(["lab.ipynb"],
            Directory.EnumerateFileSystemEntries(_clone.PathOf("notebooks")).Select(Path.GetFileName));
    }
}
