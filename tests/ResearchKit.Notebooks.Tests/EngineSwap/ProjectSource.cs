using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ResearchKit.Notebooks.Tests.EngineSwap;

/// <summary>
/// Compiles a project of src/ as the build does (nullable, documentation and warnings included), against another
/// engine.
/// </summary>
internal static class ProjectSource
{
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, deterministic: true,
        optimizationLevel: OptimizationLevel.Release, warningLevel: 9999,
        generalDiagnosticOption: ReportDiagnostic.Error,
        specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress),
            new("CS1702", ReportDiagnostic.Suppress)]);

    /// <param name="project">Its folder under src/, which is its name.</param>
    /// <param name="built">The assembly that the build made of it, which lends its version.</param>
    /// <param name="references">The engine, and projects that it depends on.</param>
    public static CSharpCompilation Compile(string project, Assembly built,
        params IEnumerable<MetadataReference> references)
    {
        string folder = Path.Combine(Repository.Root, "src", project);
        string version = $"[assembly: System.Reflection.AssemblyVersion(\"{built.GetName().Version}\")]";
        var trees = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin"
                or "obj"))
            .Order(StringComparer.Ordinal)
            .Select(file => (Text: File.ReadAllText(file), Path: file)).Append((Text: ImplicitUsings, Path: "usings"))
            .Append((Text: version, Path: "version"))
            .Select(source => CSharpSyntaxTree.ParseText(source.Text, ParseOptions, source.Path));
        var compilation = CSharpCompilation.Create(project, trees, [.. Platform.References, .. references], Options);
        CSharpGeneratorDriver.Create(Generators(), parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out var complete, out _);
        return (CSharpCompilation)complete;
    }

    /// <summary>The generator that the SDK brings for regular expressions.</summary>
    private static IEnumerable<ISourceGenerator> Generators()
    {
        string file =
            Directory.GetFiles(Platform.TargetingPack, "System.Text.RegularExpressions.Generator.dll",
                SearchOption.AllDirectories).Single();
        return new AnalyzerFileReference(file, new Loader()).GetGenerators(LanguageNames.CSharp);
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath) { }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
