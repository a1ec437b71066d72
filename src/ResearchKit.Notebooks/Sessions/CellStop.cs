using System.ComponentModel;
using ResearchKit.Notebooks.Formatting;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>
/// What the loops of cells ask at every turn (see <see cref="StopChecks"/>), and the managed engine at every tensor:
/// one field for the whole process, so that asking costs nothing. Who is to stop is found out only when it is set.
/// There is no other static field, since initializing one would cost each turn of the loop that comes first.
/// </summary>
/// <remarks>
/// Nothing is aborted. On .NET 10 an abort that finds a thread at a return address that the runtime has replaced ends
/// the process (about one abort in fifty).
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellStop
{
    /// <summary>Whether some cell of this process is to stop.</summary>
#pragma warning disable CA1051, CA2211 // A field: the loops of cells read it, at tier 0 without a call.
    public static volatile bool Requested;
#pragma warning restore CA1051, CA2211

    /// <summary>What assemblies call that were made to ask (see <see cref="StoppableAssembly"/>).</summary>
    /// <exception cref="OperationCanceledException">The cell that this thread works for is to stop.</exception>
    public static void Poll()
    {
        if (Requested) Check();
    }

    /// <summary>Ends the cell that this thread works for, if it is to stop.</summary>
    /// <exception cref="OperationCanceledException">It is.</exception>
    public static void Check()
    {
        if (DisplayContext.Current is { Stopped: true })
            throw new OperationCanceledException("the cell was interrupted");
    }
}
