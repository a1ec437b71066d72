namespace ResearchKit.Benchmarks.Reading;

/// <summary>A file that a benchmark reads is not what it should be; the message says which, where, and what to
/// do.</summary>
public sealed class BenchmarkException : Exception
{
    /// <summary>A message for the user.</summary>
    public BenchmarkException(string message) : base(message)
    {
    }

    /// <summary>A message for the user, and what caused it.</summary>
    public BenchmarkException(string message, Exception cause) : base(message, cause)
    {
    }
}
