namespace ResearchKit;

/// <summary>A file cannot be written: no space, no permission. What was there before is untouched.</summary>
public sealed class FileWriteException : IOException
{
    /// <summary>An error whose message is complete in itself, with the exception that revealed it.</summary>
    public FileWriteException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
