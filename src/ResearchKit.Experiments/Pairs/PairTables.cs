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
}
