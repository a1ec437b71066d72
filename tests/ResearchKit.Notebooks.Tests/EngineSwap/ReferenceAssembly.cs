using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ResearchKit.Notebooks.Tests.EngineSwap;

/// <summary>
/// An assembly named TorchSharp that declares what the lists of TorchSharp's public members say, and does nothing. Code
/// that compiles against it uses TorchSharp as it is declared: overloads, default values, nullability, operators.
/// </summary>
/// <param name="Compilation">The source, compiled.</param>
/// <param name="Members">How many listed members it declares.</param>
/// <param name="Dropped">The listed members that C# source cannot declare as they are listed, each with the
/// reason.</param>
internal sealed record ReferenceAssembly(CSharpCompilation Compilation, int Members,
    IReadOnlyDictionary<string, string> Dropped)
{
    private readonly Lazy<byte[]> _image = new(() => Emit(Compilation));

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview, DocumentationMode.None);

    // What the list leaves out (`new`, Obsolete, ...) makes warnings here and no difference to a caller.
    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, deterministic: true, allowUnsafe: true, warningLevel: 0,
        generalDiagnosticOption: ReportDiagnostic.Suppress);

    /// <param name="lines">Lines of the list.</param>
    public static ReferenceAssembly Of(IReadOnlyCollection<string> lines)
    {
        ListedType types = TypeTree.Of(lines);
        var dropped = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var added = new HashSet<(string Type, string Declaration)>();
        while (true)
        {
            var source =
                new ReferenceSource(types, dropped.Keys.ToHashSet(), added.ToLookup(a => a.Type, a => a.Declaration));
            CSharpCompilation compilation = CSharpCompilation.Create(
                "TorchSharp", [CSharpSyntaxTree.ParseText(source.Text, ParseOptions)], Platform.References, Options);
            int before = added.Count + dropped.Count;
            added.UnionWith(ExplicitImplementations.MissingFrom(compilation));
            if (added.Count + dropped.Count > before) continue;
            var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
            if (errors.Count == 0) return new ReferenceAssembly(compilation, source.Members.Count, dropped);
            foreach (Diagnostic error in errors)
                if (source.Members.TryGetValue(error.Location.GetLineSpan().StartLinePosition.Line, out string? member))
                    dropped.TryAdd(member, error.ToString());
            if (added.Count + dropped.Count == before)
                throw new InvalidOperationException("the lists make no assembly: " +
                    string.Join("\n", errors.Take(20)));
        }
    }

    /// <summary>The assembly's file, with bodies that throw.</summary>
    public byte[] Image => _image.Value;

    /// <summary>What a compiler of code that uses it reads.</summary>
    public MetadataReference Reference => MetadataReference.CreateFromImage(Image);

    private static byte[] Emit(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        if (compilation.Emit(image) is { Success: false } result)
            throw new InvalidOperationException(string.Join("\n", result.Diagnostics));
        return image.ToArray();
    }
}
