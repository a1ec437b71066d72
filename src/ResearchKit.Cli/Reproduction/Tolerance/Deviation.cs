namespace ResearchKit.Cli.Reproduction.Tolerance;

/// <summary>How far one output of a run on another engine lies from the published one.</summary>
/// <param name="Notebook">The notebook.</param>
/// <param name="Output">The cell, and the figure or kind of output.</param>
/// <param name="Size">The largest relative difference; infinite where words or shapes differ.</param>
/// <param name="Allowed">The largest that is still agreement.</param>
/// <param name="Where">Where the largest one is: published and found.</param>
internal sealed record Deviation(string Notebook, string Output, double Size, double Allowed, string Where)
{
    /// <summary>Numbers of a figure, relative to the largest of their trace.</summary>
    public const double FigureTolerance = 5e-3;

    /// <summary>Numbers in tables and texts, relative to the largest of their cell, or one unit of the last digit
    /// that is printed.</summary>
    public const double TextTolerance = 1e-2;

    /// <summary>What a number in a text may be off by, however small it is: probabilities, rewards and nats are of
    /// order one, and this much of zero is left in float32 after hundreds of updates.</summary>
    public const double TextRounding = 1e-5;

    /// <summary>Whether it counts as agreement.</summary>
    public bool Agrees => Size <= Allowed;
}
