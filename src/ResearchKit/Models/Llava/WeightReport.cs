namespace ResearchKit.Models.Llava;

/// <summary>How a checkpoint's tensors fit a model.</summary>
/// <param name="Loaded">Tensors that were taken.</param>
/// <param name="Missing">Parameters that the checkpoint does not have.</param>
/// <param name="Unexpected">Tensors that the model does not have.</param>
/// <param name="Misshapen">Tensors of another shape than the model's, with both shapes.</param>
public sealed record WeightReport(
    int Loaded, IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected, IReadOnlyList<string> Misshapen)
{
    /// <summary>Whether every parameter was found in its shape and nothing was left over.</summary>
    public bool Complete => Missing.Count == 0 && Unexpected.Count == 0 && Misshapen.Count == 0;

    /// <summary>The report in a sentence; long lists are cut.</summary>
    public override string ToString() => Complete
        ? $"{Loaded} tensors loaded"
        : string.Join("; ",
            new[] { Part("missing", Missing), Part("unexpected", Unexpected), Part("of another shape", Misshapen) }
            .Where(p => p.Length > 0));

    private static string Part(string what, IReadOnlyList<string> names) => names.Count == 0 ? ""
        : $"{names.Count} {what}: {string.Join(", ", names.Take(5))}{(names.Count > 5 ? ", ..." : "")}";
}
