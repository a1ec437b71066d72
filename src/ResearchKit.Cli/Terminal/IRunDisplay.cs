using ResearchKit.Notebooks.Running;

namespace ResearchKit.Cli.Terminal;

/// <summary>Shows how running notebooks get on. Calls come from several threads.</summary>
internal interface IRunDisplay : IDisposable
{
    void Cell(string notebook, CellProgress progress);

    /// <summary>A figure is there to be looked at.</summary>
    void Figure(string path);

    void Ended(string notebook, RunStatus status, TimeSpan elapsed);
}
