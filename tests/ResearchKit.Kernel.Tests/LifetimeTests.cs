using System.Diagnostics;
using System.Text.Json.Nodes;
using NetMQ;
using NetMQ.Sockets;
using ResearchKit.Kernel.Wire;

namespace ResearchKit.Kernel.Tests;

public sealed class LifetimeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ShutdownIsAnsweredAndEndsTheKernelEvenWhileACellRuns(bool restart)
    {
        using var kernel = new TestKernel();
        var id = kernel.Send("execute_request", TestKernel.Cell("while (true) { }"));
        kernel.Published(m => m.Type == "execute_input" && m.ParentId == id);
        Assert.Equal(restart,
            (bool)kernel.AskControl("shutdown_request", new JsonObject { ["restart"] = restart }).Reply["restart"]!);
        Assert.True(kernel.Process.WaitForExit(Patience));
        Assert.Equal(0, kernel.Process.ExitCode);
    }

    [Fact]
    public void TheKernelEndsWithItsParent()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the parent is a Unix command");
        using var parent = Process.Start("sleep", "600");
        using var kernel = new TestKernel(("JPY_PARENT_PID", parent.Id.ToString()));
        Assert.Equal("1", kernel.Execute("1").Value);
        parent.Kill();
        Assert.True(kernel.Process.WaitForExit(Patience));
    }

    [Fact]
    public void AKernelThatNoClientStartedTakesItsConnectionFileWithIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the signal is Unix's");
        var dll = Path.Combine(AppContext.BaseDirectory, "ResearchKit.Cli.dll");
        using var kernel = Process.Start(new ProcessStartInfo("dotnet", [dll, "kernel", "start"])
        {
            RedirectStandardOutput = true,
        })!;
        var file = kernel.StandardOutput.ReadLine()!;
        Assert.Contains("shell_port", File.ReadAllText(file));
        // Until it takes the signal itself, the signal ends it at once.
        using var heart = new RequestSocket(
            $">tcp://127.0.0.1:{ConnectionFile.Read(file).HeartbeatPort}");
        heart.SendFrame("beat");
        Assert.True(heart.TryReceiveFrameString(Patience, out _));
        Process.Start("kill", [kernel.Id.ToString()]).WaitForExit();
        Assert.True(kernel.WaitForExit(Patience));
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void ACellThatEndsTheProcessIsAnsweredBeforeItEnds()
    {
        using var kernel = new TestKernel();
        var answer = kernel.Execute("Console.WriteLine(\"before\"); Environment.Exit(3);");
        Assert.Equal(("error", "Exit"), (answer.Status, (string?)answer.Reply["ename"]));
        Assert.StartsWith("cell 1 has ended the kernel's process", (string?)answer.Reply["evalue"]);
        Assert.Equal("before\n",
            (string?)answer.Published.Single(m => m.Type == "stream").Content["text"]);
        Assert.True(kernel.Process.WaitForExit(Patience));
        Assert.Equal(3, kernel.Process.ExitCode);
    }

    [Fact]
    public void AClientThatAsksBeforeItListensSeesTheStatesOfItsFirstRequest()
    {
        using var kernel = new TestKernel(listens: false);
        Assert.True(kernel.Beats());
        var frames = TestKernel.Frames("kernel_info_request", [], kernel.File.Key, out var id);
        Assert.False(kernel.AnswersRaw(frames, TimeSpan.FromMilliseconds(50)), "it is held until somebody listens");
        kernel.Listen();
        Assert.Equal(["busy", "idle"], kernel.Await(id).Published.Select(m => (string?)m.Content["execution_state"]));
    }

    [Fact]
    public void WhoeverListensFirstIsToldOnceThatTheKernelStarts()
    {
        using var kernel = new TestKernel(listens: false);
        Assert.True(kernel.Beats());
        kernel.Listen();
        Assert.Equal("ok", kernel.Ask("kernel_info_request", []).Status);
        var first = kernel.Published(m => m.Type == "status");
        Assert.Equal(("starting", null), ((string?)first.Content["execution_state"], first.ParentId));
        Assert.Equal("1", kernel.Execute("1").Value);
        Assert.DoesNotContain(kernel.Forget(), m => (string?)m.Content["execution_state"] == "starting");
    }

    [Fact]
    public void AnAllocationWithoutEndIsAnErrorAndTheKernelLivesOn()
    {
        using var kernel = new TestKernel(("RESEARCHKIT_MEMORY_LIMIT", "500"));
        kernel.Execute("var kept = 3;");
        var answer = kernel.Execute("var all = new List<byte[]>(); while (true) all.Add(new byte[1 << 20]);");
        Assert.Equal(("error", "OutOfMemoryException"), (answer.Status, (string?)answer.Reply["ename"]));
        Assert.Equal("3", kernel.Execute("kept").Value);
    }

    [Fact]
    public void HistoryOutlivesTheKernel()
    {
        var file = Path.GetTempFileName();
        try
        {
            using (var first = new TestKernel(("RESEARCHKIT_HISTORY", file))) first.Execute("var first = 1;");
            using var second = new TestKernel(("RESEARCHKIT_HISTORY", file));
            second.Execute("var second = 2;");
            var history =
                second.Ask("history_request",
                    new JsonObject { ["hist_access_type"] = "tail", ["n"] = 5 }).Reply["history"]!.AsArray();
            Assert.Equal([(1, "var first = 1;"), (2, "var second = 2;")],
                history.Select(h => ((int)h![0]!, (string)h[2]!)));
            Assert.Equal("var first = 1;", (string?)second.Ask(
                "history_request",
                new JsonObject { ["hist_access_type"] = "range", ["session"] = -1 }).Reply["history"]![0]![2]);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
