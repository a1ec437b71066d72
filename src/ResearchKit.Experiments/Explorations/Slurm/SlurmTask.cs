using ResearchKit.Losses.Catalogue;

namespace ResearchKit.Experiments.Explorations.Slurm;

/// <summary>What a task of an array job does: the runs that it was given, kept one by one.</summary>
public static class SlurmTask
{
    /// <summary>Runs a task to its end.</summary>
    /// <param name="folder">The submission's folder.</param>
    /// <param name="id">The task.</param>
    /// <param name="cancellation">Stops it, as a time limit does; what has ended stays kept.</param>
    /// <returns>What it left beside its runs; an error if it could not begin.</returns>
    /// <exception cref="SlurmException">The folder holds no submission with such a task.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static SlurmTaskResult Run(string folder, SlurmTaskId id, CancellationToken cancellation)
    {
        var submission = SlurmSubmission.Read(folder);
        if (id.Task < 0 || id.Task >= submission.Tasks.Count)
            throw new SlurmException($"{folder} has no task {id.Task}, only {submission.Tasks.Count} tasks.");
        var result = Result(submission, submission.Tasks[id.Task], cancellation);
        result.Write(Path.Combine(folder, $"{id}_result.json"));
        return result;
    }

    private static SlurmTaskResult Result(
        SlurmSubmission submission, IReadOnlyList<RunInputs> inputs, CancellationToken cancellation)
    {
        if (submission.Code != CodeVersion.Current)
            return new("the program was built anew since the job was submitted", new Dictionary<int, string>());
        var lab = ExplorationLab.Find(submission.Lab);
        var catalogue = LossCatalogue.Loaded();
        var runs = inputs.Select(i => ExplorationGrid.Again(lab, catalogue, i)).ToArray();
        var result = new Explorer(lab, new RunCache(submission.Runs))
            .Run(runs, submission.Processors, cancellation: cancellation);
        var places = inputs.Index().ToDictionary(i => i.Item, i => i.Index);
        return new(null, result.Failures.ToDictionary(f => places[f.Inputs], f => f.Reason));
    }
}
