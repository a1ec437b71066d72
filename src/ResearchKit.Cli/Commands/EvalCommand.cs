using System.CommandLine;
using ResearchKit.Benchmarks.MmHal;
using ResearchKit.Benchmarks.Reading;
using ResearchKit.Benchmarks.Scoring;
using ResearchKit.Cli.Evaluating;
using ResearchKit.Cli.Terminal;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit eval BENCHMARK</c>: scores answer files. There is a subcommand for every benchmark of the
/// catalogue.</summary>
internal static class EvalCommand
{
    /// <summary>The command's word.</summary>
    public const string Name = "eval";

    /// <param name="named">Whether the benchmarks are wanted: looking for them loads the whole library, tensor engine
    /// included, for which no other command should wait.</param>
    public static Command Create(bool named = true)
    {
        var command = new Command(Name, "Score answer files as the benchmarks' own scripts do.");
        foreach (var benchmark in named ? BenchmarkCatalogue.All : []) command.Subcommands.Add(Of(benchmark));
        return command.WithExamples(
            """
            Numbers are those of the official scripts, to the last printed digit; --strict shows how far they are from the
            formulas. Intervals are bootstrap intervals over images. Rows that cannot be read and unknown ids are dropped,
            counted and listed. A second answer to an item is listed; it counts where the official script counts it, and
            with --strict the first one does. An incomplete answer file is called PARTIAL.

            Examples:
              researchkit eval amber --answers mine.json --annotations annotations.json
              researchkit eval pope --answers base.jsonl dpo.jsonl --annotations coco_pope_random.json
              researchkit eval chair --answers dpo.jsonl --annotations annotations/ --compare base.jsonl
            """);
    }

    private static Command Of(IBenchmark benchmark)
    {
        var answers = new Option<string[]>("--answers")
        {
            Description = $"One or more answer files (JSON, JSON lines or CSV). {benchmark.AnswerFormat}",
            HelpName = "file",
            Required = true,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
        };
        var compare = new Option<string?>("--compare")
        {
            Description = "Another answer file: the differences to it, with paired tests.", HelpName = "file",
        };
        var official =
            new Option<bool>("--official")
            {
                Description =
                "The official script's numbers, its quirks included (the default)."
            };
        var strict = new Option<bool>("--strict")
        {
            Description =
            "Numbers by the formulas, and their difference to the script's; a row that would be dropped, or a " +
            "missing answer, is an error.",
        };
        var latex = new Option<bool>("--latex") { Description = "Print a LaTeX table row for each answer file." };
        var json = CommonOptions.Json();
        var command = new Command(benchmark.Name, benchmark.Summary) { answers };
        var inputs = new List<(string Name, Option<string?> Option)>();
        foreach (var input in benchmark.Inputs)
        {
            var option = new Option<string?>("--" + input.Name)
            {
                Description = input.Description, HelpName = "file", Required = input.Required,
            };
            inputs.Add((input.Name, option));
            command.Add(option);
        }
        foreach (Option option in (Option[])[compare, official, strict, latex, json]) command.Add(option);
        var judge = benchmark is MmHalBenchmark ? new JudgeOptions() : null;
        judge?.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(official) && parsed.GetValue(strict))
                throw new UserException("--official and --strict exclude each other.");
            try
            {
                var given = inputs.Select(i => (i.Name, Path: parsed.GetValue(i.Option)))
                    .Where(i => i.Path is not null).Select(i => (i.Name, i.Path!));
                if (judge is not null
                    && await judge.RateAsync(parsed, parsed.GetRequiredValue(answers), cancellation) is { } replies)
                    given = given.Where(i => i.Name != "replies").Append(("replies", replies));
                var paths = new BenchmarkInputs(given);
                var report = EvalReport.Run(
                    benchmark, paths, parsed.GetRequiredValue(answers), parsed.GetValue(compare),
                    parsed.GetValue(strict));
                var output = parsed.InvocationConfiguration.Output;
                if (parsed.GetValue(json)) EvalJson.Write(report, output);
                else if (parsed.GetValue(latex)) EvalTables.WriteLatex(report, output);
                else EvalTables.Write(report, output);
                return ExitCode.Success;
            }
            catch (BenchmarkException e)
            {
                throw new UserException(inputs.Aggregate(
                    e.Message, (text, i) => text.Replace($"the input '{i.Name}'", i.Option.Name)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new UserException($"a file cannot be read: {e.Message}");
            }
        });
        return command;
    }
}
