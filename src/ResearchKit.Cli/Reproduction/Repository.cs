using ResearchKit.Notebooks;

namespace ResearchKit.Cli.Reproduction;

/// <summary>A clone of the lab: the folder with the solution and the notebooks.</summary>
/// <param name="Root">Its full path.</param>
internal sealed record Repository(string Root)
{
    private const string Solution = "ResearchKit.sln";

    public string NotebookFolder => Path.Combine(Root, "notebooks");

    /// <summary>The hashes of the published results.</summary>
    public string ManifestPath => Path.Combine(NotebookFolder, "manifest.json");

    public string DefaultArtifactFolder => Path.Combine(Root, "artifacts");

    /// <summary>Where the runs of explorations are kept, so that no command makes one twice.</summary>
    public string RunCacheFolder => Path.Combine(DefaultArtifactFolder, "runs");

    /// <summary>The clone in which <paramref name="folder"/> lies, or null.</summary>
    public static Repository? TryFind(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (Directory.Exists(Path.Combine(at.FullName, "notebooks"))
                && (File.Exists(Path.Combine(at.FullName, Solution))
                    || File.Exists(Path.Combine(at.FullName, "notebooks", "manifest.json"))))
            {
                return new Repository(at.FullName);
            }
        }

        return null;
    }

    /// <summary>The clone in which the current directory lies.</summary>
    public static Repository Find() => TryFind(Directory.GetCurrentDirectory()) ?? throw new UserException(
        $"{Directory.GetCurrentDirectory()} is not inside a clone of ResearchKit (no folder upwards has {Solution} and "
        + "notebooks/): change into the clone and run again.");

    /// <summary>The notebooks in order of their names, as full paths.</summary>
    /// <param name="only">What their names must begin with, or contain; null for all.</param>
    public IReadOnlyList<string> Notebooks(string? only)
    {
        var all = Directory.GetFiles(NotebookFolder, "*.ipynb").Order(StringComparer.Ordinal).ToList();
        if (all.Count == 0) throw new UserException($"there are no notebooks in {NotebookFolder}.");
        if (only is null) return all;
        var begins = all.Where(path => Name(path).StartsWith(only, StringComparison.OrdinalIgnoreCase)).ToList();
        if (begins.Count == 0)
            begins = [.. all.Where(path => Name(path).Contains(only, StringComparison.OrdinalIgnoreCase))];
        return begins.Count > 0
            ? begins
            : throw new UserException(
                $"no notebook is called '{only}'; there are {string.Join(", ", all.Select(Name))}.");
    }

    /// <summary>A notebook's file name without its extension.</summary>
    public static string Name(string notebook) => Path.GetFileNameWithoutExtension(notebook);
}
