using System.CommandLine;
using System.Text.Json;
using ResearchKit.Benchmarks.Reading;
using ResearchKit.Cli.Terminal;
using ResearchKit.Experiments.Audits;
using Spectre.Console;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit audit TABLE.csv</c>: arithmetic checks of a table of printed results.</summary>
internal static class AuditCommand
{
    public static Command Create()
    {
        var table = new Argument<string>("table") { Description = "A CSV file with a header; see the columns below." };
        var json = CommonOptions.Json();
        var command = new Command("audit", "Check the arithmetic of a table of benchmark results.") { table, json };
        command.SetAction(parsed =>
            Run(parsed.GetRequiredValue(table), parsed.GetValue(json), parsed.InvocationConfiguration.Output));
        return command.WithExamples(
            $"""
            Which printed numbers cannot be right together, whatever the models were: scores recomputed from their
            columns, F1 against accuracy, F1 against its parts, rates against the number of questions. Rounding is
            allowed for. Notebook 05 explains each check.

            Columns: method, size; {string.Join(", ", TableAudit.Columns)}. Others are passed over.

            Examples:
              researchkit audit data/published/adavip-table1.csv
              researchkit audit my-table.csv --json
            """);
    }

    private static int Run(string path, bool json, TextWriter output)
    {
        try
        {
            var findings = TableAudit.Of(path);
            if (json)
            {
                output.WriteLine(JsonSerializer.Serialize(findings, JsonSerializerOptions.Web));
                return ExitCode.Success;
            }
            var table = new Table().Border(TableBorder.Simple).AddColumns("row", "check", "numbers");
            foreach (var f in findings.Where(f => !f.Holds))
                table.AddRow(Markup.Escape($"{f.Row} (line {f.Line})"), Markup.Escape(f.Check),
                    Markup.Escape(f.Detail));
            var console = LossesCommand.ConsoleOf(output);
            var failed = findings.Count(f => !f.Holds);
            console.WriteLine($"{path}: {findings.Count} checks, {failed} that the printed numbers do not pass");
            if (failed > 0) console.Write(table);
            foreach (var group in findings.GroupBy(f => f.Check))
                console.WriteLine($"  {group.Key}: {group.Count(f => f.Holds)} of {group.Count()} rows pass");
            return ExitCode.Success;
        }
        catch (BenchmarkException e)
        {
            throw new UserException(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"a file cannot be read: {e.Message}");
        }
    }
}
