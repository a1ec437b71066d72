using ResearchKit.Figures;

namespace ResearchKit.Experiments;

/// <summary>Claims as a table that a person reads.</summary>
public static class ClaimsTable
{
    /// <summary>
    /// One row per claim: what is claimed and where, what we measured, our number with its bounds, when it counts as
    /// reproduced, the verdict, and how stable it is under other seeds where the numbers come from seeds.
    /// </summary>
    /// <param name="claims">The rows, in order.</param>
    /// <param name="name">File stem, unique within its notebook: lower-case letters, digits and hyphens.</param>
    /// <param name="caption">A text above the table; none if null.</param>
    public static Table ToTable(this IEnumerable<Claim> claims, string name, string? caption = null)
    {
        var rows = claims.ToArray();
        var table = Table.From(name, rows.Select(c => new
        {
            Claim = c.Text,
            c.Place,
            c.Measure,
            Number = c.Number?.ToString() ?? "",
            c.Criterion,
            Verdict = Mark(c.Verdict) + " " + c.Verdict.ToText(),
            Stability = c.Stability is { } share ? FormattableString.Invariant($"{share * 100:0} %") : "",
            c.Remark,
        }))
            .Column("Measure", header: "Measured")
            .Column("Number", header: "Our number")
            .Column("Criterion", header: "Reproduced if");
        if (rows.All(c => c.Stability is null))
            table = table.Without("Stability");
        return caption is null ? table : table.WithCaption(caption);
    }

    /// <summary>A sign beside the words, so that the eye finds the verdicts without color.</summary>
    private static string Mark(Verdict verdict) => verdict switch
    {
        Verdict.Reproduced => "✓",
        Verdict.Contradicted => "✗",
        Verdict.Undecided => "?",
        _ => "–",
    };
}
