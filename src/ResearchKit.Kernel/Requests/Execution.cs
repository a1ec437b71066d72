using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ResearchKit.Kernel.Completion;
using ResearchKit.Kernel.Output;
using ResearchKit.Kernel.Wire;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Kernel.Requests;

/// <summary>Runs cells in the kernel's session, one after the other.</summary>
internal sealed partial class Execution(
    CSharpSession session, Intellisense intellisense, History history, Publisher publisher, Questions questions)
{
    private readonly Lock _gate = new();
    private CancellationTokenSource? _running;
    private int _count;
    private bool _stopped;
    private (Message Request, CellOutput Output, string Label)? _current;

    /// <summary>Stops the running cell, if there is one, and every later one as soon as it starts: a cell that has been
    /// announced may not have begun yet when the kernel is told to end.</summary>
    public void Stop()
    {
        lock (_gate) _stopped = true;
        Interrupt();
    }

    /// <summary>Stops the running cell, if there is one; what the session holds is kept.</summary>
    public void Interrupt()
    {
        CancellationTokenSource? cell;
        lock (_gate) cell = _running;
        // On a thread of its own: the sockets must go on, and the cell may hold all of the thread pool's.
        if (cell is not null) new Thread(() => Cancel(cell)) { IsBackground = true, Name = "interrupt" }.Start();
    }

    /// <summary>The content of an <c>execute_reply</c>; outputs have been queued before it.</summary>
    public JsonObject Reply(Message request)
    {
        var code = request.Text("code") ?? "";
        var silent = request.Flag("silent", false);
        var counted = !silent && request.Flag("store_history", true) && code.Length > 0;
        if (counted) _count++;
        if (!silent)
        {
            publisher.Publish(
                "execute_input", new JsonObject { ["code"] = code, ["execution_count"] = _count }, request.Header);
        }

        if (HelpQuestion().Match(code) is { Success: true } question)
            return Help(question.Groups[1].Value, silent, request);
        var label = counted ? $"cell {_count}" : "cell";
        using var output =
            new CellOutput(request, _count, silent, publisher, request.Flag("allow_stdin", false) ? questions : null);
        _current = (request, output, label);
        var status = Run(code, label, output);
        _current = null;
        if (counted) history.Add(_count, code);
        output.Dispose();
        return status == CellStatus.Ok ? Ok(request) : Failed(output.Failure!);
    }

    /// <summary>
    /// Answers for the cell that is ending the process (<c>Environment.Exit</c>), so that its client does not wait for
    /// what will not come; false if no cell runs.
    /// </summary>
    public bool AnswerExit()
    {
        if (_current is not var (request, output, label)) return false;
        Fail(output, "Exit",
            $"{label} has ended the kernel's process (Environment.Exit): what the session held is gone. Restart the "
            + "kernel, unless the front end does, and run the cells above again");
        output.Dispose();
        publisher.Reply(Channel.Shell, request, Failed(output.Failure!));
        publisher.Status("idle", request.Header);
        return true;
    }

    /// <summary>The reply to a request that waited behind one that failed.</summary>
    public JsonObject Aborted() => new() { ["status"] = "aborted", ["execution_count"] = _count };

    /// <summary><c>Console.WriteLine?</c> shows what it is: in the pager of clients that have one, else below the
    /// cell.</summary>
    private JsonObject Help(string name, bool silent, Message request)
    {
        var data = intellisense.Inspect(name, -1)["data"]!.DeepClone().AsObject();
        if (data.Count == 0) data["text/plain"] = $"there is no {name} here";
        if (!silent)
        {
            publisher.Publish("stream",
                new JsonObject { ["name"] = "stdout", ["text"] = (string)data["text/plain"]! + "\n" }, request.Header);
        }

        var content = Ok(request);
        content["payload"] = new JsonArray(new JsonObject { ["source"] = "page", ["data"] = data, ["start"] = 0 });
        return content;
    }

    private CellStatus Run(string code, string label, CellOutput output)
    {
        using var interrupt = new CancellationTokenSource();
        lock (_gate)
        {
            _running = interrupt;
            if (_stopped) interrupt.Cancel();
        }

        try
        {
            using var memory = new MemoryWatch(() => Cancel(interrupt));
            var status = session.Execute(code, label, output, interrupt.Token);
            if (status == CellStatus.Interrupted)
                Fail(output, memory.Exceeded ? "OutOfMemoryException" : "Interrupted", Reason(label, memory));
            else if (status == CellStatus.Stuck)
                Fail(output, "Interrupted",
                    $"{label} is inside a library that does not stop, and was left behind: it runs on without output "
                    + "until the library returns. Variables and later cells are as usable as ever; restart the kernel "
                    + "to end it at once");
            return status;
        }
        finally
        {
            lock (_gate) _running = null;
        }
    }

    private static string Reason(string label, MemoryWatch memory) => memory.Exceeded
        ? $"{label} was stopped: more than {memory.Limit >> 20} MB are in use; free some, or set " +
        "RESEARCHKIT_MEMORY_LIMIT (in MB)"
        : $"{label} was interrupted";

    private static void Fail(CellOutput output, string name, string message) =>
        output.Error(new CellError(name, message, [message]));

    private JsonObject Ok(Message request)
    {
        var values = new JsonObject();
        foreach (var (name, expression) in request.Content["user_expressions"] as JsonObject ?? [])
            values[name] =
                Evaluate(expression?.GetValueKind() == System.Text.Json.JsonValueKind.String
                    ? expression.GetValue<string>() : "");
        return new JsonObject
        {
            ["status"] = "ok",
            ["execution_count"] = _count,
            ["payload"] = new JsonArray(),
            ["user_expressions"] = values,
        };
    }

    private JsonObject Failed(CellError error)
    {
        var content = CellOutput.ErrorContent(error);
        content["status"] = "error";
        content["execution_count"] = _count;
        return content;
    }

    private JsonObject Evaluate(string expression)
    {
        var value = new ExpressionValue();
        session.Execute(expression, "user expression", value);
        if (value.Failure is { } failure)
        {
            var content = CellOutput.ErrorContent(failure);
            content["status"] = "error";
            return content;
        }

        return new JsonObject
        {
            ["status"] = "ok",
            ["data"] = value.Data?.ToMessage() ?? new JsonObject(),
            ["metadata"] = new JsonObject(),
        };
    }

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The cell ended first.
        }
    }

    [GeneratedRegex(@"^\s*([\w.]+)\?\s*$")]
    private static partial Regex HelpQuestion();
}
