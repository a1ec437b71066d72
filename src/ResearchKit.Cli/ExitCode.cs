namespace ResearchKit.Cli;

/// <summary>What the process returns; scripts and continuous integration rely on these numbers.</summary>
internal static class ExitCode
{
    /// <summary>Done; a reproduction gave identical results.</summary>
    public const int Success = 0;

    /// <summary>A notebook's cell failed or ran longer than it may.</summary>
    public const int CellFailed = 1;

    /// <summary>The command line or a file it names is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Everything ran, but results differ from the published ones.</summary>
    public const int Different = 3;

    /// <summary>A result cannot be written: no space, no permission.</summary>
    public const int CannotWrite = 4;

    /// <summary>Everything ran, but no row gave a pair.</summary>
    public const int NothingBuilt = 5;

    /// <summary>Stopped by Ctrl-C or a termination signal.</summary>
    public const int Canceled = 130;

    /// <summary>The list for <c>--help</c>.</summary>
    public const string Help =
        """

        Exit codes:
          0    done; a reproduction gave identical results
          1    a cell failed or ran longer than it may
          2    the command line or a file it names is wrong
          3    everything ran, but results differ from the published ones
          4    a result cannot be written
          5    no row gave a pair
          130  stopped by Ctrl-C
        """;
}
