using ResearchKit.Figures.Values;
using ResearchKit.Notebooks.Manifests;

namespace ResearchKit.Cli.Drawing;

/// <summary>The figures of a folder of results.</summary>
internal static class StoredFigures
{
    /// <summary>Those that the names choose, notebook by notebook; all without a name.</summary>
    /// <exception cref="UserException">There are none, a name fits none, or a file is damaged.</exception>
    public static IReadOnlyList<StoredFigure> Read(string folder, IReadOnlyList<string> names)
    {
        var manifest = Manifest.Read(Path.Combine(folder, "manifest.json"));
        var all = manifest.Notebooks.SelectMany(notebook => manifest.Files(notebook).Keys
            .Where(file => file.EndsWith(FigureFile.Extension, StringComparison.Ordinal))
            .Select(file => (Notebook: notebook, Name: file[..^FigureFile.Extension.Length]))).ToList();
        if (all.Count == 0)
        {
            throw new UserException(
                $"there are no figures in {folder}: run `researchkit reproduce` first, or name its folder with " +
                "--results.");
        }

        foreach (var name in names.Where(name => !all.Any(f => Fits(f.Notebook, f.Name, name))))
        {
            // Of the notebook that the name begins with, if it is the figure that is misspelled.
            var near = all.Where(f => f.Notebook.StartsWith(name.Split('/')[0], StringComparison.Ordinal)).ToList();
            throw new UserException(
                $"no figure or notebook in {folder} begins with '{name}'. There are, for example, " +
                $"{string.Join(", ", (near.Count > 0 ? near : all).Take(4).Select(f => $"{f.Notebook}/{f.Name}"))}.");
        }

        return [.. all.Where(f => names.Count == 0 || names.Any(name => Fits(f.Notebook, f.Name, name)))
            .Select(f => StoredFigure.Read(folder, f.Notebook, f.Name))];
    }

    private static bool Fits(string notebook, string figure, string name) => name.IndexOf('/') is > 0 and var slash
        ? notebook.StartsWith(name[..slash], StringComparison.Ordinal)
            && figure.StartsWith(name[(slash + 1)..], StringComparison.Ordinal)
        : notebook.StartsWith(name, StringComparison.Ordinal) || figure.StartsWith(name, StringComparison.Ordinal);
}
