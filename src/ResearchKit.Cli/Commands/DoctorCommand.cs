using System.CommandLine;
using System.Text.Json;
using ResearchKit.Cli.Diagnosis;
using ResearchKit.Cli.Reproduction;
using ResearchKit.Cli.Terminal;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit doctor</c>.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var json = CommonOptions.Json();
        var command =
            new Command("doctor",
                "Show what is installed and what is in use: SDK, engine, vector width, threads.") { json };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed.GetValue(json))));
        return command.WithExamples(
            """
            Examples:
              researchkit doctor
              researchkit doctor --json
            """);
    }

    private static int Run(bool json)
    {
        var installation = Installation.Inspect();
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(installation, WorkerMessage.IndentedJson));
            return ExitCode.Success;
        }

        foreach (var (name, value) in installation.Lines()) Messages.Line($"{name,-16} {value}");
        return ExitCode.Success;
    }
}
