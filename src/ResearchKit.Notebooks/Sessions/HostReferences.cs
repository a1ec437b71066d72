using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>
/// What every cell may use without <c>#r</c>: the .NET libraries and all that the host program is built with, which
/// is how ResearchKit, the tensor engine and MathNet come into a notebook.
/// </summary>
internal static class HostReferences
{
    /// <summary>Namespaces that are open from the start.</summary>
    public static readonly ImmutableArray<string> Usings =
    [
        "System", "System.Text", "System.Collections", "System.Collections.Generic", "System.IO", "System.Linq",
        "System.Threading.Tasks", "ResearchKit.Notebooks.Formatting",
    ];

    private static readonly Lazy<ImmutableArray<MetadataReference>> Cache = new(Load);

    /// <summary>The host's assemblies; metadata is read once per process.</summary>
    public static ImmutableArray<MetadataReference> All => Cache.Value;

    /// <summary>Whether the host brings an assembly of this simple name.</summary>
    public static bool Contains(string assemblyName) => Names.Value.Contains(assemblyName);

    private static readonly Lazy<HashSet<string>> Names = new(() =>
        Paths().Select(path => Path.GetFileNameWithoutExtension(path)).ToHashSet(StringComparer.OrdinalIgnoreCase));

    private static ImmutableArray<MetadataReference> Load() =>
        [.. Paths().Select(path => MetadataReference.CreateFromFile(path))];

    private static IEnumerable<string> Paths() =>
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(File.Exists);
}
