using System.Globalization;
using System.Xml;
using Microsoft.CodeAnalysis;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>
/// The XML documentation of a host assembly, read when it is first asked for: the file beside it, or for .NET's own
/// assemblies the files that an installed SDK keeps with its reference assemblies.
/// </summary>
internal sealed class XmlDocumentation(string assemblyPath) : DocumentationProvider
{
    private static readonly Lazy<IReadOnlyList<string>> ReferencePack = new(FindReferencePack);
    private static readonly Lazy<Dictionary<string, string>> Framework = new(() => Read(ReferencePack.Value));
    private readonly Lazy<Dictionary<string, string>> _own =
        new(() => Read([Path.ChangeExtension(assemblyPath, ".xml")]));

    public override bool Equals(object? obj) => obj is XmlDocumentation other && other.GetHashCode() == GetHashCode();

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(assemblyPath);

    protected override string GetDocumentationForSymbol(string documentationMemberID, CultureInfo preferredCulture,
        CancellationToken cancellationToken = default) =>
        _own.Value.TryGetValue(documentationMemberID, out var text) ? text
        : IsFramework && Framework.Value.TryGetValue(documentationMemberID, out text) ? text
        : "";

    private bool IsFramework => assemblyPath.Contains("Microsoft.NETCore.App", StringComparison.Ordinal);

    /// <summary>The implementation of a type may lie in another assembly than its documentation: all files
    /// together.</summary>
    private static IReadOnlyList<string> FindReferencePack()
    {
        var runtime = System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory();
        var packs = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref"));
        if (!Directory.Exists(packs)) return [];
        var newest = Directory.EnumerateDirectories(packs).OrderBy(folder => folder, StringComparer.Ordinal).Last();
        return [.. Directory.EnumerateFiles(newest, "*.xml", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is "System.Runtime.xml" or "System.Console.xml" or "System.Linq.xml"
                or "System.Collections.xml" or "System.Text.RegularExpressions.xml" or "System.Net.Http.xml"
                or "System.Text.Json.xml"
                or "System.Threading.xml" or "System.Runtime.Extensions.xml" or "System.Memory.xml"
                or "System.Numerics.Vectors.xml"
                or "System.Diagnostics.Process.xml" or "System.Collections.Concurrent.xml"
                or "System.Threading.Tasks.Parallel.xml"
                or "System.Runtime.Numerics.xml")];
    }

    private static Dictionary<string, string> Read(IEnumerable<string> files)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            try
            {
                if (!File.Exists(file)) continue;
                using var reader = XmlReader.Create(file);
                while (reader.Read())
                {
                    while (reader is { NodeType: XmlNodeType.Element, Name: "member" }
                        && reader.GetAttribute("name") is { } name)
                        members.TryAdd(name, reader.ReadOuterXml());
                }
            }
            catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
            {
                // Documentation that cannot be read is documentation that is not shown.
            }
        }

        return members;
    }
}
