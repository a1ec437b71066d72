using ResearchKit.Cli.Reproduction.Tolerance;
using ResearchKit.Notebooks.Manifests;
using ResearchKit.Notebooks.Running;

namespace ResearchKit.Cli.Reproduction;

/// <summary>One notebook's run.</summary>
/// <param name="Notebook">Its name.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Seconds">How long it took, start of the process included.</param>
/// <param name="Files">How many figure and table files it made.</param>
/// <param name="StaleCells">The cells whose committed outputs are not those of this run.</param>
/// <param name="Cell">The cell in which it ended early.</param>
/// <param name="Message">Why.</param>
/// <param name="Traceback">More about it.</param>
/// <param name="ExitCode">Its part in the command's exit code.</param>
internal sealed record NotebookReport(
    string Notebook, RunStatus Status, double Seconds, int Files, IReadOnlyList<string> StaleCells,
    string? Cell, string? Message, IReadOnlyList<string> Traceback, int ExitCode);

/// <summary>What a reproduction found.</summary>
/// <param name="Notebooks">Each notebook's run, in order of names.</param>
/// <param name="Comparison">Each file of the notebooks that completed, against the published manifest.</param>
/// <param name="Claims">How many claims the notebooks tested.</param>
/// <param name="OutputFolder">Where the results are.</param>
/// <param name="Updated">Whether they are now the published ones.</param>
/// <param name="OwnParameters">Whether the run had parameters of its own, so that differences are expected.</param>
/// <param name="Agreements">Where another engine than the managed one ran: each notebook against the numbers of the
/// managed engine, which then decides in place of bytes.</param>
internal sealed record ReproductionReport(
    IReadOnlyList<NotebookReport> Notebooks, IReadOnlyList<FileComparison> Comparison, int Claims, string OutputFolder,
    bool Updated, bool OwnParameters, IReadOnlyList<Agreement> Agreements)
{
    /// <summary>The page that shows all results; null if none was written.</summary>
    public string? ReportPage { get; init; }

    public int Identical => Comparison.Count(file => file.State == FileState.Identical);

    public int ExitCode
    {
        get
        {
            // A stop first, then what could not be written, then failures: what hides the others goes first.
            var codes = Notebooks.Select(notebook => notebook.ExitCode).ToHashSet();
            foreach (var code in (int[])[Cli.ExitCode.Canceled, Cli.ExitCode.CannotWrite, Cli.ExitCode.Usage,
                Cli.ExitCode.CellFailed])
                if (codes.Contains(code)) return code;
            if (Agreements.Count > 0)
                return Agreements.All(agreement => agreement.Holds) ? Cli.ExitCode.Success : Cli.ExitCode.Different;
            if (Updated || OwnParameters) return Cli.ExitCode.Success;
            return Identical < Comparison.Count || Notebooks.Any(notebook => notebook.StaleCells.Count > 0)
                ? Cli.ExitCode.Different
                : Cli.ExitCode.Success;
        }
    }
}
