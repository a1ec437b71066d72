using System.Reflection;
using System.Runtime.Loader;
using ResearchKit.Cli.Reproduction;
using ResearchKit.Notebooks;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Cli.Sessions;

/// <summary>
/// Sessions of .NET Interactive. Its packages are no part of this program: in a clone of the repository the project
/// that knows them is built when it is needed, elsewhere its package is restored; both once.
/// </summary>
internal static class InteractiveSessions
{
    private const string Name = "ResearchKit.Interactive", Kernel = "Microsoft.DotNet.Interactive.CSharp",
        KernelVersion = "1.0.0-beta.26120.1";

    /// <summary>A fresh session.</summary>
    /// <exception cref="NotebookException">It can neither be built nor restored.</exception>
    public static INotebookSession Create()
    {
        var files = Files().DistinctBy(file => Path.GetFileName(file))
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase);
        // What this program has itself never gets here.
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            name.Name is { } simple && files.TryGetValue(simple, out var file) ? context.LoadFromAssemblyPath(file)
            : null;
        var type = Assembly.Load(Name).GetType($"{Name}.InteractiveSession", throwOnError: true)!;
        return (INotebookSession)Activator.CreateInstance(type)!;
    }

    private static IReadOnlyList<string> Files()
    {
        if (Project() is not { } project)
        {
            var version = typeof(InteractiveSessions).Assembly.GetName().Version!.ToString(3);
            return NuGetPackages.Restore([(Name, version), (Kernel, KernelVersion)], []).Assemblies;
        }

        var folder = Path.GetDirectoryName(project)!;
        var (exitCode, output) = DotnetCommand.Run(folder, $"build {Name}",
            "build", project, "-c", "Release", "--nologo", "-v", "quiet", "-p:UseSharedCompilation=false");
        if (exitCode != 0)
            throw new NotebookException($"cannot build {Name}: {NuGetPackages.ErrorIn(output)}");
        return Directory.GetFiles(Path.Combine(folder, "bin", "Release", "net10.0"), "*.dll");
    }

    /// <summary>The project in the clone that this program was built in.</summary>
    private static string? Project()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "src", Name, $"{Name}.csproj") is var path && File.Exists(path))
                return path;
        return null;
    }
}
