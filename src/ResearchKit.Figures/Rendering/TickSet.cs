namespace ResearchKit.Figures.Rendering;

/// <summary>A labeled tick; the label may hold markup (<see cref="RichText"/>).</summary>
internal readonly record struct Tick(double Value, string Label);

/// <summary>The ticks of one axis.</summary>
/// <param name="Major">Labeled ticks, in order of value.</param>
/// <param name="Minor">Values of the small ticks between.</param>
/// <param name="Exponent">The labels are to be multiplied by ten to this power (0: as they are).</param>
internal sealed record TickSet(IReadOnlyList<Tick> Major, IReadOnlyList<double> Minor, int Exponent = 0)
{
    /// <summary>Only the first and the last are labeled; those between become small ones.</summary>
    internal TickSet Ends() => this with
    {
        Major = [Major[0], Major[^1]],
        Minor = [.. Minor.Concat(Major.Skip(1).SkipLast(1).Select(t => t.Value)).Order()],
    };
}
