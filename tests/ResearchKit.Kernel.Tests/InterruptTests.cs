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
    ];

    [Theory, MemberData(nameof(EndlessCells))]
    public void AnEndlessCellIsStoppedAndItsStateKept(string cell)
    {
        kernel.Execute("var mark = 7;");
        var id =
            kernel.Send("execute_request",
                TestKernel.Cell($"mark = 8; Console.WriteLine(\"started\");\n{cell}", allowStdin: true));
        kernel.Published(m => m.Type == "stream" && m.ParentId == id);
        Assert.Equal("ok", (string?)kernel.AskControl("interrupt_request", []).Reply["status"]);
        var stopped = kernel.Await(id);
        Assert.Equal(("error", "Interrupted"), (stopped.Status, (string?)stopped.Reply["ename"]));
        Assert.Equal("8", kernel.Execute("mark").Value);
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
