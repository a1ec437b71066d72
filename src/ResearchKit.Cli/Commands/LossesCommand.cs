using System.CommandLine;
using ResearchKit.Cli.Terminal;
using ResearchKit.Losses;
using ResearchKit.Losses.Catalogue;
using Spectre.Console;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit losses</c>: the catalogue of preference losses as a table or as JSON.</summary>
internal static class LossesCommand
{
    public static Command Create()
    {
        var json = CommonOptions.Json();
        var markdown = new Option<bool>("--markdown") { Description = "Print the page docs/losses.md." };
        var command = new Command(
            "losses",
            "List the preference losses with equation, settings and paper; evaluate one.")
        {
            json, markdown,
        };
        command.Subcommands.Add(LossesEvalCommand.Create());
        command.SetAction(result =>
        {
            var catalogue = LossCatalogue.Loaded();
            var descriptions = catalogue.Entries.Select(LossDescription.Of).ToArray();
            var output = result.InvocationConfiguration.Output;
            if (result.GetValue(markdown))
                output.Write(LossesPage.Of(catalogue));
            else if (result.GetValue(json))
                output.WriteLine(LossDescription.ToJson(descriptions));
            else
                Show(descriptions, output);
            return ExitCode.Success;
        });
        return command.WithExamples(
            """
            Examples:
              researchkit losses
              researchkit losses --json
              researchkit losses --markdown
              researchkit losses eval adavip --set beta=0.1 --scores scores.json
            """);
    }

    private static void Show(IEnumerable<LossDescription> losses, TextWriter output)
    {
        var table = new Table().AddColumns("name", "loss of one pair", "log-probabilities", "settings", "paper")
            .Border(TableBorder.Simple);
        foreach (var loss in losses)
            table.AddRow(
                Markup.Escape(loss.Name),
                Markup.Escape(loss.Equation),
                Needs(loss),
                Markup.Escape(
                    string.Join(", ", loss.Settings.Select(s => s.Default is null ? s.Name : $"{s.Name}={s.Default}"))),
                Markup.Escape(loss.ArXiv.Length > 0 ? $"arXiv {loss.ArXiv}, {loss.Where}" : loss.Where));
        ConsoleOf(output).Write(table);
    }

    /// <summary>How tokens are reduced and whether the reference model is needed: <c>mean, no reference</c>.</summary>
    private static string Needs(LossDescription loss) => loss.Reference is { } reference
        ? $"{loss.Reduction}, {(reference ? "reference" : "no reference")}"
        : "as the parts";

    /// <summary>A console on any writer: colors and the window's width on a terminal, plain wide lines
    /// elsewhere.</summary>
    internal static IAnsiConsole ConsoleOf(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = 200;
        return console;
    }
}
