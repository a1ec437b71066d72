using System.Diagnostics;
using System.Text;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Tests;

public sealed class PaperTests
{
    public static TheoryData<string> Names => [.. Gallery.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void TypeIsSevenToEightPointsAndNoHeadlineIsInside(string name)
    {
        var figure = Gallery.All.Single(f => f.Name == name);
        foreach (var (column, inches) in new[] { (PaperColumn.Single, "3.25in"), (PaperColumn.Full, "5.5in") })
        {
            var svg = new Svg(figure.ForPaper(column));
            Assert.Equal(inches, (string?)svg.Root.Attribute("width"));
            var pixels = double.Parse(((string)svg.Root.Attribute("viewBox")!).Split(' ')[2]);
            var points = double.Parse(inches[..^2]) * 72 / pixels;
            Assert.All(svg.Elements("text"), t => Assert.InRange(Svg.Number(t, "font-size") * points, 6.99, 8.01));
            Assert.DoesNotContain(svg.Texts, t => t.Text == figure.Title);
        }
    }

    [Fact]
    public void FillsDifferInLightness()
    {
        var lightness = Palette.PaperFills.Select(i => Lightness.Of(i.Light)).ToArray();
        for (var i = 0; i < lightness.Length; i++)
            for (var j = 0; j < i; j++)
                Assert.True(Math.Abs(lightness[i] - lightness[j]) >= (i - j == 1 ? 15 : 5), $"{j} and {i}");
    }

    [Fact]
    public void LinesDifferInLightnessAndInDashes()
    {
        // Colors chosen by hand and solid on screens, as notebooks have them.
        var figure = Enum.GetValues<SeriesColor>().Aggregate(new Figure("lines"), (f, color) =>
            f.Line($"{color}", [0, 1], [(double)color, 8], color: color, dash: Dash.Solid));
        var lines = new Svg(figure.ForPaper(PaperColumn.Single)).Elements("path")
            .Where(p => ((string?)p.Attribute("class"))?.StartsWith('q') == true)
            .Select(p => (Lightness: Lightness.Of((string)p.Attribute("stroke")!),
                Dash: (string?)p.Attribute("stroke-dasharray")))
            .ToArray();
        Assert.Equal(Enum.GetValues<SeriesColor>().Length, lines.Length);
        for (var i = 0; i < lines.Length; i++)
        {
            // Far enough from white paper, and from each other.
            Assert.InRange(lines[i].Lightness, 0, 78);
            for (var j = 0; j < i; j++)
                Assert.True(Math.Abs(lines[i].Lightness - lines[j].Lightness) > 7, $"{j} and {i}");
            if (i > 0) Assert.NotEqual(lines[i - 1].Dash, lines[i].Dash);
        }
    }

    [Fact]
    public void TablesFitThePage()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/pdflatex"),
            "pdflatex is not installed: environment/install-optional.sh tex installs it");
        var words = "a claim of some length that the paper makes about its method and this table repeats".Split(' ');
        string Text(int i, int n) => string.Join(' ', Enumerable.Range(i, n).Select(k => words[k % words.Length]));
        var claims = Table.From("claims", Enumerable.Range(0, 60).Select(i => new
        {
            Claim = Text(i, 9), Place = "Section 4.2, Table 3", Measure = Text(3 * i, 5),
            Number = "-0.17 [-0.40, 0.06]", Criterion = "interval entirely below 0.05", Verdict = "✓ reproduced",
            Stability = "100 %", Remark = Text(i, i % 7), LongIdentifierOfAColumn = 12345.678,
        })).WithCaption("60 claims of β and π_{ref}");
        var document = new StringBuilder("\\documentclass[10pt]{article}\\usepackage[T1]{fontenc}\n" +
            "\\usepackage[utf8]{inputenc}\\usepackage[textwidth=5.5in]{geometry}\n" +
            "\\usepackage{amssymb,array,booktabs,longtable}\\begin{document}\n")
            .Append(claims.ToLatex()).Append((claims with { Rows = claims.Rows[..3] }).ToLatex())
            .Append(Gallery.Methods().ToLatex()).Append("\\end{document}\n");
        var folder = Directory.CreateTempSubdirectory("researchkit-tex-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "all.tex"), document.ToString());
            using var tex = Process.Start(new ProcessStartInfo("/usr/bin/pdflatex",
                ["-interaction=nonstopmode", "-halt-on-error", "all.tex"])
            {
                WorkingDirectory = folder.FullName,
                RedirectStandardOutput = true,
            })!;
            var log = tex.StandardOutput.ReadToEnd();
            tex.WaitForExit();
            Assert.True(tex.ExitCode == 0, log);
            Assert.DoesNotContain("Overfull", log);
            Assert.Contains(@"$\checkmark$", claims.ToLatex());
            Assert.Contains("$-$0.17", claims.ToLatex());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
