namespace ResearchKit.Notebooks.Manifests;

/// <summary>What became of a published file.</summary>
public enum FileState
{
    /// <summary>The same bytes.</summary>
    Identical,

    /// <summary>Other bytes.</summary>
    Changed,

    /// <summary>Published, but not made by this run.</summary>
    Missing,

    /// <summary>Made by this run, but not published.</summary>
    New,
}

/// <summary>One file in a comparison.</summary>
/// <param name="Notebook">The notebook it belongs to.</param>
/// <param name="File">Its name.</param>
/// <param name="State">How it compares.</param>
public sealed record FileComparison(string Notebook, string File, FileState State);

/// <summary>Compares a run with what is published.</summary>
public static class ManifestComparison
{
    /// <summary>Every file that either side has, for the given notebooks, in order of names.</summary>
    /// <param name="published">What the files should be.</param>
    /// <param name="run">What they are.</param>
    /// <param name="notebooks">The notebooks to compare: after a partial run, only those that ran.</param>
    public static IReadOnlyList<FileComparison> Compare(Manifest published, Manifest run,
        IEnumerable<string> notebooks) =>
    [
        .. from notebook in notebooks.Order(StringComparer.Ordinal)
           let before = published.Files(notebook)
           let after = run.Files(notebook)
           from file in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
           select new FileComparison(notebook, file,
               State(before.GetValueOrDefault(file), after.GetValueOrDefault(file))),
    ];

    private static FileState State(string? before, string? after) =>
        before is null ? FileState.New
        : after is null ? FileState.Missing
        : before == after ? FileState.Identical
        : FileState.Changed;
}
