using System.Xml.Linq;

namespace ResearchKit.Figures.Tests;

/// <summary>
/// Every kind of figure is drawn. With RESEARCHKIT_GALLERY=directory the drawings are also written there, to look at.
/// </summary>
public sealed class GalleryTests
{
    private static IEnumerable<Figure> Figures => Gallery.All.Concat(UnluckyFigures.All);

    public static TheoryData<string> Names => [.. Figures.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryFigureIsWellFormedXml(string name)
    {
        var figure = Figures.Single(f => f.Name == name);
        var svg = figure.ToSvg();
        if (Environment.GetEnvironmentVariable("RESEARCHKIT_GALLERY") is { Length: > 0 } directory)
        {
            Directory.CreateDirectory(directory);
            File.WriteAllText(Path.Combine(directory, name + ".svg"), svg);
            File.WriteAllText(Path.Combine(directory, name + ".json"), figure.ToPlotlyJson());
            File.WriteAllBytes(Path.Combine(directory, name + ".png"), figure.ToPng());
        }
        Assert.Equal("svg", XDocument.Parse(svg).Root!.Name.LocalName);
    }

    [Fact]
    public void ATableIsWrittenInEveryFormat()
    {
        var files = Gallery.Methods().Files(Provenance.None).ToArray();
        if (Environment.GetEnvironmentVariable("RESEARCHKIT_GALLERY") is { Length: > 0 } directory)
        {
            Directory.CreateDirectory(directory);
            foreach (var file in files) File.WriteAllText(Path.Combine(directory, "table" + file.Extension), file.Text);
            File.WriteAllText(Path.Combine(directory, "table.txt"), Gallery.Methods().ToText());
        }
        Assert.Equal(4, files.Count(f => f.Text.Contains("AdaViP")));
    }
}
