using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Notebooks.Tests.EngineSwap;

/// <summary>Compiles cells as a session does, each after those before it, without running them.</summary>
internal static class Submissions
{
    /// <summary>One compilation for each cell.</summary>
    /// <param name="cells">C# cells.</param>
    /// <param name="references">The libraries they may use.</param>
    public static IReadOnlyList<CSharpCompilation> Compile(IEnumerable<string> cells,
        IEnumerable<MetadataReference> references)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, deterministic: true, optimizationLevel: OptimizationLevel.Release,
            allowUnsafe: true,
            usings: HostReferences.Usings.Add("ResearchKit.Notebooks.Formatting.NotebookFunctions"));
        var compiled = new List<CSharpCompilation>();
        foreach (var (i, cell) in cells.Index())
        {
            var (directives, code) = CellText.Extract(cell);
            if (directives.Any(d => d.Name == "#r") || LibraryCode.IsNeededFor(code))
                throw new NotSupportedException(
                    $"cell {i + 1} brings a library of its own, which this helper does not load");
            compiled.Add(CSharpCompilation.CreateScriptCompilation(
                $"cell{i + 1}", CSharpSyntaxTree.ParseText(code, CellText.ParseOptions, $"cell {i + 1}"), references,
                options,
                compiled.LastOrDefault()));
            Assert.DoesNotContain(compiled[^1].GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);
        }
        return compiled;
    }
}
