using ResearchKit.Figures;

namespace ResearchKit.Experiments.Pairs;

/// <summary>Tables about pairs of images.</summary>
public static class PairTables
{
    /// <summary>How often rejected images are clean, in percent.</summary>
    /// <param name="name">The table's name.</param>
    /// <param name="shares">One for each set of stages.</param>
    public static Table Clean(string name, IEnumerable<(string Stages, Measurement Share)> shares) =>
        Table.From(name, shares.Select(s => new
        { s.Stages, Share = 100 * s.Share.Value, Low = 100 * s.Share.Low, High = 100 * s.Share.High, s.Share.Basis }))
        .Column("Stages", header: "stages").Column("Share", header: "share", unit: "%", format: "0.0")
        .Column("Low", header: "95 % interval from", format: "0.0").Column("High", header: "to", format: "0.0")
        .Column("Basis", header: "basis")
        .WithCaption("How often the rejected image lacks exactly one object, one that the response names");

    /// <summary>How well holes were filled, in percent.</summary>
    /// <param name="name">The table's name.</param>
    /// <param name="fills">One for each inpainter: the scenes in which one object went, the only one of its
    /// kind.</param>
    public static Table Fills(string name, IEnumerable<(string Inpainter, IEnumerable<FillQuality> Qualities)> fills) =>
        Table.From(name, fills.Select(f => (f.Inpainter, Qualities: f.Qualities.ToArray()))
            .Select(f => (f.Inpainter, f.Qualities, Flawed: Proportion.Of([.. f.Qualities.Select(q => q.IsFlawed)])))
            .Select(f => new
            {
                f.Inpainter, Scenes = f.Qualities.Length, Count = f.Qualities.Count(q => q.IsFlawed),
                Flawed = 100 * f.Flawed.Value, Low = 100 * f.Flawed.Low, High = 100 * f.Flawed.High,
                Wrong = 100 * f.Qualities.Average(q => q.VisiblyWrong),
            }))
        .Column("Inpainter", header: "inpainter").Column("Scenes", header: "scenes")
        .Column("Count", header: "flawed").Column("Flawed", header: "share flawed", unit: "%", format: "0.0")
        .Column("Low", header: "95 % interval from", format: "0.0").Column("High", header: "to", format: "0.0")
        .Column("Wrong", header: "pixels wrong, mean", unit: "%", format: "0.0")
        .WithCaption(FormattableString.Invariant(
            $"Fills with more than {100 * FillQuality.Flaw} % of the hole visibly wrong: ")
            + FormattableString.Invariant($"more than {FillQuality.Visible} of 255 levels from the background"));
}
