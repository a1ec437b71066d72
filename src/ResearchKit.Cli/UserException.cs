namespace ResearchKit.Cli;

/// <summary>Ends a command with one message on stderr and an exit code.</summary>
internal sealed class UserException(string message, int exitCode = ExitCode.Usage) : Exception(message)
{
    public int ExitCode => exitCode;
}
