using System.Text.Json.Nodes;
using NetMQ;
using NetMQ.Sockets;

namespace ResearchKit.Kernel.Tests;

public sealed class ProtocolTests(TestKernel kernel) : IClassFixture<TestKernel>
{
    [Fact]
    public void KernelInfoIsAnsweredOnShellAndOnControl()
    {
        foreach (var answer in (Answer[])[kernel.Ask("kernel_info_request", []),
            kernel.AskControl("kernel_info_request", [])])
        {
            Assert.Equal(("ok", "5.3"), (answer.Status, (string?)answer.Reply["protocol_version"]));
            Assert.Equal(("C#", ".cs"),
                ((string?)answer.Reply["language_info"]!["name"],
                (string?)answer.Reply["language_info"]!["file_extension"]));
            Assert.Equal(["busy", "idle"], answer.Published.Select(m => (string?)m.Content["execution_state"]));
        }
    }

    [Fact]
    public void AWrongSignatureGetsNoReply()
    {
        var cell = TestKernel.Cell("1");
        Assert.False(
            kernel.AnswersRaw(TestKernel.Frames("execute_request", cell, "another key", out _),
                TimeSpan.FromSeconds(1)));
        var tampered = TestKernel.Frames("execute_request", cell, kernel.File.Key, out _);
        tampered[^1][5] ^= 1;
        Assert.False(kernel.AnswersRaw(tampered, TimeSpan.FromSeconds(1)));
        Assert.Equal("2", kernel.Execute("2").Value);
    }

    [Theory]
    [InlineData("var x = 1;", "complete", null)]
    [InlineData("if (true)\n{\n    while (false) {", "incomplete", "        ")]
    [InlineData("int x = ) 3;", "invalid", null)]
    [InlineData("#!html\n<b>", "complete", null)]
    public void AConsoleIsToldWhetherTheCodeIsComplete(string code, string status, string? indent)
    {
        var reply = kernel.Ask("is_complete_request", new JsonObject { ["code"] = code }).Reply;
        Assert.Equal((status, indent), ((string?)reply["status"], (string?)reply["indent"]));
    }

    [Fact]
    public void HistoryIsFoundByTailRangeAndPattern()
    {
        var start = (int)kernel.Execute("var h1 = \"αβγ\";").Reply["execution_count"]!;
        kernel.Execute("var h2 = 2;");
        kernel.Execute("var h2 = 2;");
        Assert.Equal(["var h2 = 2;", "var h2 = 2;"],
            Sources(new JsonObject { ["hist_access_type"] = "tail", ["n"] = 2 }));
        Assert.Equal(
            ["var h1 = \"αβγ\";", "var h2 = 2;"],
            Sources(
                new JsonObject
                {
                    ["hist_access_type"] = "range", ["session"] = 0, ["start"] = start,
                    ["stop"] = start + 2
                }));
        Assert.Equal(["var h2 = 2;"],
            Sources(new JsonObject { ["hist_access_type"] = "search", ["pattern"] = "*h2*", ["unique"] = true }));

        IEnumerable<string?> Sources(JsonObject request) =>
            kernel.Ask("history_request", request).Reply["history"]!.AsArray().Select(entry => (string?)entry![2]);
    }

    [Fact]
    public void TheHeartbeatComesBackAsItWasSentAlsoWhileACellRuns()
    {
        using var heart = new RequestSocket($">tcp://127.0.0.1:{kernel.File.HeartbeatPort}");
        var id = kernel.Send("execute_request", TestKernel.Cell("Console.WriteLine(\"begun\"); while (true) { }"));
        kernel.Published(m => m.Type == "stream" && m.ParentId == id);
        byte[][] beat = ["ping"u8.ToArray(), [0, 255], []];
        heart.SendMultipartBytes(beat);
        List<byte[]>? echo = null;
        Assert.True(heart.TryReceiveMultipartBytes(TimeSpan.FromSeconds(60), ref echo!));
        Assert.Equal(beat, echo);
        kernel.AskControl("interrupt_request", []);
        Assert.Equal("Interrupted", (string?)kernel.Await(id).Reply["ename"]);
    }

    [Fact]
    public void ThereAreNoComms()
    {
        var answer = kernel.Ask("comm_info_request", new JsonObject { ["target_name"] = "jupyter.widget" });
        Assert.Equal("ok", answer.Status);
        Assert.Empty(answer.Reply["comms"]!.AsObject());
        Assert.Equal(["busy", "idle"], answer.Published.Select(m => (string?)m.Content["execution_state"]));
    }

