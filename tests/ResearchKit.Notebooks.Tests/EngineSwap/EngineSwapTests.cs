using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ResearchKit.Experiments;
using ResearchKit.Figures;
using ResearchKit.Interop.Deedle;
using ResearchKit.Interop.ImageSharp;
using ResearchKit.Interop.PlotlyNet;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Notebooks.Documents;
using ResearchKit.Testing;

namespace ResearchKit.Notebooks.Tests.EngineSwap;

/// <summary>
/// TorchSharp can take ManagedTorch's place: the library, the experiments, the testing project, the notebooks and the
/// README's snippet compile against TorchSharp's signatures as they do against ours, and to the same code, byte for
/// byte. So each call finds the same overload with the same default values.
/// </summary>
public sealed class EngineSwapTests
{
    private static readonly Lazy<Libraries> OnTorchSharp = new(() => Libraries.On(Engines.TorchSharp));
    private static readonly Lazy<Libraries> OnManagedTorch = new(() => Libraries.On(Engines.ManagedTorch));

    /// <summary>The projects that use an engine, compiled against one.</summary>
    private sealed record Libraries(
        CSharpCompilation Library, CSharpCompilation Experiments, CSharpCompilation Testing,
        IReadOnlyList<MetadataReference> References)
    {
        public static Libraries On(ReferenceAssembly engine)
        {
            MetadataReference torch = engine.Reference, figures = Platform.Built(typeof(Figure).Assembly);
            CSharpCompilation library = ProjectSource.Compile("ResearchKit", typeof(PreferenceLoss).Assembly, torch);
            MetadataReference used = library.ToMetadataReference();
            CSharpCompilation experiments = ProjectSource.Compile(
                "ResearchKit.Experiments", typeof(ClaimsLedger).Assembly, torch, used, figures);
            CSharpCompilation testing = ProjectSource.Compile(
                "ResearchKit.Testing", typeof(GradientCheck).Assembly, torch, used);
            return new Libraries(library, experiments, testing, [.. Platform.References, torch, figures, used,
                experiments.ToMetadataReference(), testing.ToMetadataReference(),
                Platform.Built(typeof(NotebookDocument).Assembly), Platform.Built(typeof(FrameTables).Assembly),
                Platform.Built(typeof(ImageConversions).Assembly), Platform.Built(typeof(PlotlyNetCharts).Assembly)]);
        }
    }

    [Fact]
    public void TheLibraryCompilesToTheSameCode() => Same(OnManagedTorch.Value.Library, OnTorchSharp.Value.Library);

    [Fact]
    public void TheExperimentsCompileToTheSameCode() =>
    Same(OnManagedTorch.Value.Experiments, OnTorchSharp.Value.Experiments);

    [Fact]
    public void TheTestingProjectCompilesToTheSameCode() =>
    Same(OnManagedTorch.Value.Testing, OnTorchSharp.Value.Testing);

    public static TheoryData<string> Notebooks =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "notebooks"), "*.ipynb")
        .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Notebooks))]
    public void ANotebookCompilesToTheSameCode(string file) =>
        SameCells([.. NotebookDocument.Read(Path.Combine(Repository.Root, "notebooks", file)).Cells
            .Where(cell => cell.Kind == CellKind.Code && cell.Id != "references").Select(cell => cell.Source)]);

    [Fact]
    public void TheReadmesSnippetCompilesToTheSameCode()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        SameCells([.. readme.Split("```csharp\n").Skip(1).Select(rest => rest.Split("```")[0])]);
    }

    /// <summary>The comparison sees what it is for: as in TorchSharp, 0 is a type of elements before it is a
    /// dimension.</summary>
    [Fact]
    public void ACallThatFindsAnotherOverloadIsSeen()
    {
        string[] signatures =
        [
            "TorchSharp.Kind | 0type | public enum TorchSharp.Kind : int",
            "TorchSharp.Kind | enum | Byte = 0",
            "TorchSharp.Numbers | 0type | public class TorchSharp.Numbers",
            "TorchSharp.Numbers | method | public int sum(long dim, bool keepdim = false)",
            "TorchSharp.Numbers | method | public int sum(TorchSharp.Kind? type = null)",
        ];
        const string code = "public static class Cell { public static int Sum(TorchSharp.Numbers x) => x.sum(0); }";
        CSharpCompilation On(params string[] lines) => CSharpCompilation.Create(
            "call", [CSharpSyntaxTree.ParseText(code)], [.. Platform.References, ReferenceAssembly.Of(lines).Reference],
            new(OutputKind.DynamicallyLinkedLibrary, deterministic: true));
        Assert.Equal(Image(On(signatures)), Image(On(signatures)));
        Assert.NotEqual(Image(On(signatures)), Image(On(signatures[..^1])));
        string difference = Assert.Single(OtherCalls.Between(On(signatures), On(signatures[..^1])).Take(1));
        Assert.Contains("sum(TorchSharp.Kind?) is TorchSharp.Numbers.sum(long, bool) in TorchSharp", difference);
    }

    private static void SameCells(IReadOnlyList<string> cells)
    {
        Assert.NotEmpty(cells);
        var pairs = Submissions.Compile(cells, OnManagedTorch.Value.References)
            .Zip(Submissions.Compile(cells, OnTorchSharp.Value.References));
        foreach (var (ours, theirs) in pairs) Same(ours, theirs);
    }

    private static void Same(CSharpCompilation ours, CSharpCompilation theirs)
    {
        byte[] image = Image(theirs);
        if (!Image(ours).SequenceEqual(image))
            Assert.Fail("calls that mean another member:\n" + string.Join("\n", OtherCalls.Between(ours, theirs)));
    }

    private static byte[] Image(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
        return image.ToArray();
    }
}
