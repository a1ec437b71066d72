using System.Text.Json.Nodes;

namespace ResearchKit.Kernel.Tests;

public sealed class ExecutionTests(TestKernel kernel) : IClassFixture<TestKernel>
{
    [Fact]
    public void ACellIsFramedByBusyAndIdleAndItsOutputsLieBetween()
    {
        var answer =
            kernel.Execute("Console.Write(\"a\"); display(HTML(\"<b>x</b>\")); Console.Error.Write(\"e\"); 6 * 7");
        Assert.Equal(
            ["status", "execute_input", "stream", "display_data", "stream", "execute_result", "status"],
            answer.Published.Select(m => m.Type));
        Assert.Equal(("ok", "a", "e", "42"), (answer.Status, answer.Stdout, answer.Stderr, answer.Value));
        Assert.Equal("<b>x</b>", (string?)answer.Output("display_data")["data"]!["text/html"]);
        Assert.Equal((int)answer.Reply["execution_count"]!, (int)answer.Output("execute_result")["execution_count"]!);
    }

    [Fact]
    public void IdleFollowsWorkThatACellAwaits()
    {
        var answer =
            kernel.Execute("await Task.Delay(150); Console.WriteLine(\"late\"); await Task.Run(() => display(1));");
        Assert.Equal(["stream", "display_data"], answer.Outputs);
    }

    [Fact]
    public void TheCountRisesOnlyWithHistory()
    {
        var first = (int)kernel.Execute("1").Reply["execution_count"]!;
        var unstored = kernel.Execute("2", storeHistory: false);
        var silent = kernel.Execute("display(1); Console.WriteLine(2); 3", silent: true);
        Assert.Equal(first, (int)unstored.Reply["execution_count"]!);
        Assert.Equal(["status", "status"], silent.Published.Select(m => m.Type));
        Assert.Equal(first + 1, (int)kernel.Execute("4").Reply["execution_count"]!);
    }

    [Fact]
    public void UserExpressionsAreEvaluatedAfterTheCell()
    {
        var answer =
            kernel.Execute("var u = 20;",
                userExpressions: new JsonObject { ["twice"] = "u * 2", ["wrong"] = "nothing.at.all" });
        var values = answer.Reply["user_expressions"]!;
        Assert.Equal(("ok", "40"),
            ((string?)values["twice"]!["status"], (string?)values["twice"]!["data"]!["text/plain"]));
        Assert.Equal(("error", "CompilationError"),
            ((string?)values["wrong"]!["status"], (string?)values["wrong"]!["ename"]));
    }

    [Fact]
    public void ACellThatThrowsKeepsWhatItDeclaredBefore()
    {
        var failed =
            kernel.Execute("var kept = 5;\nint Twice(int i) => 2 * i;\nthrow new InvalidOperationException(\"no\");");
        Assert.Equal(("error", "InvalidOperationException"), (failed.Status, (string?)failed.Reply["ename"]));
        Assert.Equal(["error"], failed.Outputs);
        Assert.Contains("line 3", (string?)failed.Reply["evalue"]);
        Assert.Equal("10", kernel.Execute("Twice(kept)").Value);
    }

    [Theory]
    [InlineData(true, "aborted")]
    [InlineData(false, "ok")]
    public void WhatWaitsBehindAnErrorIsLeftOutIfTheClientWantsIt(bool stopOnError, string second)
    {
        // The first cell waits until the second has arrived.
        var first =
            kernel.Send("execute_request",
                TestKernel.Cell("System.Threading.Thread.Sleep(300); throw new Exception(\"x\");",
                    stopOnError: stopOnError));
        var next = kernel.Send("execute_request", TestKernel.Cell("1", stopOnError: stopOnError));
        Assert.Equal("error", kernel.Await(first).Status);
        Assert.Equal(second, kernel.Await(next).Status);
        Assert.Equal("2", kernel.Execute("2").Value);
    }

    [Fact]
    public void ADisplayIsUpdatedByALaterCellAndByATaskInTheBackground()
    {
        var shown = kernel.Execute("var handle = display(\"before\");").Output("display_data");
        var id = (string?)shown["transient"]!["display_id"];
        var update = kernel.Execute("handle.Update(\"after\");").Output("update_display_data");
        Assert.Equal((id, "after"),
            ((string?)update["transient"]!["display_id"], (string?)update["data"]!["text/plain"]));
        kernel.Execute("_ = Task.Run(async () => { await Task.Delay(100); handle.Update(\"later\"); });");
        var late =
            kernel.Published(m => m.Type == "update_display_data"
                && (string?)m.Content["data"]!["text/plain"] == "later");
        Assert.Equal(id, (string?)late.Content["transient"]!["display_id"]);
    }

    [Fact]
    public void OutputsAreCleared()
    {
        Assert.False((bool)kernel.Execute("ClearOutput();").Output("clear_output")["wait"]!);
        Assert.True((bool)kernel.Execute("ClearOutput(wait: true);").Output("clear_output")["wait"]!);
    }

    [Fact]
    public void JsonIsSentAsJsonAndTextAsOneString()
    {
        var data =
            kernel.Execute(
                "display(new RichContent(\"application/json\", \"{\\\"a\\\": [1, 2]}\")); display(HTML(\"a\\nb\"));")
            .Published.Where(m => m.Type == "display_data").Select(m => m.Content["data"]!).ToList();
        Assert.Equal(2, data[0]["application/json"]!["a"]!.AsArray().Count);
        Assert.Equal("a\nb", (string?)data[1]["text/html"]);
    }

    [Fact]
    public void TenThousandLinesArriveInOrderInFewMessages()
    {
        var answer = kernel.Execute("for (var i = 0; i < 10_000; i++) Console.WriteLine($\"line {i}\");");
        Assert.Equal(string.Concat(Enumerable.Range(0, 10_000).Select(i => $"line {i}\n")), answer.Stdout);
        Assert.InRange(answer.Outputs.Count(), 1, 100);
    }

    [Fact]
    public void AnOutputOfFiftyMegabytesArrives()
    {
        var answer = kernel.Execute("display(HTML(new string('x', 50_000_000)));");
        Assert.Equal(50_000_000, ((string?)answer.Output("display_data")["data"]!["text/html"])!.Length);
        Assert.Equal("3", kernel.Execute("3").Value);
    }

    [Fact]
    public void ALongCellIsReadWhole()
    {
        // Beyond a frame's short form, and beyond a megabyte.
        var text = new string('y', 2_000_000);
        Assert.Equal("2000000", kernel.Execute($"\"{text}\".Length").Value);
    }
}
