using System.Runtime.CompilerServices;

namespace ResearchKit.Figures.Tests;

/// <summary>
/// The drawings of the gallery, byte for byte as they were looked at. After a change of the renderer, look at the new
/// ones (RESEARCHKIT_GALLERY, see <see cref="GalleryTests"/>), then run once with RESEARCHKIT_UPDATE_GOLDEN=1.
/// </summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Names => [.. Gallery.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ADrawingIsAsItWasReviewed(string name)
    {
        var file = Path.Combine(Folder(), name + ".svg");
        var svg = Gallery.All.Single(f => f.Name == name).ToSvg();
        if (Environment.GetEnvironmentVariable("RESEARCHKIT_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Folder());
            File.WriteAllText(file, svg);
        }
        Assert.Equal(File.ReadAllText(file), svg);
    }

    private static string Folder([CallerFilePath] string source = "") =>
        Path.Combine(Path.GetDirectoryName(source)!, "Golden");
}
