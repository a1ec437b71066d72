using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ResearchKit.Engines;

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

    /// <summary>
    /// The host's assemblies, read afresh. Whoever compiles has references of its own: the compiler keeps the symbols
    /// of an assembly beside its metadata, and takes those of another session for the types of this one.
    /// </summary>
    public static IEnumerable<MetadataReference> Create() =>
        Paths().Select(MappedAssembly.Reference);

    /// <summary>Whether the host brings an assembly of this simple name.</summary>
    public static bool Contains(string assemblyName) => Names.Value.Contains(assemblyName);

    /// <summary>The files of the host's assemblies, for a session that is not our own.</summary>
    public static IReadOnlyList<string> Files => [.. Paths()];

    /// <summary>A cell without the lines that refer to what the host has already; empty lines take their
    /// places.</summary>
    /// <param name="source">The cell.</param>
    public static string WithoutReferences(string source)
    {
        var (directives, _) = CellText.Extract(source.ReplaceLineEndings("\n"));
        var lines = source.ReplaceLineEndings("\n").Split('\n');
        foreach (var directive in directives.Where(d => d.Name == "#r"
            && Contains(Path.GetFileNameWithoutExtension(d.Argument)))) lines[directive.Line - 1] = "";
        return string.Join('\n', lines);
    }

    private static readonly Lazy<HashSet<string>> Names = new(() =>
        Paths().Select(path => Path.GetFileNameWithoutExtension(path)).ToHashSet(StringComparer.OrdinalIgnoreCase));

    // The engine is not among what the program is bound to where it was chosen at the start.
    private static IEnumerable<string> Paths() =>
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(EngineChoice.AssemblyPath is { } engine ? [engine] : [])
            // The web server of the host program is no part of a notebook, but HTML as a value is.
            .Where(path => (!path.Contains("Microsoft.AspNetCore.App", StringComparison.Ordinal)
                || Path.GetFileName(path) == "Microsoft.AspNetCore.Html.Abstractions.dll") && File.Exists(path));
}
