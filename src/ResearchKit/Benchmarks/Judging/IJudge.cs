namespace ResearchKit.Benchmarks.Judging;

/// <summary>Rates an answer in words: a language model behind a server, a file of replies, or rules.</summary>
public interface IJudge
{
    /// <summary>Name and version of the judge: replies of one are not those of another.</summary>
    string Name { get; }

    /// <summary>The judge's reply to a prompt.</summary>
    /// <exception cref="JudgeException">There is no reply, and trying again has not helped.</exception>
    Task<string> ReplyAsync(string prompt, CancellationToken cancellation);
}

/// <summary>A judge gives no reply.</summary>
public sealed class JudgeException(string message, Exception? cause = null) : Exception(message, cause);
