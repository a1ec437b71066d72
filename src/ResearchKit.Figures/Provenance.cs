namespace ResearchKit.Figures;

/// <summary>Where a figure or a table comes from; every file of an artifact carries it.</summary>
/// <param name="Notebook">The notebook's file name without extension.</param>
/// <param name="Cell">The id of the cell that displayed the result.</param>
/// <param name="Parameters">
/// The notebook's parameters (seed, beta, steps, ...) as they were in this run, sorted by name, values in invariant
/// culture.
/// </param>
public sealed record Provenance(string Notebook, string Cell, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>The provenance of a result that no notebook has displayed.</summary>
    public static Provenance None { get; } = new("", "", new Dictionary<string, string>());

    /// <summary>One line for a file's header: <c>notebook=02-dpo-pathologies cell=scenarios beta=0.1
    /// seed=0</c>.</summary>
    public override string ToString() =>
        string.Join(' ', new[] { $"notebook={Notebook}", $"cell={Cell}" }.Concat(
            Parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}")));
}
