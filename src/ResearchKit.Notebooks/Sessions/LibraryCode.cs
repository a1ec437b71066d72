using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>
/// Cells that a script cannot hold (namespaces, extension methods) are compiled as a library, which later cells
/// reference. Such a cell sees packages, <c>#r</c> files and other library cells, but no variables of the session.
/// </summary>
internal static class LibraryCode
{
    private static readonly CSharpParseOptions ParseOptions =
        new(LanguageVersion.Preview, DocumentationMode.None, SourceCodeKind.Regular);

    private static int count;

    /// <summary>Whether the code declares what only a library can: a namespace or extension members.</summary>
    public static bool IsNeededFor(string code)
    {
        if (!code.Contains("namespace", StringComparison.Ordinal)
            && !code.Contains("this ", StringComparison.Ordinal)
            && !code.Contains("extension", StringComparison.Ordinal))
        {
            return false;
        }

        var root = CSharpSyntaxTree.ParseText(code, ParseOptions).GetCompilationUnitRoot();
        return root.Members.Any(member => member is BaseNamespaceDeclarationSyntax)
            || root.Members.OfType<ClassDeclarationSyntax>().Any(HasExtensions);
    }

    /// <summary>Compiles and loads.</summary>
    /// <returns>The assembly for later cells to refer to, or null and the errors.</returns>
    /// <exception cref="CellException">The cell has statements beside its declarations.</exception>
    public static (byte[]? Image, IReadOnlyList<Diagnostic> Errors) Compile(
        string code, string label, IEnumerable<MetadataReference> references)
    {
        var tree = CSharpSyntaxTree.ParseText(SourceText.From(code, System.Text.Encoding.UTF8), ParseOptions, path: label);
        if (tree.GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().FirstOrDefault() is { } statement)
        {
            throw CellException.At(
                label, statement.GetLocation().GetLineSpan().StartLinePosition.Line + 1,
                "a cell that declares a namespace or extension methods is compiled as a library: move its statements to another cell");
        }

        // The same simple name twice would be two different types: each compilation is an assembly of its own.
        var name = $"ResearchKit.Cells.{Interlocked.Increment(ref count)}";
        var usings = string.Concat(HostReferences.Usings.Select(u => $"global using {u};\n"));
        var compilation = CSharpCompilation.Create(
            name,
            [tree, CSharpSyntaxTree.ParseText(usings, ParseOptions)],
            references,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, optimizationLevel: OptimizationLevel.Release));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        if (!result.Success)
            return (null, [.. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)]);
        SessionAssemblies.AddImage(name, image.ToArray());
        return (image.ToArray(), []);
    }

    private static bool HasExtensions(ClassDeclarationSyntax type) =>
        type.Modifiers.Any(SyntaxKind.StaticKeyword)
        && type.Members.Any(member =>
            member is ExtensionBlockDeclarationSyntax
            || (member is MethodDeclarationSyntax method
                && method.ParameterList.Parameters.FirstOrDefault()?.Modifiers.Any(SyntaxKind.ThisKeyword) == true));
}
