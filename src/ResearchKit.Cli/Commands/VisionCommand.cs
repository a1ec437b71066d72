using System.CommandLine;
using ResearchKit.Cli.Terminal;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit vision</c>: the learned models of pair construction.</summary>
internal static class VisionCommand
{
    public static Command Create()
    {
        var command =
            new Command("vision", "Train the image tagger, the detector and the small CLIP that pairs are built with.");
        command.Aliases.Add("stages"); // its former name
        command.Subcommands.Add(VisionTrainCommand.Create());
        return command.WithExamples(
            """
            Examples:
              researchkit vision train --out my-models
            """);
    }
}
