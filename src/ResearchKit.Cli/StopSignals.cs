using System.Runtime.InteropServices;

namespace ResearchKit.Cli;

/// <summary>The first Ctrl-C (or termination signal) asks the command to stop and keep its work; the second ends the
/// process.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _seen;

    public StopSignals()
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            _registrations.Add(PosixSignalRegistration.Create(signal, Handle));
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (Interlocked.Increment(ref _seen) > 1) Environment.Exit(ExitCode.Canceled);
        context.Cancel = true;
        ThreadPool.QueueUserWorkItem(_ => _source.Cancel());
    }
}