    [Fact]
    public void AnUnknownCommTargetIsClosed()
    {
        kernel.Send("comm_open",
            new JsonObject { ["comm_id"] = "c1", ["target_name"] = "nobody", ["data"] = new JsonObject() });
        Assert.Equal("c1", (string?)kernel.Published(m => m.Type == "comm_close").Content["comm_id"]);
    }

    [Fact]
    public void ARequestOfUnknownKindChangesNothing()
    {
        kernel.Send("no_such_request", []);
        Assert.Equal("2", kernel.Execute("2").Value);
    }

    [Fact]
    public void AQuestionOfACellReachesTheUser()
    {
        var id =
            kernel.Send("execute_request",
                TestKernel.Cell("var name = Console.ReadLine(); name.ToUpper()", allowStdin: true));
        Assert.Equal("", (string?)kernel.AnswerQuestion("ada")["prompt"]);
        Assert.Equal("ADA", kernel.Await(id).Value);
        id = kernel.Send("execute_request", TestKernel.Cell("await GetPasswordAsync(\"key: \")", allowStdin: true));
        var question = kernel.AnswerQuestion("s3cret");
        Assert.Equal(("key: ", true), ((string?)question["prompt"], (bool)question["password"]!));
        Assert.Equal("s3cret", kernel.Await(id).Value);
    }

    [Fact]
    public void WhereNobodyCanAnswerAQuestionIsAnError()
    {
        var answer = kernel.Execute("Console.ReadLine()");
        Assert.Equal(("error", "NotSupportedException"), (answer.Status, (string?)answer.Reply["ename"]));
        Assert.Contains("make the value a parameter", (string?)answer.Reply["evalue"]);
    }

    [Fact]
    public void TheHelpOfANameIsAPage()
    {
        var payload = kernel.Execute("Console.WriteLine?").Reply["payload"]![0]!;
        Assert.Equal("page", (string?)payload["source"]);
        Assert.Contains("void Console.WriteLine(", (string?)payload["data"]!["text/plain"]);
    }

    [Fact]
    public void InspectionShowsSignatureAndDocumentation()
    {
        kernel.Execute("int Twice(int n) => 2 * n;");
        Assert.Contains("int Twice(int n)", Inspected("Twice(3)", 2));
        var ours = Inspected("ResearchKit.Notebooks.Formatting.Formatter.ListExpansionLimit", 60);
        Assert.Contains("int Formatter.ListExpansionLimit", ours);
        Assert.Contains("How many items of a sequence are shown", ours);
        Assert.False((bool)kernel.Ask("inspect_request",
            new JsonObject { ["code"] = "   ", ["cursor_pos"] = 1 }).Reply["found"]!);

        string Inspected(string code, int cursor) => (string)kernel.Ask("inspect_request",
            new JsonObject { ["code"] = code, ["cursor_pos"] = cursor }).Reply["data"]!["text/plain"]!;
    }

    [Fact]
    public void PositionsCountCodePoints()
    {
        // An emoji is two characters of C#, and one of the protocol.
        const string Code = "\"\U0001F600\"; Math.Sq";
        var reply = kernel.Ask("complete_request", new JsonObject { ["code"] = Code, ["cursor_pos"] = 12 }).Reply;
        Assert.Contains("Sqrt", reply["matches"]!.AsArray().Select(match => (string?)match));
        Assert.Equal((10, 12), ((int)reply["cursor_start"]!, (int)reply["cursor_end"]!));
        Assert.Equal("function", (string?)reply["metadata"]!["_jupyter_types_experimental"]![0]!["type"]);
    }

    [Fact]
    public void TwoClientsShareTheSessionAndEachGetsItsOwnReplies()
    {
        using var other = new DealerSocket();
        other.Options.Identity = "other"u8.ToArray();
        other.Connect($"tcp://127.0.0.1:{kernel.File.ShellPort}");
        var mine = kernel.Send("execute_request", TestKernel.Cell("var shared = 40;"));
        other.SendMultipartBytes(
            TestKernel.Frames("execute_request", TestKernel.Cell("shared + 2"), kernel.File.Key, out var theirs));
        Assert.Equal("ok", kernel.Await(mine).Status);
        List<byte[]>? reply = null;
        Assert.True(other.TryReceiveMultipartBytes(TimeSpan.FromSeconds(60), ref reply!));
        Assert.Equal(theirs, (string?)JsonNode.Parse(reply[3])!["msg_id"]);
        // Outputs go to everyone.
        var result = kernel.Published(m => m.Type is "execute_result" or "error" && m.ParentId == theirs);
        Assert.Contains(result.Type, (string[])["execute_result", "error"]);
    }
}
