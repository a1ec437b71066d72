using System.Xml.Linq;
using ResearchKit.Figures;

namespace ResearchKit.Tests.Figures;

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
        }
        Assert.Equal("svg", XDocument.Parse(svg).Root!.Name.LocalName);
    }
}
