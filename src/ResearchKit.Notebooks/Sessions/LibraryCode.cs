using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>What compiling a library cell gave.</summary>
/// <param name="Image">The assembly, or null after errors.</param>
/// <param name="Name">The assembly's simple name.</param>
/// <param name="Namespace">The namespace that later cells have to open, or null if the cell has its own.</param>
/// <param name="Errors">Why there is no assembly.</param>
internal sealed record LibraryResult(
    byte[]? Image, string Name, string? Namespace, IReadOnlyList<Diagnostic> Errors);

/// <summary>
/// Cells that a script cannot hold (namespaces, extension methods) are compiled as a library, which later cells
/// reference. Such a cell sees packages, <c>#r</c> files and other library cells, but no variables of the session.
/// Statements beside the declarations run after them.
/// </summary>
internal static class LibraryCode
{
    private static readonly CSharpParseOptions ParseOptions =
        new(LanguageVersion.Preview, DocumentationMode.None, SourceCodeKind.Regular);

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

    /// <summary>
    /// Takes a cell apart: its namespaces and types are for the library, what remains (statements, variables,
    /// functions) for the script. Both keep the line numbers of the cell.
    /// </summary>
    public static (string Library, string Script) Split(string code)
    {
        var root = CSharpSyntaxTree.ParseText(code, ParseOptions).GetCompilationUnitRoot();
        var library = code.ToCharArray();
        var script = code.ToCharArray();
        foreach (var member in root.Members)
            Blank(member is GlobalStatementSyntax or BaseFieldDeclarationSyntax or BaseMethodDeclarationSyntax ? library
                : script, member.Span);
        // A file-scoped namespace takes the rest of the cell; usings serve both sides.
        return (new string(library), new string(script));
    }

    /// <summary>Compiles and loads.</summary>
    /// <param name="code">Namespaces and types.</param>
    /// <param name="label">The cell.</param>
    /// <param name="references">What it may refer to, by the simple name of a library cell's assembly.</param>
    /// <param name="versions">The library cells before it; receives this one.</param>
    /// <param name="modules">Receives the assembly.</param>
    public static LibraryResult Compile(
        string code, string label, Func<string, IEnumerable<MetadataReference>> references, LibraryVersions versions,
        CellModules modules)
    {
        var published = CompileOnce(Publish(code), label, references, versions, modules);
        // Errors have the positions of the code as it was written.
        return published.Image is not null ? published : CompileOnce(code, label, references, versions, modules);
    }

    /// <summary>Types that say nothing of who may use them are for later cells, too, as the types of a script
    /// are.</summary>
    private static string Publish(string code)
    {
        var root = CSharpSyntaxTree.ParseText(code, ParseOptions).GetCompilationUnitRoot();
        var text = new System.Text.StringBuilder(code);
        var types = root
            .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>().Where(IsHiddenType);
        foreach (var type in types.Reverse())
        {
            var first = type.AttributeLists.Count == 0 ? type.GetFirstToken()
                : type.AttributeLists[^1].GetLastToken().GetNextToken();
            text.Insert(first.SpanStart, "public ");
        }

        return text.ToString();
    }

    /// <summary>What to do about a type that is missing, if one is.</summary>
    public static string? HintFor(IEnumerable<Diagnostic> errors) => errors.Any(e => e.Id is "CS0246" or "CS0103")
        ? "A cell with extension members or namespaces is compiled as a library. It sees other such cells, but neither "
            + "variables nor types of the cells between: let the types that it needs stand in this cell." : null;

    private static bool IsHiddenType(MemberDeclarationSyntax member) =>
        member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax
        && !member.Modifiers.Any(m => m.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword
            or SyntaxKind.FileKeyword);

    private static LibraryResult CompileOnce(
        string code, string label, Func<string, IEnumerable<MetadataReference>> references, LibraryVersions versions,
        CellModules modules)
    {
        var tree = Parse(code, label);
        string[] types = [.. TypesOf(tree.GetCompilationUnitRoot())];
        var version = versions.Next(types);
        var name = version.Name;
        // A script finds extension members in namespaces only: what stands outside of any gets one, opened for all
        // cells.
        var root = tree.GetCompilationUnitRoot();
        var space = root.Members.Any(member => member is BaseNamespaceDeclarationSyntax) ? null
            : name.Replace('.', '_');
        if (space is not null)
            tree = Parse($"{code.Insert(root.Members[0].SpanStart, $"namespace {space} {{ ")}\n}}", label);
        var opened = versions.Opened.Where(o => o != space);
        var usings = string.Concat(HostReferences.Usings.Concat(opened).Select(u => $"global using {u};\n"))
            + $"[assembly: System.Reflection.AssemblyVersion(\"{version.Number}.0.0.0\")]";
        var compilation = CSharpCompilation.Create(
            name,
            [tree, CSharpSyntaxTree.ParseText(usings, ParseOptions)],
            references(name),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, optimizationLevel: OptimizationLevel.Release));
        var (image, symbols, diagnostics) = CellAssembly.Emit(compilation, CancellationToken.None);
        if (image is null)
            return new LibraryResult(null, name, null,
                [.. diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)]);
        modules.Add(SessionAssemblies.AddVersion(
            new AssemblyName($"{name}, Version={version.Number}.0.0.0, Culture=neutral, PublicKeyToken=null"), image,
            symbols));
        versions.Add(version, types, space);
        return new LibraryResult(image, name, space, []);
    }

    /// <summary>The types that are no part of another one, with their namespaces.</summary>
    private static IEnumerable<string> TypesOf(CompilationUnitSyntax root) =>
        root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
            .Select(member => string.Join('.', member.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse()
                .Select(space => space.Name.ToString()).Append(NameOf(member))));

    private static string NameOf(MemberDeclarationSyntax type) => type switch
    {
        TypeDeclarationSyntax { TypeParameterList.Parameters.Count: var count } generic =>
            $"{generic.Identifier.ValueText}`{count}",
        BaseTypeDeclarationSyntax plain => plain.Identifier.ValueText,
        _ => ((DelegateDeclarationSyntax)type).Identifier.ValueText,
    };

    private static SyntaxTree Parse(string code, string label) =>
        CSharpSyntaxTree.ParseText(SourceText.From(code, System.Text.Encoding.UTF8), ParseOptions, path: label);

    private static void Blank(char[] code, TextSpan span)
    {
        for (var i = span.Start; i < span.End; i++)
            if (code[i] is not ('\n' or '\r')) code[i] = ' ';
    }

    private static bool HasExtensions(ClassDeclarationSyntax type) =>
        type.Modifiers.Any(SyntaxKind.StaticKeyword)
        && type.Members.Any(member =>
            member is ExtensionBlockDeclarationSyntax
            || (member is MethodDeclarationSyntax method
                && method.ParameterList.Parameters.FirstOrDefault()?.Modifiers.Any(SyntaxKind.ThisKeyword) == true));
}
