using ResearchKit.Figures;

namespace ResearchKit.Notebooks.Running;

/// <summary>Gathers the files of displayed artifacts; a name is one result of one cell.</summary>
/// <param name="notebook">The notebook's name.</param>
/// <param name="told">Told of every new file, or null.</param>
internal sealed class ArtifactCollector(string notebook, Action<string, string>? told = null)
{
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);

    /// <summary>File name to text.</summary>
    public IReadOnlyDictionary<string, string> Files => _files;

    /// <summary>The notebook's parameters as they are in this run, once known.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; set; } =
        new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <exception cref="NotebookException">The name is malformed, or another cell or result has it.</exception>
    public void Add(IArtifact artifact, string cell)
    {
        CheckName(artifact.Name);
        var made = artifact.Files(new Provenance(notebook, cell, Parameters)).ToList();
        lock (_files)
        {
            foreach (var file in made)
            {
                var name = artifact.Name + file.Extension;
                if (name == notebook + ".ipynb")
                    throw new NotebookException($"'{name}' is the notebook's own name; choose another");
                // Showing the same result twice in a cell does no harm; anything else would overwrite silently.
                if (_files.TryGetValue(name, out var earlier) && (earlier != file.Text || _owners[name] != cell))
                {
                    throw new NotebookException(
                        $"two results are named '{artifact.Name}': one of " +
                        $"cell '{_owners[name]}' and one of cell '{cell}'; "
                        + "give each its own name");
                }

                if (earlier is null) told?.Invoke(name, file.Text);
                _files[name] = file.Text;
                _owners[name] = cell;
            }
        }
    }

    // Figures and tables keep the rule when they are made; an artifact of the user's own may not.
    private static void CheckName(string name)
    {
        try
        {
            ArtifactName.Check(name);
        }
        catch (ArgumentException e)
        {
            throw new NotebookException(e.Message);
        }
    }
}
