using System.Text.RegularExpressions;
using ResearchKit.Figures;

namespace ResearchKit.Notebooks.Running;

/// <summary>Gathers the files of displayed artifacts; a name is one result of one cell.</summary>
internal sealed partial class ArtifactCollector(string notebook)
{
    private readonly SortedDictionary<string, string> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> owners = new(StringComparer.Ordinal);

    /// <summary>File name to text.</summary>
    public IReadOnlyDictionary<string, string> Files => files;

    /// <summary>The notebook's parameters as they are in this run, once known.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; set; } =
        new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <exception cref="NotebookException">The name is malformed, or another cell or result has it.</exception>
    public void Add(IArtifact artifact, string cell)
    {
        if (!ValidName().IsMatch(artifact.Name))
        {
            throw new NotebookException(
                $"'{artifact.Name}' cannot name a result: use lower-case letters, digits and hyphens, such as " +
                $"'reward-margin'");
        }

        var made = artifact.Files(new Provenance(notebook, cell, Parameters)).ToList();
        lock (files)
        {
            foreach (var file in made)
            {
                var name = artifact.Name + file.Extension;
                if (name == notebook + ".ipynb")
                    throw new NotebookException($"'{name}' is the notebook's own name; choose another");
                // Showing the same result twice in a cell does no harm; anything else would overwrite silently.
                if (files.TryGetValue(name, out var earlier) && (earlier != file.Text || owners[name] != cell))
                {
                    throw new NotebookException(
                        $"two results are named '{artifact.Name}': one of " +
                        $"cell '{owners[name]}' and one of cell '{cell}'; "
                        + "give each its own name");
                }

                files[name] = file.Text;
                owners[name] = cell;
            }
        }
    }

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex ValidName();
}
