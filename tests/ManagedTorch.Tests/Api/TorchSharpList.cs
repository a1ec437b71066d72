using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace ManagedTorch.Tests.Api;

/// <summary>
/// TorchSharp's public surface (version 0.107.0) as lines of <see cref="ApiListing"/>, reduced to the types that
/// ManagedTorch declares too. README.md beside this file says how to make the lists again.
/// </summary>
internal static class TorchSharpList
{
    public const string Root = "TorchSharp";

    /// <summary>Which list holds a type: the two giants have one each, so that no file is unwieldy.</summary>
    private static string FileOf(string type) => type switch
    {
        "TorchSharp.torch" => "torch.txt",
        "TorchSharp.torch.Tensor" => "torch.Tensor.txt",
        _ => "rest.txt",
    };

    public static string TypeOf(string line) => line[..line.IndexOf(" | ", StringComparison.Ordinal)];

    public static IReadOnlySet<string> Read() =>
        Directory.EnumerateFiles(Folder(), "*.txt").SelectMany(File.ReadLines).ToHashSet(StringComparer.Ordinal);

    /// <summary>The complete list that the environment names, unreduced: <c>TORCHSHARP_API</c>; null without
    /// it.</summary>
    public static string? Source =>
        Environment.GetEnvironmentVariable("TORCHSHARP_API") is { Length: > 0 } path ? path : null;

    /// <summary>All lines of a complete list (a text file), or of TorchSharp.dll with its dependencies beside
    /// it.</summary>
    public static IEnumerable<string> ReadComplete(string source) =>
        Path.GetExtension(source) == ".dll" ? ApiListing.Of(Load(source), Root) : File.ReadLines(source);

    /// <summary>Writes the lists again: all lines of <paramref name="source"/> whose type is in
    /// <paramref name="claimed"/>.</summary>
    /// <param name="source">As for <see cref="ReadComplete"/>.</param>
    /// <param name="claimed">Names of the types to keep.</param>
    /// <returns>How many lines were kept.</returns>
    public static int Reduce(string source, IReadOnlySet<string> claimed)
    {
        string[] kept = ReadComplete(source).Where(line => claimed.Contains(TypeOf(line))).ToArray();
        foreach (IGrouping<string, string> file in kept.GroupBy(line => FileOf(TypeOf(line))))
        {
            string path = Path.Combine(Folder(), file.Key);
            File.WriteAllText(path + ".new", string.Concat(file.Select(line => line + "\n")));
            File.Move(path + ".new", path, overwrite: true);
        }
        return kept.Length;
    }

    private static Assembly Load(string dll)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(dll))!;
        var context = new AssemblyLoadContext("listed");
        context.Resolving += (c, name) =>
            Path.Combine(folder, name.Name + ".dll") is var path && File.Exists(path) ? c.LoadFromAssemblyPath(path)
            : null;
        return context.LoadFromAssemblyPath(Path.GetFullPath(dll));
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
