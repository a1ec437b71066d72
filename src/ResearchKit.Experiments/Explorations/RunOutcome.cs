namespace ResearchKit.Experiments.Explorations;

/// <summary>What one run measured.</summary>
/// <param name="Steps">Updates done at each record, ascending from 0.</param>
/// <param name="Curves">By measure, one value per record; the last is the value at the end.</param>
public sealed record RunOutcome(int[] Steps, IReadOnlyDictionary<string, double[]> Curves);

/// <summary>What an exploration gave.</summary>
/// <param name="Runs">The finished runs, in the grid's order.</param>
/// <param name="Failures">The runs that failed, and why; the others go on without them.</param>
public sealed record ExplorationResult(
    IReadOnlyList<ExplorationRun> Runs, IReadOnlyList<(RunInputs Inputs, string Reason)> Failures);

/// <summary>A finished run.</summary>
/// <param name="Inputs">All that it depends on, the code aside.</param>
/// <param name="Code">The version of the code that made it.</param>
/// <param name="Outcome">What it measured.</param>
public sealed record ExplorationRun(RunInputs Inputs, string Code, RunOutcome Outcome)
{
    /// <summary>A measure at the end of the run.</summary>
    public double Final(string measure) => Outcome.Curves[measure][^1];
}
