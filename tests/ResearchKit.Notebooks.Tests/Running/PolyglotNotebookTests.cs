using System.Text.Json.Nodes;
using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Running;

namespace ResearchKit.Notebooks.Tests.Running;

/// <summary>Notebooks as Polyglot Notebooks wrote them: they run, or say what they miss and what to do.</summary>
public sealed class PolyglotNotebookTests : IDisposable
{
    private const string Metadata =
        """
        { "kernelspec": { "display_name": ".NET (C#)", "language": "C#", "name": ".net-csharp" },
          "language_info": { "name": "polyglot-notebook" },
          "polyglot_notebook": { "kernelInfo": { "defaultKernelName": "csharp", "items": [ { "name": "csharp" } ] } } }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ALessonWithMagicsAndOtherLanguagesToShowRunsAndKeepsItsMetadata()
    {
        var notebook = Notebook(
            ("csharp", "#!time\nusing System.Diagnostics;\nvar names = new List<string> { \"Ana\", \"Bo\" };"),
            ("csharp", "#!csharp\nforeach (var name in names) Console.WriteLine($\"Hello {name.ToUpper()}!\");"),
            ("html", "<b>bold</b>"),
            ("csharp", "#!markdown\n# A title\n#!mermaid\ngraph LR; A-->B"),
            ("csharp", "display(names.Count);\nnames.Display();\n#!who"),
            ("csharp", "Formatter.Register<Uri>(uri => $\"<a>{uri}</a>\", \"text/html\");\nnew Uri(\"https://a.b/\")"));
        var result = Run(notebook);
        Assert.Null(result.Error);
        var cells = result.Notebook.Cells;
        Assert.Equal(["Hello ANA!\n", "Hello BO!\n"], Texts(cells[1].Outputs[0]!["text"]!));
        Assert.Equal("<b>bold</b>", Data(cells[2], 0, "text/html"));
        Assert.Equal("# A title", Data(cells[3], 0, "text/markdown"));
        Assert.StartsWith("```mermaid", Data(cells[3], 1, "text/markdown"));
        Assert.Equal("names", Data(cells[4], 0, "text/plain"));
        Assert.Equal("<a>https://a.b/</a>", Data(cells[5], 0, "text/html"));
        Assert.Equal("csharp", (string?)result.Notebook.Json["metadata"]!["polyglot_notebook"]!["kernelInfo"]!
            ["defaultKernelName"]);
        Assert.Equal("html", (string?)cells[2].Json["metadata"]!["polyglot_notebook"]!["kernelName"]);
    }

    [Theory]
    [InlineData("csharp", "#!set --name x --value @input:\"a number\"", "#!set is not supported here. Assign it in C#")]
    [InlineData("csharp", "#!value --name x\ntext", "#!value is not supported here. Assign it in C#")]
    [InlineData("csharp", "#!share x --from fsharp\nx", "#!share is not supported here. All cells share")]
    [InlineData("csharp", "#!connect mssql --kernel-name db", "#!connect is not supported here. There is one kernel")]
    [InlineData("fsharp", "let x = 1", "cells in fsharp cannot run here: write the step in C#")]
    [InlineData("fsharp", "#!share --from csharp x\nx + 1", "cells in fsharp cannot run here: write the step in C#")]
    [InlineData("pwsh", "Get-ChildItem", "cells in pwsh cannot run here: write the step in C#")]
    public void WhatOnlySeveralKernelsCanDoSaysWhatToWrite(string language, string source, string message) =>
        Assert.StartsWith(message, Run(Notebook((language, source))).Error!.Message);

    [Fact]
    public void AUsingOfDotNetInteractiveIsLeftOut()
    {
        var notebook = Notebook(
            ("csharp", "using Microsoft.DotNet.Interactive.Formatting;\nusing static "
                + "Microsoft.DotNet.Interactive.Formatting.PocketViewTags;\nusing System.Globalization;\n"
                + "Formatter.Register<CultureInfo>(c => c.Name, \"text/html\");\n1 + 1"),
            ("csharp", "new CultureInfo(\"\").ToDisplayString(\"text/html\")"));
        var result = Run(notebook);
        Assert.Null(result.Error);
        Assert.Equal("2", Data(result.Notebook.Cells[0], 0, "text/plain"));
    }

    [Fact]
    public void WhatIsMissingOfDotNetInteractiveIsSaid()
    {
        var error = Run(Notebook(
            ("csharp",
            "using static Microsoft.DotNet.Interactive.Formatting.PocketViewTags;\ndisplay(h1(\"x\"));"))).Error!;
        Assert.StartsWith("CS0103: The name 'h1' does not exist", error.Message);
        Assert.Contains("PocketView (h1, div, ...) comes with #r", error.Traceback[^1]);
    }

    [Fact]
    public void WhatIsMissingOfAUsingInAnEarlierCellIsSaidToo()
    {
        var error = Run(Notebook(
            ("csharp", "using static Microsoft.DotNet.Interactive.Formatting.PocketViewTags;"),
            ("csharp", "display(div(\"x\"));"))).Error!;
        Assert.StartsWith("CS0103: The name 'div' does not exist", error.Message);
        Assert.Contains("write HTML(", error.Traceback[^1]);
    }

    // As csharp-notebooks write them, without a using.
    [Theory]
    [InlineData("var name = await Kernel.GetInputAsync(\"name\");")]
    [InlineData("KernelInvocationContext.Current.Display(\"x\");")]
    [InlineData("Formatter<int>.Register((x, w) => w.Write(x), \"text/html\");")]
    public void TypesOfDotnetInteractiveWithoutAUsingSayWhatToWrite(string code) =>
        Assert.Contains("Kernel has no counterpart", Run(Notebook(("csharp", code))).Error!.Traceback[^1]);

    [Fact]
    public void WhatIsMissingOfDotNetInteractiveIsSaidWhereItsFullNameStands()
    {
        var error = Run(Notebook(
            ("csharp", "var name = await Microsoft.DotNet.Interactive.Kernel.GetInputAsync(\"name\");"))).Error!;
        Assert.StartsWith("CS0234", error.Message);
        Assert.Contains("GetInputAsync(\"...\") to ask the user", error.Traceback[^1]);
    }

    [Fact]
    public void OtherErrorsSayNothingOfDotNetInteractive()
    {
        var error = Run(Notebook(
            ("csharp", "using Microsoft.DotNet.Interactive.Formatting;\nint count = \"three\";"))).Error!;
        Assert.StartsWith("CS0029", error.Message);
        Assert.DoesNotContain("Interactive is not here", string.Join('\n', error.Traceback));
    }

    [Theory]
    [InlineData("javascript", "console.log(0);\n#!share --from csharp total\nconsole.log(total);", 2)]
    [InlineData("html", "#!share total --from csharp\n<b>total</b>", 1)]
    [InlineData("csharp", "var total = 3;\n#!javascript\n#!share --from csharp total\nconsole.log(total);", 3)]
    public void AVariableIsNotSharedWithAPage(string language, string source, int line)
    {
        var message = Run(Notebook((language, source))).Error!.Message;
        Assert.StartsWith("#!share: this text goes to the page as it is", message);
        Assert.EndsWith($"line {line})", message);
    }

    [Fact]
    public void ADibScriptInPlaceOfANotebookIsToldHowToBeOne()
    {
        using var folder = new TemporaryFolder();
        folder.Write("sums.dib", "#!csharp\n\n1 + 1\n");
        var path = Path.Combine(folder.Path, "sums.dib");
        var error = Assert.Throws<NotebookException>(() => NotebookDocument.Read(path));
        Assert.Contains($"`researchkit notebook convert {path} {path[..^4]}.ipynb`", error.Message);
    }

    [Fact]
    public void ADibScriptRunsAsANotebook()
    {
        var notebook = DibDocument.ToNotebook(
            """
            #!meta

