using System.CommandLine;
using ResearchKit.Cli.Commands;

namespace ResearchKit.Cli;

/// <summary>The commands, in the order of the help text. A new command is a file and a line here.</summary>
internal static class CommandList
{
    /// <param name="args">The command line, if one is to be parsed: commands that it does not name may come without
    /// what takes time to look up.</param>
    public static IEnumerable<Command> All(IReadOnlyList<string>? args = null) =>
    [
        ReproduceCommand.Create(),
        ReportCommand.Create(),
        FiguresCommand.Create(),
        ExploreCommand.Create(),
        RunCommand.Create(),
        WatchCommand.Create(),
        ExportCommand.Create(),
        NotebookCommand.Create(),
        LabCommand.Create(),
        KernelCommand.Create(),
        TrainCommand.Create(),
        ScoreCommand.Create(),
        GenerateCommand.Create(),
        LossesCommand.Create(),
        EvalCommand.Create(named: args is null || args.Contains(EvalCommand.Name)),
        AuditCommand.Create(),
        DataCommand.Create(),
        PairsCommand.Create(),
        VisionCommand.Create(),
        ImageCommand.Create(),
        EngineCommand.Create(),
        DoctorCommand.Create(),
        WorkerCommand.Create(),
        ExploreTaskCommand.Create(),
    ];
}
