using System.CommandLine;
using System.Globalization;
using ResearchKit.Cli.Terminal;
using ResearchKit.Losses;
using ResearchKit.Losses.Catalogue;
using ResearchKit.Losses.Contract;
using Spectre.Console;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit losses eval NAME --scores FILE</c>: a loss and its gradient on given
/// log-probabilities.</summary>
internal static class LossesEvalCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "The loss, as `researchkit losses` names it." };
        var set = new Option<string[]>("--set")
        {
            Description = "A hyper-parameter as name=value; may be repeated.",
            HelpName = "name=value",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        var scores = new Option<string>("--scores")
        {
            Description = "JSON file with the log-probabilities per view, summed over the answer's tokens.",
            HelpName = "file",
            Required = true,
        };
        var allowPositive = new Option<bool>("--allow-positive")
        {
            Description = "Take positive numbers for what they are: scores that are no log-probabilities.",
        };
        var json = CommonOptions.Json();
        var command = new Command(
            "eval",
            "Evaluate a loss on log-probabilities from a file: loss, rewards, weights and gradient.")
        {
            name, set, scores, allowPositive, json,
        };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(name), parsed.GetValue(set)!, parsed.GetRequiredValue(scores),
            parsed.GetValue(allowPositive), parsed.GetValue(json),
            parsed.InvocationConfiguration.Output));
        return command.WithExamples(
            """
            Prints loss, rewards and weights per pair, and the gradient of the mean loss with respect to each policy
            log-probability.

            The file: {"views":{"chosen":{"policy":[-1.5],"reference":[-1.2],"tokens":[7]},"rejected":{...}}}, one
            number per pair; further views by their names, such as rejected_image; per-pair data in "columns".

            Examples:
              researchkit losses eval dpo --scores scores.json
              researchkit losses eval adavip --set beta=0.5 --scores scores.json --json
            """);
    }

    private static int Run(string name, string[] set, string scores, bool allowPositive, bool json, TextWriter output)
    {
        try
        {
            if (Directory.Exists(scores)) throw new UserException($"--scores {scores}: this is a folder, not a file.");
            var loss = LossCatalogue.Loaded().Create(name, CommonOptions.Parse(set, "--set"));
            var evaluation = LossEvaluation.OfFile(loss, scores, allowPositive);
            if (json)
                output.WriteLine(evaluation.ToJson());
            else
                Show(evaluation, output);
            return ExitCode.Success;
        }
        catch (LossException e)
        {
            throw new UserException(e.Message.Replace(nameof(PreferenceScores.AllowPositive), "--allow-positive"));
        }
    }

    private static void Show(LossEvaluation evaluation, TextWriter output)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("pair").RightAligned());
        var columns = new List<(string Name, IReadOnlyList<double?> Values)> { ("loss", evaluation.Loss) };
        foreach (var (group, byView) in new[]
                 {
                     ("reward", evaluation.Rewards), ("weight", evaluation.Weights), ("gradient", evaluation.Gradient),
                 })
            columns.AddRange(byView.Select(v => ($"{group} {v.Key}", (IReadOnlyList<double?>)v.Value)));
        foreach (var (column, _) in columns)
            table.AddColumn(new TableColumn(Markup.Escape(column)).RightAligned());
        for (var i = 0; i < evaluation.Pairs; i++)
            table.AddRow([.. columns.Select(c => Text(c.Values[i])).Prepend(i.ToString(CultureInfo.InvariantCulture))]);
        var console = LossesCommand.ConsoleOf(output);
        console.WriteLine(evaluation.Method.ToString());
        console.WriteLine(Convention(evaluation.Method.Inputs));
        console.Write(table);
        console.WriteLine($"mean loss {Text(evaluation.Mean)}");
    }

    /// <summary>Which of the conventions that trainers differ in these numbers follow.</summary>
    private static string Convention(LossInputs inputs) => "log-probabilities " + (inputs.Reduction switch
    {
        TokenReduction.Sum => "summed over an answer's tokens",
        TokenReduction.Mean => "averaged over an answer's tokens",
        TokenReduction.Weighted => "weighted by token",
        _ => "reduced by each part for itself",
    }) + (inputs.Reference ? ", against the reference" : ", without a reference");

    // Adding 0 turns -0 into 0.
    private static string Text(double? value) => (value + 0.0)?.ToString("G6", CultureInfo.InvariantCulture) ?? "-";
}
