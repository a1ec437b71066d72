using System.IO.Compression;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Notebooks.Tests.Sessions;

public sealed class DirectiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CSharpSession _session;
    private int _cell;

    public DirectiveTests() => _session = new CSharpSession(new SessionOptions(_folder.Path, ShowTimes: false));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void LoadRunsAScriptBesideTheNotebook()
    {
        _folder.Write("helpers.csx", "int Triple(int n) => 3 * n;");
        Assert.Equal("9", Run("#load \"helpers.csx\"\nTriple(3)").Text);
    }

    [Fact]
    public void ReferencingALibraryMakesItsTypesKnownAndDoesNotLockTheFile()
    {
        var path = Path.Combine(_folder.Path, "Alpha.Library.dll");
        Compile("Alpha.Library", "namespace Alpha; public static class Answer { public static int Value => 42; }",
            path);
        Assert.Equal("42", Run("// A comment may stand first.\n#r \"Alpha.Library.dll\"\nAlpha.Answer.Value").Text);
        File.Delete(path);
    }

    [Fact]
    public void AProjectIsBuiltReferencedAndBuiltAgainWhenItHasChanged()
    {
        _folder.Write("Lab.Steps/Lab.Steps.csproj",
            "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup>" +
            "<TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
        _folder.Write("Lab.Steps/Step.cs",
            "namespace Lab.Steps; public static class Step { public static int Size => 1; }");
        Assert.Equal("1", Run("#r \"Lab.Steps/Lab.Steps.csproj\"\nLab.Steps.Step.Size").Text);
        _folder.Write("Lab.Steps/Step.cs",
            "namespace Lab.Steps; public static class Step { public static int Size => 2; public static int More => " +
            "3; }");
        Assert.Equal("5", Run("#r \"Lab.Steps/Lab.Steps.csproj\"\nLab.Steps.Step.Size + Lab.Steps.Step.More").Text);
        Assert.Equal("2", Run("Lab.Steps.Step.Size").Text);
        _folder.Write("Lab.Steps/Step.cs", "namespace Lab.Steps; public static class Step { int }");
        Assert.Contains("Lab.Steps does not build: Step.cs(1,",
            Run("#r \"Lab.Steps/Lab.Steps.csproj\"\n1").Failure!.Message);
        Assert.Empty(Directory.GetDirectories(Path.GetTempPath(), $"researchkit-build-{Environment.ProcessId}-*"));
    }

    [Fact]
    public void AMermaidCellIsADiagramInMarkdown() =>
        Assert.Equal("```mermaid\ngraph LR; a-->b\n```",
            Run("#!mermaid\ngraph LR; a-->b").Displays.Single().Data["text/markdown"]);

    [Fact]
    public void AMissingLibraryIsNamedWithTheLine() =>
        Assert.Equal(
            "there is no file gone.dll; the path starts at the notebook's folder (cell 1, line 2)",
            Run("var a = 1;\n#r \"gone.dll\"").Failure!.Message);

    [Theory]
    [InlineData("MathNet.Numerics, 4.0.0",
        "MathNet.Numerics 5.0.0 is here and used, not 4.0.0: code for that version may need a change.\n")]
    [InlineData("MathNet.Numerics, 5.0.0-beta02", "")]
    [InlineData("MathNet.Numerics", "")]
    [InlineData("System.Text.Json, 6.0.0", "")]
    public void APackageOfTheHostIsTheHostsOwnAndNeedsNoNetwork(string package, string said)
    {
        var output = Run($"#r \"nuget: {package}\"\nMathNet.Numerics.Combinatorics.Permutations(2)");
        Assert.Equal(("2", said), (output.Text, output.Stderr));
    }

    [Fact]
    public void APackageThatCannotBeRestoredSaysWhichAndWhere()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "empty"));
        // A version that no feed has: fails in the same way with and without a network.
        var error =
            Run($"#i \"nuget:{_folder.Path}/empty\"\n#r \"nuget: ResearchKit.No.Such.Package, 9.9.9\"\n1").Failure!;
        Assert.StartsWith("cannot restore ResearchKit.No.Such.Package 9.9.9: NU1", error.Message);
        Assert.EndsWith("(cell 1, line 2)", error.Message);
    }

    [Fact]
    public void APackageIsRestoredFromAFolderAndThenFromTheCache()
    {
        var dll = Path.Combine(_folder.Path, "Lab.Greeting.dll");
        Compile("Lab.Greeting",
            "namespace Lab; public static class Greeting { public static string Text => \"hello\"; }", dll);
        Pack("Lab.Greeting", (dll, "lib/net8.0/Lab.Greeting.dll"));
        WithOwnCaches(() =>
        {
            var source = $"#i \"nuget:{_folder.Path}/feed\"\n#r \"nuget: Lab.Greeting, 1.2.3\"\nLab.Greeting.Text";
            var output = Run(source);
            Assert.SkipWhen(output.Failure?.Message.Contains("NU1301", StringComparison.Ordinal) == true,
                "the user's package sources cannot be reached");
            Assert.Equal("hello", output.Text);
            Directory.Delete(Path.Combine(_folder.Path, "feed"), recursive: true);
            var second = new RecordedOutput();
            new CSharpSession(new SessionOptions(_folder.Path)).Execute(source, "cell 1", second);
            Assert.Equal("hello", second.Text);
        });
    }

    [Fact]
    public void ANativeLibraryOfAPackageIsFound()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the library that the test packs is of Linux and macOS");
        var dll = Path.Combine(_folder.Path, "Lab.Probe.dll");
        Compile("Lab.Probe",
            "namespace Lab; public static class Probe { [System.Runtime.InteropServices.DllImport(\"labprobe\", " +
            "EntryPoint "
            + "= \"SystemNative_GetPid\")] public static extern int Pid(); }", dll);
        // Some native library under another name: one of the runtime's own.
        var end = OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        var native = Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(),
            "libSystem.Native" + end);
        Pack("Lab.Probe", (dll, "lib/net8.0/Lab.Probe.dll"),
            (native, $"runtimes/{ResearchKit.Engines.LibtorchFolder.Platform}/native/liblabprobe{end}"));
        WithOwnCaches(() =>
        {
            var output = Run($"#i \"nuget:{_folder.Path}/feed\"\n#r \"nuget: Lab.Probe\"\nLab.Probe.Pid()");
            Assert.SkipWhen(output.Failure?.Message.Contains("NU1301", StringComparison.Ordinal) == true,
                "the user's package sources cannot be reached");
            Assert.Equal(Environment.ProcessId.ToString(), output.Text);
        });
    }

    [Theory]
    [InlineData("tools.csx", "int Four() => 4;")]
    [InlineData("tools.cs", "namespace Tools; public static class T { public static int Four() => 4; }")]
    [InlineData("tools.dib", "#!meta\n{\"kernelInfo\":{}}\n#!markdown\n# Title\n#!csharp\nint Four() => 4;\n")]
    [InlineData("tools.ipynb",
    """{"cells":[{"cell_type":"markdown","id":"a","metadata":{},"source":["text"]},""" +
    """{"cell_type":"code","execution_count":null,"id":"b","metadata":{},"outputs":[],"source":["int Four()\n"," =>""" +
    """ 4;"]}],"metadata":{},"nbformat":4,"nbformat_minor":5}""")]
    public void ImportRunsAnotherFileInThisSession(string name, string text)
    {
        _folder.Write($"sub/{name}", text);
        var call = name.EndsWith(".cs", StringComparison.Ordinal) ? "Tools.T.Four()" : "Four()";
        Assert.Null(Run($"#!import sub/{name}").Failure);
        Assert.Equal("4", Run(call).Text);
    }

    [Fact]
    public void AnImportStartsAtTheImportingFile()
    {
        _folder.Write("sub/outer.csx", "#!import inner.csx\nint Outer() => Inner() + 1;");
        _folder.Write("sub/inner.csx", "int Inner() => 1;");
        Assert.Equal("2", Run("#!import sub/outer.csx\nOuter()").Text);
    }

    [Fact]
    public void AnErrorInAnImportedFileNamesTheFile()
    {
        _folder.Write("sub/broken.csx", "int a = 1;\nint b = c;");
        Assert.EndsWith("(sub/broken.csx, line 2)", Run("#!import sub/broken.csx").Failure!.Message);
    }

    [Fact]
    public void AnImportThatComesBackToItselfIsRejected()
    {
        _folder.Write("loop.csx", "#!import loop.csx");
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
    public void CellsInOtherLanguagesAreRejectedByName() =>
        Assert.StartsWith("cells in fsharp cannot run here", Run("#!fsharp\nlet x = 1").Failure!.Message);

    [Fact]
    public void AnUnknownMagicSaysWhatThereIs()
    {
        var message = Run("var x = 1;\n#!inspect x").Failure!.Message;
        Assert.StartsWith("#!inspect is not supported here. Supported: #r", message);
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
        var interactive = new CSharpSession(new SessionOptions(_folder.Path));
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

    private void Pack(string id, params (string File, string Entry)[] files)
    {
        _folder.Write("feed/readme.txt", "");
        using var package =
            ZipFile.Open(Path.Combine(_folder.Path, "feed", $"{id}.1.2.3.nupkg"), ZipArchiveMode.Create);
        foreach (var (file, entry) in files) package.CreateEntryFromFile(file, entry);
        using var spec = new StreamWriter(package.CreateEntry($"{id}.nuspec").Open());
        spec.Write(
            $"<package><metadata><id>{id}</id><version>1.2.3</version><authors>a</authors><description>d</description>"
            + "</metadata></package>");
    }

    /// <summary>The user's own caches stay clean.</summary>
    private void WithOwnCaches(Action run)
    {
        Environment.SetEnvironmentVariable("NUGET_PACKAGES", Path.Combine(_folder.Path, "packages"));
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", Path.Combine(_folder.Path, "data"));
        try
        {
            run();
        }
        finally
        {
            Environment.SetEnvironmentVariable("NUGET_PACKAGES", null);
            Environment.SetEnvironmentVariable("XDG_DATA_HOME", null);
        }
    }

    private static void Compile(string name, string source, string path) => Assert.True(CSharpCompilation.Create(
        name,
        [CSharpSyntaxTree.ParseText(source)],
        [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(path).Success);

    private RecordedOutput Run(string source)
    {
        var output = new RecordedOutput();
        _session.Execute(source, $"cell {++_cell}", output);
        return output;
    }
}
