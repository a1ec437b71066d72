using System.CommandLine;
using System.Globalization;
using ResearchKit.Cli.Reproduction;
using ResearchKit.Cli.Terminal;
using ResearchKit.Experiments.Explorations.Slurm;

namespace ResearchKit.Cli.Commands;

/// <summary>What the batch file of <c>explore --slurm</c> calls: one task of an array job.</summary>
internal static class ExploreTaskCommand
{
    private const string Name = "explore-task";

    /// <summary>The program and its arguments; a submission's folder comes after them.</summary>
    public static IReadOnlyList<string> Program { get; } =
        [WorkerProcess.DotnetHost(), Path.Combine(AppContext.BaseDirectory, "ResearchKit.Cli.dll"), Name];

    public static Command Create()
    {
        var folder = new Argument<string>("submission");
        var command = new Command(Name, "Runs one task of `explore --slurm`.") { folder };
        command.Hidden = true;
        command.SetAction((parsed, cancellation) =>
            Task.FromResult(Run(parsed.GetRequiredValue(folder), cancellation)));
        return command;
    }

    private static int Run(string folder, CancellationToken cancellation)
    {
        var id = new SlurmTaskId(Number("SLURM_ARRAY_JOB_ID"), (int)Number("SLURM_ARRAY_TASK_ID"));
        try
        {
            var result = SlurmTask.Run(folder, id, cancellation);
            foreach (var (place, reason) in result.Failures) Messages.Error($"run {place}: {reason}");
            if (result.Error is null) return ExitCode.Success;
            Messages.Error(result.Error);
            return ExitCode.Usage;
        }
        catch (SlurmException e)
        {
            throw new UserException(e.Message);
        }
    }

    private static long Number(string variable) =>
        long.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new UserException($"{variable} is not set: this command runs in an array job of Slurm.");
}
