using System.Globalization;
using System.Text;

namespace Benchmarks;

/// <summary>The measurements as Markdown.</summary>
internal static class ComparisonTable
{
    /// <summary>All rows, then memory and parts of those that ran alone.</summary>
    public static string Markdown(IReadOnlyList<ComparedRow> rows)
    {
        var text = new StringBuilder("| | managed | libtorch | ratio |\n|---|--:|--:|--:|\n");
        foreach (IGrouping<string, ComparedRow> group in rows.GroupBy(r => r.Group))
        {
            text.Append(CultureInfo.InvariantCulture, $"| **{group.Key}** | | | |\n");
            foreach (ComparedRow row in group) text.Append(Line(row)).Append('\n');
        }
        ComparedRow[] alone = [.. rows.Where(r => r.Managed.PeakMegabytes is not null)];
        if (alone.Length == 0) return text.ToString();
        text.Append("\n| peak memory, MB | managed | libtorch | ratio |\n|---|--:|--:|--:|\n");
        foreach (ComparedRow row in alone)
        {
            double ours = row.Managed.PeakMegabytes!.Value, theirs = row.Libtorch.PeakMegabytes!.Value;
            text.Append(CultureInfo.InvariantCulture,
                $"| {row.Name} | {ours:F0} | {theirs:F0} | {theirs / ours:F1} |\n");
        }
        ComparedRow[] staged = [.. rows.Where(r => r.Managed.Stages.Length > 0)];
        if (staged.Length == 0) return text.ToString();
        text.Append("\n| parts, ms (share) | managed | libtorch | ratio |\n|---|--:|--:|--:|\n");
        foreach (ComparedRow row in staged)
        {
            text.Append(CultureInfo.InvariantCulture, $"| **{row.Name}** | | | |\n");
            foreach ((StageShare ours, StageShare theirs) in row.Managed.Stages.Zip(row.Libtorch.Stages))
            {
                double mine = ours.Share * row.Managed.Seconds * 1e3, other = theirs.Share * row.Libtorch.Seconds * 1e3;
                text.Append(CultureInfo.InvariantCulture,
                    $"| {ours.Stage} | {mine:F2} ({ours.Share:P0}) | {other:F2} ({theirs.Share:P0}) | ");
                text.Append(CultureInfo.InvariantCulture, $"{other / mine:F2} |\n");
            }
        }
        return text.ToString();
    }

    /// <summary>One row of the first table.</summary>
    public static string Line(ComparedRow row) => string.Create(CultureInfo.InvariantCulture,
        $"| {row.Name} | {Figure(row, row.Managed)} | {Figure(row, row.Libtorch)} | {row.Ratio:F2} |");

    private static string Figure(ComparedRow row, EngineFigures side) => row.Made > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{row.Made / side.Seconds:F0} {row.Rate}")
        : side.Seconds >= 1e-3
            ? string.Create(CultureInfo.InvariantCulture, $"{side.Seconds * 1e3:F2} ms")
            : string.Create(CultureInfo.InvariantCulture, $"{side.Seconds * 1e6:F1} µs");
}
