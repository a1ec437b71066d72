using System.Text.Json.Nodes;

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
    public void AnUnknownCommTargetIsClosed()
    {
        Assert.Empty(kernel.Ask("comm_info_request", []).Reply["comms"]!.AsObject());
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
}