            {"kernelInfo":{"defaultKernelName":"csharp","items":[{"name":"csharp"}]}}

            #!markdown

            # Sums

            #!csharp

            int[] numbers = [1, 2, 3];

            #!csharp

            numbers.Sum()
            """);
        Assert.Equal("6", Data(Run(notebook).Notebook.Cells[2], 0, "text/plain"));
    }

    private static NotebookDocument Notebook(params (string Language, string Source)[] cells)
    {
        var notebook = NotebookDocument.Create();
        notebook.Json["metadata"] = JsonNode.Parse(Metadata);
        foreach (var (i, (language, source)) in cells.Index())
        {
            var cell = NotebookCell.Create(CellKind.Code, $"c{i}", source);
            cell.Json["metadata"] = JsonNode.Parse(
                $$"""
                { "dotnet_interactive": { "language": "{{language}}" },
                  "polyglot_notebook": { "kernelName": "{{language}}" } }
                """);
            notebook.Insert(i, cell);
        }

        return notebook;
    }

    private static string Data(NotebookCell cell, int output, string mimeType) =>
        string.Concat(Texts(cell.Outputs[output]!["data"]![mimeType]!));

    private static IEnumerable<string?> Texts(JsonNode lines) => lines.AsArray().Select(line => (string?)line);

    private RunResult Run(NotebookDocument notebook) =>
        NotebookRunner.Run(notebook, "n", new RunOptions { Directory = _folder.Path });
}
