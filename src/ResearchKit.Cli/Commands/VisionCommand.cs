using System.CommandLine;
using ResearchKit.Cli.Terminal;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit vision</c>: the learned models of pair construction.</summary>
internal static class VisionCommand
{
    public static Command Create()
    {
        var command =
            new Command("vision",
                "Train the lab's small models: those that build pairs, and the hallucinating starts.");
        command.Aliases.Add("stages"); // its former name
        command.Subcommands.Add(VisionTrainCommand.Create());
        command.Subcommands.Add(VisionStartCommand.Create());
        return command.WithExamples(
            """
            Examples:
              researchkit vision train --out my-models
              researchkit vision start --seed 100 --out starts
            """);
    }
}
