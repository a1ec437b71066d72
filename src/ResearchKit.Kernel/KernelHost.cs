using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using ResearchKit.Kernel.Completion;
using ResearchKit.Kernel.Output;
using ResearchKit.Kernel.Requests;
using ResearchKit.Kernel.Wire;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Kernel;

/// <summary>
/// A Jupyter kernel for C#: answers the requests of a front end from one session, until it is told to shut down or
/// the process that started it is gone.
/// </summary>
/// <remarks>
/// Shell requests are answered in order on the thread that calls <see cref="Run"/>, control requests at once on the
/// sockets' thread. Every request is framed by the states busy and idle; idle follows the last output.
/// </remarks>
public sealed class KernelHost : IDisposable
{
    private static readonly TimeSpan SubscriberPatience = TimeSpan.FromSeconds(1);

    private readonly KernelSockets _sockets;
    private readonly MessageCodec _codec;
    private readonly Publisher _publisher;
    private readonly Questions _questions;
    private readonly Execution _execution;
    private readonly History _history = new(History.DefaultPath());
    private readonly Intellisense _intellisense;
    private readonly BlockingCollection<Message> _shell = [];
    private readonly List<PosixSignalRegistration> _signals = [];
    private volatile bool _announced;
    private int _abortBefore;
    private long _lastRequest = Stopwatch.GetTimestamp();

    /// <summary>Opens the sockets; <see cref="Run"/> answers.</summary>
    /// <param name="file">Where to listen.</param>
    /// <param name="folder">Where relative paths of the cells start: the notebook's folder.</param>
    /// <exception cref="Notebooks.NotebookException">A port is taken.</exception>
    public KernelHost(ConnectionFile file, string folder)
    {
        _sockets = new KernelSockets(file);
        _codec = new MessageCodec(file.Key);
        _publisher = new Publisher(_codec, _sockets);
        _questions = new Questions(_publisher);
        var session = new CSharpSession(new SessionOptions(folder));
        _intellisense = new Intellisense(session);
        _execution = new Execution(session, _intellisense, _history, _publisher, _questions);
        _sockets.Received += Receive;
        // Said before somebody listens, it would be lost.
        _sockets.Subscribed += () =>
        {
            if (!_announced) _publisher.Status("starting", null);
        };
    }

    /// <summary>Answers until a shutdown request, a termination signal or the end of the parent process.</summary>
    public void Run()
    {
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            _execution.Interrupt();
        }));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            Stop();
        }));
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            if (_execution.AnswerExit()) _sockets.Dispose();
        };
        StrayExceptions.Report();
        MemoryWatch.LimitHeap();
        ParentProcess.WhenGone(Stop);
        _sockets.Start();
        WarmUp.Start(_intellisense, () => Volatile.Read(ref _lastRequest));
        foreach (var request in _shell.GetConsumingEnumerable())
        {
            if (_shell.IsAddingCompleted) break;
            Answer(Channel.Shell, request);
        }
    }

    /// <summary>Sends what is queued and closes the sockets.</summary>
    public void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
        _sockets.Dispose();
        _intellisense.Dispose();
    }

    private void Stop()
    {
        _execution.Stop();
        _shell.CompleteAdding();
    }

    private void Receive(Channel channel, IReadOnlyList<byte[]> frames)
    {
        if (_codec.Decode(frames) is not { } message || _shell.IsAddingCompleted) return;
        if (channel == Channel.Stdin)
        {
            if (message.Type == "input_reply") _questions.Answer(message);
        }
        else if (channel == Channel.Control)
        {
            // The first answer may have to wait for a subscriber; the sockets must not.
            if (_announced) Answer(channel, message);
            else new Thread(() => Answer(channel, message))
            {
                IsBackground = true,
                Name = "first control request"
            }.Start();
        }
        else
        {
            try
            {
                _shell.Add(message);
            }
            catch (InvalidOperationException)
            {
                // The kernel has been told to end meanwhile.
            }
        }
    }

    private void Answer(Channel channel, Message request)
    {
        if (!_announced)
        {
            // A client that asks before it listens would wait for ever for the idle that it missed.
            _sockets.WaitForSubscriber(SubscriberPatience);
            _announced = true;
        }

        _publisher.Status("busy", request.Header);
        JsonObject? content;
        try
        {
            content = Content(request);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A request that the kernel cannot cope with fails alone.
            Console.Error.WriteLine($"{request.Type}: {e}");
            content = CellOutput.ErrorContent(new CellError(e.GetType().Name, e.Message, [e.Message]));
            content["status"] = "error";
        }

        if (content is not null) _publisher.Reply(channel, request, content);
        _publisher.Status("idle", request.Header);
        Volatile.Write(ref _lastRequest, Stopwatch.GetTimestamp());
        if (request.Type == "shutdown_request") Stop();
    }

    private JsonObject? Content(Message request)
    {
        switch (request.Type)
        {
            case "kernel_info_request":
                return KernelInfo.Content();
            case "execute_request":
                return Execute(request);
            case "complete_request":
                return _intellisense.Complete(request.Text("code") ?? "", request.Number("cursor_pos", -1));
            case "inspect_request":
                return _intellisense.Inspect(request.Text("code") ?? "", request.Number("cursor_pos", -1));
            case "is_complete_request":
                return Completeness.Reply(request.Text("code") ?? "");
            case "history_request":
                return _history.Reply(request);
            case "comm_info_request":
                return new JsonObject { ["status"] = "ok", ["comms"] = new JsonObject() };
            case "comm_open":
                // The kernel has no targets: the other side must not wait for one.
                _publisher.Publish("comm_close",
                    new JsonObject { ["comm_id"] = request.Text("comm_id"), ["data"] = new JsonObject() },
                    request.Header);
                return null;
            case "interrupt_request":
                _execution.Interrupt();
                return new JsonObject { ["status"] = "ok" };
            case "shutdown_request":
                return new JsonObject { ["status"] = "ok", ["restart"] = request.Flag("restart", false) };
            default:
                return null;
        }
    }

    /// <summary>A cell, unless it waited behind one that failed and whose client wants the rest not to run.</summary>
    private JsonObject Execute(Message request)
    {
        if (_abortBefore > 0)
        {
            _abortBefore--;
            return _execution.Aborted();
        }

        var content = _execution.Reply(request);
        if ((string?)content["status"] == "error" && request.Flag("stop_on_error", true))
            _abortBefore = _shell.Count(waiting => waiting.Type == "execute_request");
        return content;
    }
}
