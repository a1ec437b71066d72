using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NetMQ;
using NetMQ.Sockets;
using ResearchKit.Kernel.Wire;

namespace ResearchKit.Kernel.Tests;

/// <summary>A kernel in a process of its own, and a client that speaks to it; the client shares no code with
/// it.</summary>
public sealed class TestKernel : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string Dll = Path.Combine(AppContext.BaseDirectory, "ResearchKit.Cli.dll");
    private readonly string _folder = Directory.CreateTempSubdirectory("researchkit-kernel-").FullName;
    private readonly List<Received> _pending = [];
    private readonly SubscriberSocket _iopub = new();
    private readonly DealerSocket _shell = new();
    private readonly DealerSocket _control = new();
    private readonly DealerSocket _stdin = new();
    private readonly ConnectionFile _file = ConnectionFile.Create();

    public TestKernel()
        : this([])
    {
    }

    internal TestKernel(params IEnumerable<(string Name, string Value)> environment)
        : this(listens: true, environment)
    {
    }

    internal TestKernel(bool listens, params IEnumerable<(string Name, string Value)> environment)
    {
        var path = Path.Combine(_folder, "connection.json");
        _file.Save(path);
        var start = new ProcessStartInfo("dotnet", [Dll, "kernel", "start", "-f", path])
        {
            WorkingDirectory = _folder,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["RESEARCHKIT_HISTORY"] = Path.Combine(_folder, "history.jsonl");
        start.Environment["JPY_PARENT_PID"] = Environment.ProcessId.ToString();
        foreach (var (name, value) in environment) start.Environment[name] = value;
        Process = Process.Start(start)!;
        Process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        Process.BeginErrorReadLine();
        foreach (var (socket, port) in ((DealerSocket, int)[])[(_shell, _file.ShellPort), (_control, _file.ControlPort),
                (_stdin, _file.StdinPort)])
        {
            // As VS Code does: one identity for all three, by which a question finds its way back.
            socket.Options.Identity = "client"u8.ToArray();
            socket.Connect($"tcp://127.0.0.1:{port}");
        }

        if (listens) Listen();
    }

    internal Process Process { get; }

    internal ConnectionFile File => _file;

    internal string Folder => _folder;

    public void Dispose()
    {
        Process.Kill(entireProcessTree: true);
        Process.WaitForExit();
        Process.Dispose();
        foreach (var socket in (NetMQSocket[])[_iopub, _shell, _control, _stdin])
        {
            socket.Options.Linger = TimeSpan.Zero;
            socket.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Subscribes to what the kernel publishes.</summary>
    internal void Listen()
    {
        _iopub.Options.ReceiveHighWatermark = 0;
        _iopub.SubscribeToAnyTopic();
        _iopub.Connect($"tcp://127.0.0.1:{_file.IopubPort}");
    }

    /// <summary>Whether the heartbeat comes back, which it does once the kernel takes requests.</summary>
    internal bool Beats()
    {
        using var heart = new RequestSocket($">tcp://127.0.0.1:{_file.HeartbeatPort}");
        heart.SendFrame("beat");
        return heart.TryReceiveFrameString(Patience, out var echo) && echo == "beat";
    }

    /// <summary>Runs a cell and waits for all of its outputs.</summary>
    internal Answer Execute(
        string code, bool silent = false, bool storeHistory = true, bool allowStdin = false,
        JsonObject? userExpressions = null) =>
        Await(Send("execute_request", Cell(code, silent, storeHistory, allowStdin, userExpressions: userExpressions)));

    internal static JsonObject Cell(
        string code, bool silent = false, bool storeHistory = true, bool allowStdin = false, bool stopOnError = true,
        JsonObject? userExpressions = null) => new()
        {
            ["code"] = code,
            ["silent"] = silent,
            ["store_history"] = storeHistory,
            ["user_expressions"] = userExpressions ?? [],
            ["allow_stdin"] = allowStdin,
            ["stop_on_error"] = stopOnError,
        };

    /// <summary>Asks on the shell channel and waits.</summary>
    internal Answer Ask(string type, JsonObject content) => Await(Send(type, content));

    /// <summary>Asks on the control channel and waits.</summary>
    internal Answer AskControl(string type, JsonObject content)
    {
        var id = SendOn(_control, type, content);
        return new Answer(Receive(_control, id).Content, UntilIdle(id));
    }

    /// <summary>Sends on the shell channel.</summary>
    /// <returns>The id by which the answer is known.</returns>
    internal string Send(string type, JsonObject content) => SendOn(_shell, type, content);

    /// <summary>The reply to a request on the shell channel, and what was published for it.</summary>
    internal Answer Await(string id)
    {
        var reply = Receive(_shell, id).Content;
        return new Answer(reply, UntilIdle(id));
    }

    /// <summary>The next question of the kernel, and the answer to it.</summary>
    internal JsonObject AnswerQuestion(string value)
    {
        var question = Receive(_stdin, null);
        SendOn(_stdin, "input_reply", new JsonObject { ["value"] = value });
        return question.Content;
    }

    /// <summary>The next published message that fulfils the condition; those before it stay.</summary>
    internal Received Published(Func<Received, bool> condition)
    {
        if (_pending.FindIndex(message => condition(message)) is >= 0 and var at)
        {
            var found = _pending[at];
            _pending.RemoveAt(at);
            return found;
        }

        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience;)
        {
            List<byte[]>? frames = null;
            if (!_iopub.TryReceiveMultipartBytes(Patience, ref frames!)) continue;
            var message = Parse(frames);
            if (condition(message)) return message;
            _pending.Add(message);
        }

        throw new TimeoutException("the kernel did not publish what was waited for");
    }

    /// <summary>Drops what has been published and not asked for.</summary>
    internal IReadOnlyList<Received> Forget()
    {
        var dropped = _pending.ToList();
        _pending.Clear();
        return dropped;
    }

    /// <summary>Sends frames as they are, and tells whether a reply came within the time.</summary>
    internal bool AnswersRaw(IEnumerable<byte[]> frames, TimeSpan patience)
    {
        _shell.SendMultipartBytes(frames);
        List<byte[]>? reply = null;
        return _shell.TryReceiveMultipartBytes(patience, ref reply!);
    }

    /// <summary>Sends frames as they are on the shell channel.</summary>
    internal void SendRaw(IEnumerable<byte[]> frames) => _shell.SendMultipartBytes(frames);

    /// <summary>The frames of a request, signed with the given key.</summary>
    internal static List<byte[]> Frames(string type, JsonObject content, string key, out string id)
    {
        id = Guid.NewGuid().ToString();
        var header = new JsonObject
        {
            ["msg_id"] = id, ["session"] = "test", ["username"] = "test", ["date"] = "2026-01-01T00:00:00Z",
            ["msg_type"] = type,
            ["version"] = "5.3",
        };
        byte[][] parts =
            [.. ((JsonObject[])[header, [], [], content]).Select(part => Encoding.UTF8.GetBytes(part.ToJsonString()))];
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), parts.SelectMany(part => part).ToArray());
        return ["<IDS|MSG>"u8.ToArray(), Encoding.ASCII.GetBytes(Convert.ToHexString(signature).ToLowerInvariant()),
            .. parts];
    }

    private string SendOn(DealerSocket socket, string type, JsonObject content)
    {
        socket.SendMultipartBytes(Frames(type, content, _file.Key, out var id));
        return id;
    }

    private static Received Receive(DealerSocket socket, string? id)
    {
        List<byte[]>? frames = null;
        while (socket.TryReceiveMultipartBytes(Patience, ref frames!))
        {
            var message = Parse(frames);
            if (id is null || message.ParentId == id) return message;
        }

        throw new TimeoutException("the kernel did not reply");
    }

    private IReadOnlyList<Received> UntilIdle(string id)
    {
        var all = new List<Received>();
        do all.Add(Published(m => m.ParentId == id));
        while (all[^1].Type != "status" || (string?)all[^1].Content["execution_state"] != "idle");
        return all;
    }

    private static Received Parse(List<byte[]> frames)
    {
        var at = frames.FindIndex(frame => frame.AsSpan().SequenceEqual("<IDS|MSG>"u8));
        var header = JsonNode.Parse(frames[at + 2])!.AsObject();
        return new Received(
            (string)header["msg_type"]!, header, JsonNode.Parse(frames[at + 3])!.AsObject(),
            JsonNode.Parse(frames[at + 5])!.AsObject());
    }
}
