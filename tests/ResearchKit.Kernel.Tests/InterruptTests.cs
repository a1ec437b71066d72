using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel.Tests;

public sealed class InterruptTests(TestKernel kernel) : IClassFixture<TestKernel>
{
    public static TheoryData<string> EndlessCells =>
    [
        "while (true) { }",
        "try { while (true) { } } finally { while (Environment.TickCount < 0) { } }",
        "System.Threading.Thread.Sleep(System.Threading.Timeout.Infinite);",
        "await Task.Delay(System.Threading.Timeout.Infinite);",
        "await new TaskCompletionSource().Task;",
        "Task.Run(() => new System.Threading.ManualResetEventSlim().Wait()).Wait();",
        "var gate = new object(); Task.Run(() => { lock (gate) " +
        "System.Threading.Thread.Sleep(System.Threading.Timeout.Infinite); }); System.Threading.Thread.Sleep(50); " +
        "lock (gate) { }",
        "while (true) Console.WriteLine(\"again and again\");",
        "for (var all = new List<byte[]>(); ; all.Add(new byte[1 << 16])) if (all.Count > 1000) all.Clear();",
        "Console.ReadLine();",
        "Task.Delay(-1).Wait();",
        "new System.Threading.ManualResetEvent(false).WaitOne();",
        "System.Threading.Tasks.Parallel.For(0L, long.MaxValue, i => { });",
        "Enumerable.Repeat(1, int.MaxValue).SelectMany(i => Enumerable.Repeat(i, int.MaxValue)).Count(i => i < 0)",
        "IEnumerable<int> Forever() { while (true) yield return 1; }\nForever().LongCount()",
        "Lazy<int> lazy = new(() => { start: goto start; }); lazy.Value",
        "class Endless { public int Value { get { for (; ; ) { } } } }\nnew Endless().Value",
        // What is only shown: a getter, a sequence that gives nothing, a formatter.
        "class EndlessGetter { public int Value { get { while (true) { } } } }\nnew EndlessGetter()",
        "class Sleeper { public int Value { get { System.Threading.Thread.Sleep(-1); return 1; } } }\nnew Sleeper()",
        "IEnumerable<int> Never() { while (true) if (Environment.TickCount < 0) yield return 1; }\nNever()",
        "class Plain { }\nFormatter.Register<Plain>(p => { while (true) { } });\nnew[] { new Plain() }",
    ];

    [Theory, MemberData(nameof(EndlessCells))]
    public void AnEndlessCellIsStoppedAndItsStateKept(string cell)
    {
        kernel.Execute("var mark = 7;");
        var stopped = Interrupted(kernel, $"mark = 8; Console.WriteLine(\"started\");\n{cell}");
        Assert.Equal(("error", "Interrupted"), (stopped.Status, (string?)stopped.Reply["ename"]));
        Assert.EndsWith("was interrupted", (string?)stopped.Reply["evalue"]);
        Assert.Equal("8", kernel.Execute("mark").Value);
    }

    /// <summary>What is said to a cell that is interrupted after its first line of output.</summary>
    private static Answer Interrupted(TestKernel kernel, string cell)
    {
        var id = kernel.Send("execute_request", TestKernel.Cell(cell, allowStdin: true));
        kernel.Published(m => m.Type == "stream" && m.ParentId == id);
        Assert.Equal("ok", (string?)kernel.AskControl("interrupt_request", []).Reply["status"]);
        return kernel.Await(id);
    }

    [Fact]
    public void ALoopInALoadedScriptIsStopped()
    {
        File.WriteAllText(Path.Combine(kernel.Folder, "endless.csx"), "Console.WriteLine(1);\nwhile (true) { }");
        var stopped = Interrupted(kernel, "#load \"endless.csx\"\nvar after = 1;");
        Assert.EndsWith("was interrupted", (string?)stopped.Reply["evalue"]);
    }

    [Fact]
    public void ALoopInALibraryCellIsStopped()
    {
        kernel.Execute("namespace Lab; public static class Endless { public static void Run() { while (true) { } } }");
        AnEndlessCellIsStoppedAndItsStateKept("Lab.Endless.Run();");
    }

