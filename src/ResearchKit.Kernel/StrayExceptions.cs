using System.Runtime.ExceptionServices;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Kernel;

/// <summary>
/// What code of a cell throws on a thread of its own, where nobody catches it. It would end the process, and with it
/// the session: here it is a message of the cell instead, and only the thread ends.
/// </summary>
internal static class StrayExceptions
{
    /// <summary>From now on, for the rest of the process.</summary>
    public static void Report() => ExceptionHandling.SetUnhandledExceptionHandler(static exception =>
    {
        // A thread of the runtime's own memory of trouble is no cell's.
        if (exception is OutOfMemoryException) return false;
        // An interrupt reached work that a cell had left running.
        if (exception is OperationCanceledException && CellStop.Requested) return true;
        Console.Error.WriteLine($"not caught on another thread: {exception}");
        return true;
    });
}
