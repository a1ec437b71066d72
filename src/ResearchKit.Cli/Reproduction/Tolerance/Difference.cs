namespace ResearchKit.Cli.Reproduction.Tolerance;

/// <summary>The largest difference found so far between two outputs.</summary>
/// <param name="Size">Relative; infinite where words or shapes differ.</param>
/// <param name="Where">Published and found.</param>
internal readonly record struct Difference(double Size, string Where)
{
    public static readonly Difference None = new(0, "");

    /// <summary>Two outputs that cannot be compared number by number.</summary>
    public static Difference Other(string where) => new(double.PositiveInfinity, where);

    public Difference Max(Difference other) => other.Size > Size ? other : this;
}
