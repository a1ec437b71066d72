namespace ResearchKit.Notebooks;

/// <summary>
/// Something the user can put right: a malformed notebook, an unknown parameter, a file that cannot be written. The
/// message says what is wrong, where, and what to do; a command line shows it alone, without a stack trace.
/// </summary>
public sealed class NotebookException : Exception
{
    /// <summary>An error whose message is complete in itself.</summary>
    public NotebookException(string message)
        : base(message)
    {
    }

    /// <summary>An error with the exception that revealed it.</summary>
    public NotebookException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
