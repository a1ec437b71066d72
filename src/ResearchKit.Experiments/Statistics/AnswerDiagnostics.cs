using MathNet.Numerics.Statistics;
using ResearchKit.Benchmarks.Scoring;

namespace ResearchKit.Experiments.Statistics;

/// <summary>What besides seeing explains a score.</summary>
/// <param name="MeanLength">Mean number of words of an answer.</param>
/// <param name="LengthOfRight">Mean number of words of right (or clean) answers; NaN if there are none.</param>
/// <param name="LengthOfWrong">Mean number of words of wrong (or hallucinating) answers; NaN if there are none.</param>
/// <param name="LengthCorrelation">
/// Spearman's correlation of length with being right: below zero, longer answers are wrong more often. NaN without variation.
/// </param>
public sealed record AnswerDiagnostics(double MeanLength, double LengthOfRight, double LengthOfWrong, double LengthCorrelation)
{
    /// <summary>The diagnostics of scored answers.</summary>
    public static AnswerDiagnostics Of(AnswerTable answers)
    {
        AnswerTable.Row[] judged = [.. answers.Rows.Where(r => r.Correct is not null)];
        double[] lengths = [.. judged.Select(r => (double)r.Length)];
        double[] right = [.. judged.Select(r => r.Correct!.Value ? 1.0 : 0.0)];
        var varies = judged.Length > 1 && lengths.Distinct().Take(2).Count() > 1 && right.Distinct().Take(2).Count() > 1;
        return new(
            Mean(answers.Rows.Select(r => r.Length)), Mean(judged.Where(r => r.Correct == true).Select(r => r.Length)),
            Mean(judged.Where(r => r.Correct == false).Select(r => r.Length)),
            varies ? Correlation.Spearman(lengths, right) : double.NaN);

        static double Mean(IEnumerable<int> values) => values.Select(v => (double)v).DefaultIfEmpty(double.NaN).Average();
    }
}