    [Fact]
    public void ALoopInAReferencedProjectIsStopped()
    {
        Directory.CreateDirectory(Path.Combine(kernel.Folder, "steps"));
        File.WriteAllText(Path.Combine(kernel.Folder, "steps", "Steps.csproj"),
            "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework>"
            + "</PropertyGroup></Project>");
        File.WriteAllText(Path.Combine(kernel.Folder, "steps", "Steps.cs"),
            "public static class Steps { public static void Run() { while (true) { } } }");
        Assert.Equal("ok", kernel.Execute("#r \"steps/Steps.csproj\"").Status);
        AnEndlessCellIsStoppedAndItsStateKept("Steps.Run();");
    }

    [Fact]
    public void IdleFollowsOnceWhenATaskInTheBackgroundIsInterrupted()
    {
        kernel.Execute("long turns = 0; var left = Task.Run(() => { while (true) turns++; });");
        var stopped = Interrupted(kernel, "Console.WriteLine(\"begun\"); await left;");
        Assert.Equal(["busy", "idle"], stopped.Published.Where(m => m.Type == "status")
            .Select(m => (string?)m.Content["execution_state"]));
        Assert.Equal("error", stopped.Published[^2].Type);
        var id = stopped.Published[0].ParentId;
        Assert.Equal("true", kernel.Execute("left.IsCompleted").Value);
        Assert.DoesNotContain(kernel.Forget(), m => m.ParentId == id);
    }

    [Fact]
    public void ACallThatNothingCanStopIsLeftBehindAndSaysSo()
    {
        using var own = new TestKernel();
        own.Execute("var mark = 7;");
        var stopped = Interrupted(own, """
            mark = 8; Console.WriteLine("begun");
            System.Text.RegularExpressions.Regex.IsMatch(new string('a', 60) + "!", "^(a+)+$");
            Console.WriteLine("never");
            """);
        Assert.Contains("inside a library that does not stop", (string?)stopped.Reply["evalue"]);
        var next = own.Execute("Console.WriteLine(\"next\"); mark");
        Assert.Equal(("next\n", "8"), (next.Stdout, next.Value));
    }

    [Fact]
    public void AnInterruptEndsTheBuildThatACellHasStarted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the build's own step is written for a shell");
        var started = Path.Combine(kernel.Folder, "started");
        File.WriteAllText(Path.Combine(kernel.Folder, "slow.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <Target Name="Wait" BeforeTargets="BeforeBuild">
                <Exec Command="echo $$ &gt; {started}.new; mv {started}.new {started}; sleep 1000" />
              </Target>
            </Project>
            """);
        kernel.Execute("var held = 3;");
        var id = kernel.Send("execute_request", TestKernel.Cell("#r \"slow.csproj\"\n1"));
        Assert.True(SpinWait.SpinUntil(() => File.Exists(started), TimeSpan.FromMinutes(1)));
        kernel.AskControl("interrupt_request", []);
        Assert.Equal("Interrupted", (string?)kernel.Await(id).Reply["ename"]);
        Assert.Equal("3", kernel.Execute("held").Value);
        var shell = int.Parse(File.ReadAllText(started));
        Assert.True(SpinWait.SpinUntil(() => !Directory.Exists($"/proc/{shell}"), TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void SigintStopsTheCellAndNotTheKernel()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGINT on Windows");
        var id = kernel.Send("execute_request", TestKernel.Cell("Console.WriteLine(\"started\"); while (true) { }"));
        kernel.Published(m => m.Type == "stream" && m.ParentId == id);
        for (var i = 0; i < 2; i++) Process.Start("kill", ["-INT", kernel.Process.Id.ToString()]).WaitForExit();
        Assert.Equal("Interrupted", (string?)kernel.Await(id).Reply["ename"]);
        Assert.Equal("2", kernel.Execute("1 + 1").Value);
    }

    [Fact]
    public void AnInterruptWithoutACellStopsNothingLater()
    {
        kernel.AskControl("interrupt_request", []);
        Assert.Equal("5", kernel.Execute("System.Threading.Thread.Sleep(50); 5").Value);
    }
}
