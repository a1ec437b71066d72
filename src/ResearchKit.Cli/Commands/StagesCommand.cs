using System.CommandLine;
using ResearchKit.Cli.Terminal;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit stages</c>: the learned stages of pair construction.</summary>
internal static class StagesCommand
{
    public static Command Create()
    {
        var command = new Command("stages", "Train the image tagger, the detector and the small CLIP that pairs are built with.");
        command.Subcommands.Add(StagesTrainCommand.Create());
        return command.Teach(
            """
            Examples:
              researchkit stages train --out my-stages
            """);
    }
}
