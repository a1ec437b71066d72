using System.Text.RegularExpressions;
using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Exporting;
using ResearchKit.Notebooks.Exporting.Formulas;
using ResearchKit.Notebooks.Formatting;

namespace ResearchKit.Notebooks.Tests.Exporting;

public sealed partial class FormulaTests
{
    // Read off by hand from MathML Core's elements.
    [Theory]
    [InlineData("x", "<mi>x</mi>")]
    [InlineData("12.5", "<mn>12.5</mn>")]
    [InlineData(@"\pi_\theta", "<msub><mi>π</mi><mi>θ</mi></msub>")]
    [InlineData("x_i^2", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>")]
    [InlineData("x^2_i", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>")]
    [InlineData(@"\frac{a}{b+1}",
        "<mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac>")]
    [InlineData(@"\sqrt[3]{x}", "<mroot><mi>x</mi><mrow><mn>3</mn></mrow></mroot>")]
    [InlineData(@"\mathcal{L}", "<mi>ℒ</mi>")]
    [InlineData(@"\mathbb E", "<mi>𝔼</mi>")]
    [InlineData(@"f'", "<msup><mi>f</mi><mo>′</mo></msup>")]
    [InlineData(@"\text{if } a", "<mtext>if\u00a0</mtext><mi>a</mi>")]
    [InlineData("a=-b",
        "<mi>a</mi><mo>=</mo><mo form=\"prefix\">−</mo><mi>b</mi>")]
    [InlineData(@"\nosuch", @"<mtext>\nosuch</mtext>")]
    public void AFormulaIsMathMl(string latex, string row) =>
        Assert.Equal(
            $"<math display=\"inline\" alttext=\"{latex}\" xmlns=\"http://www.w3.org/1998/Math/MathML\"><mrow>{row}"
            + "</mrow></math>",
            Formula.Html(latex, display: false));

    [Theory]
    [InlineData(@"\left( \frac{a}{b} \right]", "(", "]")]
    [InlineData(@"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "(", ")")]
    [InlineData(@"\left\{ x \right.", "{", null)]
    public void DelimitersGrow(string latex, string open, string? close)
    {
        var html = Formula.Html(latex, display: true);
        Assert.Contains($"<mo form=\"prefix\" stretchy=\"true\">{open}</mo>", html);
        Assert.Equal(close is not null, html.Contains($"<mo form=\"postfix\" stretchy=\"true\">{close}</mo>"));
    }

    [Fact]
    public void ASumHasItsLimitsAboveAndBelow() =>
        Assert.Contains("<munderover><mo movablelimits=\"true\">∑</mo>", Formula.Html(@"\sum_{i=1}^n i", true));

    [Fact]
    public void AlignedLinesAreATable()
    {
        var html = Formula.Html(@"\begin{aligned} a &= b \\ &= c \end{aligned}", display: true);
        Assert.Equal((2, 4), (Count(html, "<mtr>"), Count(html, "<mtd")));
    }

    [Theory]
    [InlineData(@"\frac{a}{b")]
    [InlineData(@"\begin{cases} a \end{matrix}")]
    [InlineData("a}")]
    [InlineData(@"\left(")]
    [InlineData("x_")]
    public void WhatCannotBeReadIsShownAsItIsWritten(string latex) =>
        Assert.Equal($"<code>{latex}</code>", Formula.Html(latex, display: true).Replace("&amp;", "&"));

    [Fact]
    public void AnyTextIsReadOrShown()
    {
        string[] parts =
            [@"\frac", "{", "}", "_", "^", @"\left", @"\right", "(", "x", @"\\", "&", @"\begin{cases}",
                @"\end{cases}", @"\sqrt", "[", "]", "'", @"\", "😀", @"\text", @"\hat", " ", @"\not", @"\big", "\0"];
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var latex =
                string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => parts[random.Next(parts.Length)]));
            var html = Formula.Html(latex, display: true);
            Assert.True(html.StartsWith("<math", StringComparison.Ordinal)
                || html.StartsWith("<code>", StringComparison.Ordinal), latex);
        }
    }

    [Fact]
    public void EveryFormulaOfTheNotebooksIsDrawn()
    {
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Repository.Root, "notebooks"), "*.ipynb"))
        {
            var page = HtmlExport.Write(NotebookDocument.Read(path), "x");
            Assert.DoesNotMatch(UnknownCommand(), page);
            Assert.DoesNotContain("class=\"math\"", page);
        }
    }

    [Fact]
    public void ThePageNeedsNothingElse()
    {
        var notebook = NotebookDocument.Create();
        notebook.Insert(0, NotebookCell.Create(CellKind.Markdown, "a", "Loss $\\beta$ and\n\n$$\\sigma(x)$$\n"));
        var page = HtmlExport.Write(notebook, "x");
        Assert.Equal(2, Count(page, "<math "));
        Assert.DoesNotContain("src=\"http", page);
        Assert.DoesNotContain("<script", page);
    }

    [Theory]
    [InlineData(@"LaTeX(""\\beta"")", @"$$\beta$$")]
    [InlineData(@"LaTeX(""$\\beta$"")", @"$\beta$")]
    [InlineData(@"new MathString(""\\beta"")", @"$$\beta$$")]
    [InlineData(@"new LaTeXString(""$\\beta$ is small"")", @"$\beta$ is small")]
    [InlineData(@"(MathString)""\\beta""", @"$$\beta$$")]
    [InlineData(@"(LaTeXString)""$\\beta$""", @"$\beta$")]
    public void AFormulaOfACellHasTheDelimitersThatFrontEndsWant(string cell, string latex)
    {
        var output = new RecordedOutput();
        new Notebooks.Sessions.CSharpSession(new("."))
            .Execute($"display({cell});", "cell", output);
        Assert.Equal(latex, output.Displays.Single().Data["text/latex"]);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex(@"<mtext>\\[a-zA-Z]+</mtext>")]
    private static partial Regex UnknownCommand();
}
