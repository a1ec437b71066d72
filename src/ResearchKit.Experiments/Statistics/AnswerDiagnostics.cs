using ResearchKit.Benchmarks.Scoring;

namespace ResearchKit.Experiments.Statistics;

/// <summary>What besides seeing explains a score.</summary>
/// <param name="MeanLength">Mean number of words of an answer.</param>
/// <param name="LengthOfRight">Mean number of words of right (or clean) answers; NaN if there are none.</param>
/// <param name="LengthOfWrong">Mean number of words of wrong (or hallucinating) answers; NaN if there are none.</param>
/// <param name="LengthCorrelation">
/// Spearman's correlation of length with being right: below zero, longer answers are wrong more often. NaN without
/// variation.
/// </param>
public sealed record AnswerDiagnostics(double MeanLength, double LengthOfRight, double LengthOfWrong,
    double LengthCorrelation)
{
    /// <summary>The diagnostics of scored answers.</summary>
    public static AnswerDiagnostics Of(AnswerTable answers)
    {
        // Lengths repeat: counts by length hold all that ranks need, whatever the number of answers.
        var byLength = new SortedDictionary<int, (long Right, long Wrong)>();
        long total = 0, words = 0;
        foreach (var row in answers.Rows)
        {
            total++;
            words += row.Length;
            if (row.Correct is not { } correct) continue;
            var (right, wrong) = byLength.GetValueOrDefault(row.Length);
            byLength[row.Length] = correct ? (right + 1, wrong) : (right, wrong + 1);
        }
        return new((double)words / total, Mean(byLength, c => c.Right), Mean(byLength, c => c.Wrong),
            Spearman(byLength));
    }

    private static double Mean(SortedDictionary<int, (long Right, long Wrong)> counts,
        Func<(long Right, long Wrong), long> count) =>
        (double)counts.Sum(c => c.Key * count(c.Value)) / counts.Sum(c => count(c.Value));

    // Pearson's correlation of mean ranks; being right has two ranks alone, so that its own values do as well.
    private static double Spearman(SortedDictionary<int, (long Right, long Wrong)> counts)
    {
        double n = counts.Sum(c => c.Value.Right + c.Value.Wrong), right = counts.Sum(c => c.Value.Right);
        double before = 0, product = 0, square = 0;
        foreach (var (r, w) in counts.Values)
        {
            var rank = before + (r + w + 1) / 2.0 - (n + 1) / 2;
            before += r + w;
            product += r * rank;
            square += (r + w) * rank * rank;
        }
        var spread = right * (n - right) / n;
        return square > 0 && spread > 0 ? product / Math.Sqrt(square * spread) : double.NaN;
    }
}
