using System.Diagnostics;
using System.Globalization;
using ResearchKit.Cli.Commands;
using ResearchKit.Notebooks;
using ResearchKit.Notebooks.Manifests;

namespace ResearchKit.Cli.Reproduction;

/// <summary>
/// The folder of results: a folder per notebook, which is replaced as a whole when a notebook has completed, and
/// never touched before.
/// </summary>
internal sealed class OutputFolder : IDisposable
{
    private const string StagingPrefix = ".staging-";
    private readonly string _root;
    private readonly string _staging;
    private readonly HashSet<string> _earlier;

    public OutputFolder(string root)
    {
        _root = root;
        _staging = Path.Combine(root, StagingPrefix + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        try
        {
            Directory.CreateDirectory(_staging);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileWriteException(
                $"cannot write to {root}: {e.Message.TrimEnd('.')}. Choose another folder with --out.", e);
        }

        DeleteLeftovers();
        _earlier = [.. Earlier().Notebooks.Where(notebook => Directory.Exists(Path.Combine(root, notebook)))];
    }

    public string ManifestPath => Path.Combine(_root, "manifest.json");

    /// <summary>Where a notebook's run writes.</summary>
    public string Staging(string notebook) => Path.Combine(_staging, notebook);

    /// <summary>
    /// Where a file that a running notebook has made can be looked at. Earlier results stay untouched until the
    /// notebook has completed, so the file is then in the staging folder; where there are none, it lies at once where
    /// it will lie.
    /// </summary>
    public string Preview(string notebook, string file)
    {
        if (_earlier.Contains(notebook)) return file;
        var target = Path.Combine(_root, notebook, Path.GetFileName(file));
        AtomicFile.Write(target, stream =>
        {
            using var source = File.OpenRead(file);
            source.CopyTo(stream);
        });
        return target;
    }

    /// <summary>The files of a completed run (name to text), without the executed notebook.</summary>
    public IReadOnlyDictionary<string, string> StagedFiles(string notebook) =>
        Directory.EnumerateFiles(Staging(notebook))
            .Where(path => Path.GetFileName(path) != notebook + ".ipynb")
            .ToDictionary(path => Path.GetFileName(path), File.ReadAllText);

    /// <summary>Puts a completed run in place of the earlier one.</summary>
    public void Publish(string notebook)
    {
        var target = Path.Combine(_root, notebook);
        var old = Path.Combine(_staging, notebook + ".old");
        try
        {
            if (Directory.Exists(target)) Directory.Move(target, old);
            try
            {
                Directory.Move(Staging(notebook), target);
            }
            catch
            {
                if (Directory.Exists(old)) Directory.Move(old, target);
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileWriteException(
                $"cannot replace {target}: {e.Message.TrimEnd('.')}. The earlier results are untouched.", e);
        }
    }

    /// <summary>Keeps the executed notebook of a run that ended early, beside the earlier results; null if it left
    /// none.</summary>
    public string? KeepPartial(string notebook)
    {
        var name = notebook + WorkerCommand.PartialSuffix;
        var partial = Path.Combine(Staging(notebook), name);
        if (!File.Exists(partial)) return null;
        var target = Path.Combine(_root, notebook, name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(partial, target, overwrite: true);
        return target;
    }

    /// <summary>Writes the manifest of what the folder holds: the run's notebooks, and earlier ones that are still
    /// there.</summary>
    public Manifest WriteManifest(Manifest run)
    {
        var manifest = Earlier();
        foreach (var notebook in run.Notebooks) manifest = manifest.Replace(notebook, run);
        manifest = manifest.Where(notebook => Directory.Exists(Path.Combine(_root, notebook)));
        AtomicFile.Write(ManifestPath, manifest.ToText());
        return manifest;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(_staging, recursive: true);
        }
        catch (IOException)
        {
            // A file is still open somewhere; the next run clears it away.
        }
    }

    private Manifest Earlier()
    {
        try
        {
            return Manifest.Read(ManifestPath);
        }
        catch (NotebookException)
        {
            return Manifest.Empty;
        }
    }

    /// <summary>Clears away what a killed run has left.</summary>
    private void DeleteLeftovers()
    {
        foreach (var folder in Directory.EnumerateDirectories(_root, StagingPrefix + "*")
            .Where(folder => folder != _staging))
        {
            var owner = Path.GetFileName(folder)[StagingPrefix.Length..];
            if (int.TryParse(owner, CultureInfo.InvariantCulture, out var id) && !IsRunning(id))
                Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
