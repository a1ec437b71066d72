using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Notebooks.Tests.Sessions;

public sealed class DirectiveTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CSharpSession session;
    private int cell;

    public DirectiveTests() => session = new CSharpSession(new SessionOptions(folder.Path, ShowTimes: false));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void LoadRunsAScriptBesideTheNotebook()
    {
        folder.Write("helpers.csx", "int Triple(int n) => 3 * n;");
        Assert.Equal("9", Run("#load \"helpers.csx\"\nTriple(3)").Text);
    }

    [Fact]
    public void ReferencingALibraryMakesItsTypesKnownAndDoesNotLockTheFile()
    {
        var path = Path.Combine(folder.Path, "Alpha.Library.dll");
        var result = CSharpCompilation.Create(
            "Alpha.Library",
            [CSharpSyntaxTree.ParseText("namespace Alpha; public static class Answer { public static int Value => 42; }")],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(path);
        Assert.True(result.Success);
        Assert.Equal("42", Run("// A comment may stand first.\n#r \"Alpha.Library.dll\"\nAlpha.Answer.Value").Text);
        File.Delete(path);
    }

    [Fact]
    public void AMissingLibraryIsNamedWithTheLine() =>
        Assert.Equal(
            "there is no file gone.dll; the path starts at the notebook's folder (cell 1, line 2)",
            Run("var a = 1;\n#r \"gone.dll\"").Failure!.Message);

    [Fact]
    public void APackageOfTheHostIsTheHostsOwnAndNeedsNoNetwork() =>
        Assert.Equal("2", Run("#r \"nuget: MathNet.Numerics, 4.0.0\"\nMathNet.Numerics.Combinatorics.Permutations(2)").Text);

    [Fact]
    public void APackageThatCannotBeRestoredSaysWhichAndWhere()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "empty"));
        // A version that no feed has: fails in the same way with and without a network.
        var error = Run($"#i \"nuget:{folder.Path}/empty\"\n#r \"nuget: ResearchKit.No.Such.Package, 9.9.9\"\n1").Failure!;
        Assert.StartsWith("cannot restore ResearchKit.No.Such.Package 9.9.9: NU1", error.Message);
        Assert.EndsWith("(cell 1, line 2)", error.Message);
    }

    [Theory]
    [InlineData("tools.csx", "int Four() => 4;")]
    [InlineData("tools.cs", "namespace Tools; public static class T { public static int Four() => 4; }")]
    [InlineData("tools.dib", "#!meta\n{\"kernelInfo\":{}}\n#!markdown\n# Title\n#!csharp\nint Four() => 4;\n")]
    [InlineData("tools.ipynb", """{"cells":[{"cell_type":"markdown","id":"a","metadata":{},"source":["text"]},{"cell_type":"code","execution_count":null,"id":"b","metadata":{},"outputs":[],"source":["int Four()\n"," => 4;"]}],"metadata":{},"nbformat":4,"nbformat_minor":5}""")]
    public void ImportRunsAnotherFileInThisSession(string name, string text)
    {
        folder.Write($"sub/{name}", text);
        var call = name.EndsWith(".cs", StringComparison.Ordinal) ? "Tools.T.Four()" : "Four()";
        Assert.Null(Run($"#!import sub/{name}").Failure);
        Assert.Equal("4", Run(call).Text);
    }

    [Fact]
    public void AnImportStartsAtTheImportingFile()
    {
        folder.Write("sub/outer.csx", "#!import inner.csx\nint Outer() => Inner() + 1;");
        folder.Write("sub/inner.csx", "int Inner() => 1;");
        Assert.Equal("2", Run("#!import sub/outer.csx\nOuter()").Text);
    }

    [Fact]
    public void AnErrorInAnImportedFileNamesTheFile()
    {
        folder.Write("sub/broken.csx", "int a = 1;\nint b = c;");
        Assert.EndsWith("(sub/broken.csx, line 2)", Run("#!import sub/broken.csx").Failure!.Message);
    }

    [Fact]
    public void AnImportThatComesBackToItselfIsRefused()
    {
        folder.Write("loop.csx", "#!import loop.csx");
        Assert.Equal("#!import: loop.csx imports itself (loop.csx, line 1)", Run("#!import loop.csx").Failure!.Message);
    }

    [Fact]
    public void LanguageMagicsSplitACellAndKeepLineNumbers()
    {
        var output = Run("#!html\n<b>bold</b>\n#!csharp\nvar x = 1;\nthrow new Exception(\"here\");");
        Assert.Equal("<b>bold</b>", output.Displays[0].Data["text/html"]);
        Assert.Equal("here (cell 1, line 5)", output.Failure!.Message);
    }

    [Fact]
    public void CellsInOtherLanguagesAreRefusedByName() =>
        Assert.StartsWith("cells in fsharp cannot run here", Run("#!fsharp\nlet x = 1").Failure!.Message);

    [Fact]
    public void AnUnknownMagicSaysWhatThereIs()
    {
        var message = Run("var x = 1;\n#!connect sql").Failure!.Message;
        Assert.StartsWith("#!connect is not supported here. Supported: #r", message);
        Assert.EndsWith("(cell 1, line 2)", message);
    }

    [Fact]
    public void LinesInsideStringsAreNoDirectives() =>
        Assert.Equal("#r \"nuget: X\"", Run("var s = \"\"\"\n    #r \"nuget: X\"\n    \"\"\";\ns").Text);

    [Fact]
    public void TimeIsAcceptedButNotPrintedWhereOutputsMustRepeat()
    {
        var output = Run("#!time\n5");
        Assert.Equal(("5", ""), (output.Text, output.Stdout));
        var interactive = new CSharpSession(new SessionOptions(folder.Path));
        var timed = new RecordedOutput();
        interactive.Execute("#!time\n5", "cell 1", timed);
        Assert.Matches(@"^Wall time: \d+\.\d ms\n$", timed.Stdout);
    }

    [Fact]
    public void WhoListsVariables()
    {
        Run("var a = 1; var b = \"x\";");
        Assert.Equal("a, b", Run("#!who").Displays[0].Data["text/plain"]);
    }

    private RecordedOutput Run(string source)
    {
        var output = new RecordedOutput();
        session.Execute(source, $"cell {++cell}", output);
        return output;
    }
}
