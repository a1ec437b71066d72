using System.CommandLine;
using ResearchKit.Cli.Terminal;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit pairs</c>: preference pairs with vision-rejected images.</summary>
internal static class PairsCommand
{
    public static Command Create()
    {
        var command = new Command("pairs", "Build preference pairs from images or drawn scenes, and look at them.");
        command.Subcommands.Add(PairsBuildCommand.Create());
        command.Subcommands.Add(PairsInspectCommand.Create());
        return command.WithExamples(
            """
            Examples:
              researchkit pairs build --scenes 1000 --out scene-pairs
              researchkit pairs build --images photos --coco instances.json --responses rlaif-v.jsonl --out my-pairs
              researchkit pairs inspect my-pairs
            """);
    }
}
