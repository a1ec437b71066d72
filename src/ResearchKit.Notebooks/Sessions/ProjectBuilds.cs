using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>
/// Builds the projects that cells name by <c>#r "project.csproj"</c> into a shadow folder, from which the assemblies
/// are read into memory: the project can be edited and built while the session holds them. A changed project is built
/// again under a higher assembly version, which cells from then on use.
/// </summary>
internal sealed partial class ProjectBuilds
{
    private readonly Dictionary<string, (int Version, string Hash)> _built = new(StringComparer.Ordinal);
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);

    /// <summary>Builds what has changed. Nothing of it is left on disk but files that must stay.</summary>
    /// <param name="project">The path of a <c>.csproj</c>.</param>
    /// <param name="use">
    /// Takes the path of each built library, the project's own first, and says whether the file must stay; nothing is
    /// called if they are what the session has already.
    /// </param>
    /// <exception cref="NotebookException">The project does not build.</exception>
    public void Build(string project, Func<string, bool> use)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        // A folder for each process: two sessions must not build into the same one.
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(project)))[..12];
        var folder = Path.Combine(Path.GetTempPath(), $"researchkit-build-{Environment.ProcessId}-{name}-{key}");
        try
        {
            var known = _built.TryGetValue(project, out var last);
            var files = Build(project, name, folder, known ? last.Version : 1);
            if (known)
            {
                if (_built[project].Hash == last.Hash) return;
                files = Build(project, name, folder, last.Version + 1);
            }

            foreach (var file in files)
                if (use(file)) _kept.Add(folder);
        }
        finally
        {
            if (!_kept.Contains(folder)) Remove(folder);
        }
    }

    private string[] Build(string project, string name, string folder, int version)
    {
        var (exitCode, output) = DotnetCommand.Run(
            Path.GetDirectoryName(project)!, $"build {name}",
            "build", project, "-c", "Release", "-o", folder, "--nologo", "-v", "quiet",
            "-p:CopyLocalLockFileAssemblies=true",
            "-p:UseAppHost=false", "-p:UseSharedCompilation=false", $"-p:AssemblyVersion=1.0.0.{version}");
        if (exitCode != 0)
        {
            var errors = Errors().Matches(output).Select(match => match.Value.Trim()).Distinct().Take(5).ToList();
            throw new NotebookException(
                $"{name} does not build: {(errors.Count > 0 ? string.Join("; ", errors) : output.Trim())}");
        }

        // Projects that it refers to may have such a file, too; its own has its name unless it was given another.
        var main = Directory.EnumerateFiles(folder, "*.deps.json").Order(StringComparer.Ordinal)
            .OrderBy(file => Path.GetFileName(file) != name + ".deps.json")
            .Select(file => file[..^".deps.json".Length] + ".dll")
            .FirstOrDefault(File.Exists) ?? throw new NotebookException($"{name} builds no assembly");
        _built[project] = (version, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(main))));
        return
        [
            main,
            .. Directory.EnumerateFiles(folder, "*.dll").Where(file => file != main).Order(StringComparer.Ordinal),
        ];
    }

    private static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A build that was just ended may still hold a file.
        }
    }

    [GeneratedRegex(@"[^\s/\\]*: error [^\n\[]*")]
    private static partial Regex Errors();
}
