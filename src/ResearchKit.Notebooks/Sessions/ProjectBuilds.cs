using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>
/// Builds the projects that cells name by <c>#r "project.csproj"</c> into a shadow folder and reads the assemblies
/// into memory: the project can be edited and built while the session holds them. A changed project is built again
/// under a higher assembly version, which cells from then on use.
/// </summary>
internal sealed partial class ProjectBuilds
{
    private readonly Dictionary<string, (int Version, string Hash)> _built = new(StringComparer.Ordinal);

    /// <summary>Builds what has changed.</summary>
    /// <param name="project">The path of a <c>.csproj</c>.</param>
    /// <returns>The built assemblies, the project's own first; none if they are what the session has already.</returns>
    /// <exception cref="NotebookException">The project does not build.</exception>
    public IReadOnlyList<string> Build(string project)
    {
        if (!_built.TryGetValue(project, out var last)) return Build(project, 1).Files;
        var (files, hash) = Build(project, last.Version);
        return hash == last.Hash ? [] : Build(project, last.Version + 1).Files;
    }

    private (IReadOnlyList<string> Files, string Hash) Build(string project, int version)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        // A folder for each process: two sessions must not build into the same one.
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(project)))[..12];
        var folder = Path.Combine(Path.GetTempPath(), $"researchkit-builds-{Environment.ProcessId}", $"{name}-{key}");
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

        var main = Directory.EnumerateFiles(folder, "*.deps.json").Select(file => file[..^".deps.json".Length] + ".dll")
            .FirstOrDefault(File.Exists) ?? throw new NotebookException($"{name} builds no assembly");
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(main)));
        _built[project] = (version, hash);
        return ([main,
            .. Directory.EnumerateFiles(folder, "*.dll").Where(file => file != main).Order(StringComparer.Ordinal)],
            hash);
    }

    [GeneratedRegex(@"[^\s/\\]*: error [^\n\[]*")]
    private static partial Regex Errors();
}
