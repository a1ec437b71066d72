using System.CommandLine;
using ResearchKit.Cli.Terminal;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit notebook</c>: what one does to notebook files.</summary>
internal static class NotebookCommand
{
    public static Command Create()
    {
        var command = new Command("notebook", "Make, convert, clean or compare notebook files.");
        command.Subcommands.Add(NotebookNewCommand.Create());
        command.Subcommands.Add(NotebookConvertCommand.Create());
        command.Subcommands.Add(NotebookCleanCommand.Create());
        command.Subcommands.Add(NotebookDiffCommand.Create());
        return command.WithExamples(
            """
            Examples:
              researchkit notebook new lab.ipynb
              researchkit notebook convert old.dib lab.ipynb
              researchkit notebook diff lab.ipynb other.ipynb
            """);
    }
}
