using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ResearchKit.Benchmarks.Scoring;

namespace ResearchKit.Cli.Evaluating;

/// <summary>A report as JSON; what is not a number is null.</summary>
internal static class EvalJson
{
    private static readonly JsonSerializerOptions Layout = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    public static void Write(EvalReport report, TextWriter output) => output.WriteLine(JsonSerializer.Serialize(new
    {
        Benchmark = report.Benchmark.Name,
        Mode = report.Strict ? "strict" : "official",
        Results = report.Files.Select(file => new
        {
            Answers = file.Result.Path,
            file.Result.Complete,
            Scored = file.Result.Answered.Sum(),
            Parts = file.Result.Parts.Zip(file.Result.Answered)
            .Select(p => new { p.First.Name, p.First.Items, Answered = p.Second }),
            Metrics = file.Intervals.ToDictionary(i => i.Metric.Key, i => new
            {
                Value = Finite(i.Metric.Value), i.Metric.Printed, Low = Finite(i.Low), High = Finite(i.High),
                Interval = i.Basis,
                Better = i.Metric.Better.ToString().ToLowerInvariant(),
                Script = file.Official?.Metrics.FirstOrDefault(m => m.Key == i.Metric.Key)?.Printed,
            }),
            Dropped = file.Result.Problems.Dropped,
            Problems = Enum.GetValues<ProblemKind>().ToDictionary(
                kind => kind.ToString().ToLowerInvariant(), kind => file.Result.Problems[kind]),
            First = file.Result.Problems.First.Select(p =>
                new { Kind = p.Kind.ToString().ToLowerInvariant(), p.Line, p.Id, p.Text }),
            Length = new
            {
                Mean = Finite(file.Diagnostics.MeanLength), Right = Finite(file.Diagnostics.LengthOfRight),
                Wrong = Finite(file.Diagnostics.LengthOfWrong),
                RankCorrelation = Finite(file.Diagnostics.LengthCorrelation),
            },
        }),
        Compare = report.Comparison?.Select(c => new
        {
            Answers = c.Result.Path,
            Other = c.Other.Path,
            Differences = c.Differences.ToDictionary(d => d.First.Key, d => new
            {
                Difference = Finite(d.Difference), Low = Finite(d.Low), High = Finite(d.High), d.P, PHolm = d.Adjusted,
            }),
            Mcnemar = c.McNemar is { } m
            ? new { m.Items, m.OnlyFirst, m.OnlySecond, m.P, m.Difference, OddsRatio = Finite(m.OddsRatio) } : null,
        }),
    }, Layout));

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
