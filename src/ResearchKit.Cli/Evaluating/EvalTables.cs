using System.Globalization;
using ResearchKit.Benchmarks.Scoring;
using ResearchKit.Cli.Commands;
using Spectre.Console;

namespace ResearchKit.Cli.Evaluating;

/// <summary>A report as tables on a terminal, and as rows for a paper.</summary>
internal static class EvalTables
{
    private const int ShownProblems = 5;
    private static readonly string[] ComparisonHeaders = ["other", "this", "difference", "p", "p, Holm"];

    public static void Write(EvalReport report, TextWriter output)
    {
        var console = LossesCommand.ConsoleOf(output);
        foreach (var file in report.Files) WriteState(file.Result, console);
        console.Write(Scores(report));
        if (report.Files[0].Intervals is [var first, ..]) console.WriteLine($"In brackets: {first.Basis}.");
        if (report.Strict)
            console.WriteLine(
                "Numbers by the formulas; script: what the official script prints, and the difference to it.");
        foreach (var file in report.Files) WriteDiagnostics(file, report.Files.Count > 1, console);
        foreach (var comparison in report.Comparison ?? []) WriteComparison(comparison, console);
    }

    /// <summary>One row per file: name and metrics, in the order of a comment line above.</summary>
    public static void WriteLatex(EvalReport report, TextWriter output)
    {
        output.WriteLine("% " +
            string.Join(" & ", report.Files[0].Result.Metrics.Select(m => m.Label).Prepend("answers")));
        foreach (var file in report.Files)
        {
            var name = Path.GetFileNameWithoutExtension(file.Result.Path).Replace("_", "\\_", StringComparison.Ordinal);
            var cells = file.Result.Metrics.Select(m => m.Printed == "n/a" ? "--" : m.Printed).Prepend(name);
            output.WriteLine(string.Join(" & ", cells) + " \\\\" +
                (file.Result.Complete ? "" : $" % PARTIAL: {string.Join(", ", file.Result.Incomplete)}"));
        }
    }

    private static Table Scores(EvalReport report)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn(Markup.Escape(report.Benchmark.Title));
        foreach (var file in report.Files)
        {
            var name = Path.GetFileName(file.Result.Path) + (file.Result.Complete ? "" : " (PARTIAL)");
            table.AddColumn(new TableColumn(Markup.Escape(name)).RightAligned());
            if (file.Official is not null)
                table.AddColumn(new TableColumn("script").RightAligned())
                    .AddColumn(new TableColumn("difference").RightAligned());
        }
        foreach (var key in report.Files.SelectMany(f => f.Result.Metrics).Select(m => m.Key).Distinct())
        {
            var cells = new List<string>();
            foreach (var file in report.Files)
            {
                var interval = file.Intervals.FirstOrDefault(i => i.Metric.Key == key);
                cells.Add(interval is null ? "-" : Cell(interval.Metric, interval.Low, interval.High));
                if (file.Official is null) continue;
                var script = file.Official.Metrics.FirstOrDefault(m => m.Key == key);
                cells.Add(script?.Printed ?? "-");
                cells.Add(script is null || interval is null ? "-" : Signed(interval.Metric.Value - script.Value));
            }
            var label = report.Files.SelectMany(f => f.Result.Metrics).First(m => m.Key == key);
            table.AddRow([Markup.Escape(label.Label + Arrow(label.Better)), .. cells.Select(Markup.Escape)]);
        }
        return table;
    }

    private static void WriteState(EvaluationResult result, IAnsiConsole console)
    {
        var problems = result.Problems;
        var total = result.Answered.Sum();
        console.WriteLine(FormattableString.Invariant($"{result.Path}: {total:N0} answers scored"));
        if (!result.Complete)
            console.WriteLine($"  PARTIAL, answers are missing: {string.Join(", ", result.Incomplete)}");
        if (result.LeftOut.Any()) console.WriteLine($"  not asked: {string.Join(", ", result.LeftOut)}");
        foreach (var kind in Enum.GetValues<ProblemKind>())
        {
            if (problems[kind] == 0) continue;
            console.WriteLine(FormattableString.Invariant($"  {problems[kind]:N0} {Words(kind)}"));
            foreach (var problem in problems.First.Where(p => p.Kind == kind).Take(ShownProblems))
                console.WriteLine($"    {problem}");
        }
    }

    private static void WriteDiagnostics(ScoredFile file, bool named, IAnsiConsole console)
    {
        var d = file.Diagnostics;
        var name = named ? Path.GetFileName(file.Result.Path) + ": " : "";
        var text = $"{name}mean length {Number(d.MeanLength)} words";
        if (double.IsFinite(d.LengthCorrelation))
            text += $"; right or clean {Number(d.LengthOfRight)}, wrong or " +
                $"hallucinating {Number(d.LengthOfWrong)}, rank correlation {Number(d.LengthCorrelation)}";
        console.WriteLine(text);
    }

    private static void WriteComparison(FileComparison comparison, IAnsiConsole console)
    {
        console.WriteLine();
        console.WriteLine($"{comparison.Result.Path} against {comparison.Other.Path}");
        var table = new Table().Border(TableBorder.Simple).AddColumn("metric");
        foreach (var header in ComparisonHeaders)
            table.AddColumn(new TableColumn(header).RightAligned());
        foreach (var d in comparison.Differences)
            table.AddRow([.. new[]
            {
                d.First.Label + Arrow(d.First.Better), d.First.Printed, d.Second.Printed,
                $"{Signed(d.Difference)} [{Number(d.Low)}, {Number(d.High)}]", Probability(d.P),
                Probability(d.Adjusted),
            }.Select(Markup.Escape)]);
        console.Write(table);
        if (comparison.Differences is [var basis, ..])
            console.WriteLine(FormattableString.Invariant(
                $"Paired bootstrap over the {basis.Units:N0} {basis.Unit} that both answered; p-values two-sided."));
        if (comparison.McNemar is { } test)
            console.WriteLine(
                $"McNemar: {test}; right more often by {Signed(100 * test.Difference)} points, odds " +
                $"ratio {Number(test.OddsRatio)}.");
    }

    private static string Cell(Metric metric, double low, double high) => double.IsFinite(low)
        ? $"{metric.Printed} [{Number(low)}, {Number(high)}]"
        : metric.Printed;

    private static string Arrow(Better better) =>
        better switch { Better.Higher => " ↑", Better.Lower => " ↓", _ => "" };

    private static string Number(double value) => double.IsFinite(value)
        ? Math.Round(value, Math.Abs(value) < 2 ? 3 : 1).ToString("0.0##", CultureInfo.InvariantCulture)
        : "n/a";

    private static string Signed(double value) => (value > 0 ? "+" : "") + Number(value);

    private static string Probability(double p) =>
        p < 0.001 ? "<0.001" : p.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Words(ProblemKind kind) => kind switch
    {
        ProblemKind.Unreadable => "rows dropped because they cannot be read:",
        ProblemKind.Duplicate => "rows dropped because the item was answered before:",
        ProblemKind.Repeated => "rows answer an item again and count again, as in the official script:",
        ProblemKind.Unknown => "rows dropped because no annotation has their id:",
        _ => "answers were neither of the possible answers; they count as wrong:",
    };
}
