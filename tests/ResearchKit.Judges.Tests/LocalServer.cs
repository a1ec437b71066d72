using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace ResearchKit.Judges.Tests;

/// <summary>A server on this machine that speaks as much of chat completions as the tests need, with faults in
/// turn.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<Fault> _faults;
    private readonly Func<string, string> _reply;
    private readonly Task _running;
    private int _requests;

    public LocalServer(Func<string, string> reply, params IEnumerable<Fault> faults)
    {
        (_reply, _faults) = (reply, new(faults));
        _listener.Start();
        _running = RunAsync();
    }

    public enum Fault
    {
        /// <summary>Status 503.</summary>
        Rejected,

        /// <summary>The connection is closed before a byte.</summary>
        Closed,

        /// <summary>No reply until the client gives up.</summary>
        Slow,

        /// <summary>The body ends early.</summary>
        Cut,

        /// <summary>The body is no JSON.</summary>
        Malformed,

        /// <summary>Status 401.</summary>
        Unauthorized,
    }

    public int Requests => _requests;

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using var connection = client;
            var stream = client.GetStream();
            var prompt = await ReadPromptAsync(stream);
            Fault? fault;
            lock (_faults) fault = _faults.TryDequeue(out var next) ? next : null;
            Interlocked.Increment(ref _requests);
            if (fault == Fault.Closed) return;
            if (fault == Fault.Slow) await Task.Delay(Timeout.Infinite, _stop.Token);
            var body = fault == Fault.Malformed ? "{\"choices\": [" : JsonSerializer.Serialize(new
            {
                id = "1", @object = "chat.completion", created = 1, model = "judge",
                choices = new[] {
                    new { index = 0, finish_reason = "stop",
                    message = new { role = "assistant", content = _reply(prompt) } } },
            });
            var status = fault switch { Fault.Rejected => "503 Busy", Fault.Unauthorized => "401 No", _ => "200 OK" };
            var head =
                $"HTTP/1.1 {status}\r\nContent-Type: " +
                $"application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n";
            await stream.WriteAsync(
                Encoding.UTF8.GetBytes(head + (fault == Fault.Cut ? body[..(body.Length / 2)] : body)), _stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The client has given up, or the test has ended.
        }
    }

    // The text of the last message of a chat completion request.
    private async Task<string> ReadPromptAsync(NetworkStream stream)
    {
        var received = new List<byte>();
        var buffer = new byte[4096];
        while (true)
        {
            var count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0) throw new IOException("the client is gone");
            received.AddRange(buffer.AsSpan(0, count));
            var text = Encoding.UTF8.GetString([.. received]);
            var body = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (body < 0 || text.Split("Content-Length: ") is not [_, var rest]) continue;
            if (received.Count < body + 4 +
                int.Parse(rest[..rest.IndexOf('\r')], System.Globalization.CultureInfo.InvariantCulture)) continue;
            var content = JsonElement.Parse(text[(body + 4)..]).GetProperty("messages").EnumerateArray().Last()
                .GetProperty("content");
            return content.ValueKind == JsonValueKind.String ? content.GetString()!
                : content[0].GetProperty("text").GetString()!;
        }
    }
}
