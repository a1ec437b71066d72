using System.Runtime.InteropServices;

namespace ResearchKit.Cli;

/// <summary>The first Ctrl-C (or termination signal) asks the command to stop and keep its work; the second ends the
/// process.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> registrations = [];
    private int seen;

    public StopSignals()
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            registrations.Add(PosixSignalRegistration.Create(signal, Handle));
    }

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        registrations.ForEach(registration => registration.Dispose());
        source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (Interlocked.Increment(ref seen) > 1) Environment.Exit(ExitCode.Canceled);
        context.Cancel = true;
        ThreadPool.QueueUserWorkItem(_ => source.Cancel());
    }
}
