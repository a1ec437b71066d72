using NetMQ;
using NetMQ.Sockets;
using ResearchKit.Notebooks;

namespace ResearchKit.Kernel.Wire;

/// <summary>
/// The five sockets. One thread owns them all, receives, echoes the heartbeat and sends what other threads have
/// queued, in the order of queueing.
/// </summary>
internal sealed class KernelSockets : IDisposable
{
    /// <summary>The longest frame that is taken from a client; its connection ends at a longer one.</summary>
    private const long MaxFrame = 256L << 20;

    /// <summary>The longest message that is taken; a longer one is read to its end and dropped.</summary>
    private const long MaxMessage = 512L << 20;
    private const int MaxFrames = 256;

    private readonly Dictionary<Channel, NetMQSocket> _sockets = [];
    private readonly ResponseSocket _heartbeat = new();
    private readonly NetMQQueue<(Channel Channel, List<byte[]> Frames)> _outgoing = new();
    private readonly NetMQPoller _poller;
    private readonly ManualResetEventSlim _subscribed = new();

    /// <exception cref="NotebookException">A port is taken.</exception>
    public KernelSockets(ConnectionFile file)
    {
        // Started in this order, so that a client that sees one answer finds all of them.
        Bind(Channel.Iopub, new XPublisherSocket(), file, file.IopubPort);
        Bind(Channel.Stdin, new RouterSocket(), file, file.StdinPort);
        Bind(Channel.Control, new RouterSocket(), file, file.ControlPort);
        Bind(Channel.Shell, new RouterSocket(), file, file.ShellPort);
        Bind(_heartbeat, file, file.HeartbeatPort);
        _heartbeat.ReceiveReady += (_, _) =>
        {
            List<byte[]>? beat = null;
            while (_heartbeat.TryReceiveMultipartBytes(ref beat!)) _heartbeat.SendMultipartBytes(beat);
        };
        _outgoing.ReceiveReady += (_, _) =>
        {
            while (_outgoing.TryDequeue(out var item, TimeSpan.Zero))
            {
                _sockets[item.Channel].TrySendMultipartBytes(TimeSpan.Zero, item.Frames);
            }
        };
        _poller = [_outgoing, _heartbeat, .. _sockets.Values];
    }

    /// <summary>Called on the sockets' thread with every message of a client.</summary>
    public event Action<Channel, IReadOnlyList<byte[]>>? Received;

    /// <summary>Called on the sockets' thread when the first client listens to iopub.</summary>
    public event Action? Subscribed;

    /// <summary>Starts receiving.</summary>
    public void Start() => _poller.RunAsync("kernel sockets");

    /// <summary>Queues a message; any thread may call.</summary>
    public void Send(Channel channel, List<byte[]> frames) => _outgoing.Enqueue((channel, frames));

    /// <summary>
    /// Waits until a client listens to iopub: what is published before is lost, and a client that never sees the
    /// states waits for ever.
    /// </summary>
    public void WaitForSubscriber(TimeSpan patience) => _subscribed.Wait(patience);

    /// <summary>Sends what is queued, then closes.</summary>
    public void Dispose()
    {
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (_outgoing.Count > 0 && patience.ElapsedMilliseconds < 2000) Thread.Sleep(5);
        _poller.Stop();
        _poller.Dispose();
        foreach (var socket in _sockets.Values.Append(_heartbeat))
        {
            socket.Options.Linger = TimeSpan.FromSeconds(1);
            socket.Dispose();
        }

        _outgoing.Dispose();
        NetMQConfig.Cleanup(block: true);
    }

    private void Bind(Channel channel, NetMQSocket socket, ConnectionFile file, int port)
    {
        _sockets[channel] = socket;
        // Nothing that a cell has put out may be dropped.
        socket.Options.SendHighWatermark = 0;
        socket.Options.ReceiveHighWatermark = 0;
        socket.Options.MaxMsgSize = MaxFrame;
        if (socket is RouterSocket router) router.Options.RouterHandover = true;
        Bind(socket, file, port);
        socket.ReceiveReady += (_, _) => Receive(channel, socket);
    }

    private static void Bind(NetMQSocket socket, ConnectionFile file, int port)
    {
        try
        {
            socket.Bind($"tcp://{file.Ip}:{port}");
        }
        catch (NetMQException e)
        {
            throw new NotebookException($"cannot listen on {file.Ip}:{port}: {e.Message}", e);
        }
    }

    private void Receive(Channel channel, NetMQSocket socket)
    {
        List<byte[]>? frames = null;
        // A bound keeps a flood on one socket from starving the others.
        for (var i = 0; i < 64 && socket.TryReceiveMultipartBytes(ref frames!); i++)
        {
            if (channel == Channel.Iopub)
            {
                if (frames is [[1, ..]] && !_subscribed.IsSet)
                {
                    Subscribed?.Invoke();
                    _subscribed.Set();
                }
            }
            else if (frames!.Count <= MaxFrames && frames.Sum(frame => (long)frame.Length) <= MaxMessage)
            {
                Received?.Invoke(channel, frames);
            }

            frames = null;
        }
    }
}
