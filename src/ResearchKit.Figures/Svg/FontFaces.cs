using System.Text;
using ResearchKit.Figures.Fonts;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Svg;

/// <summary>The fonts that a drawing for print carries: of each face the characters of its texts.</summary>
internal static class FontFaces
{
    /// <summary>The family of a figure's faces: of its own, since a page may hold many figures.</summary>
    internal static string Family(string id) => $"'{id}-sans', {FontMetrics.Family}";

    /// <summary>The style rules that declare the faces.</summary>
    internal static string Rules(string id, IReadOnlyList<Shape> shapes)
    {
        var texts = Texts(shapes).ToLookup(
            text => text.Style.Bold, text => string.Concat(RichText.Parse(text.Text).Runs.Select(run => run.Text)));
        var rules = new StringBuilder();
        foreach (var (bold, file) in new[] { (false, "LiberationSans-Regular.ttf"), (true, "LiberationSans-Bold.ttf") })
        {
            var characters = texts[bold].SelectMany(text => text.EnumerateRunes()).Select(rune => rune.Value).ToList();
            if (characters.Count == 0) continue;
            var font = Convert.ToBase64String(FontSubset.Of(TrueTypeFont.File(file), characters));
            rules.Append($"@font-face{{font-family:'{id}-sans';font-weight:{(bold ? "bold" : "normal")};")
                .Append($"src:url(data:font/ttf;base64,{font})}}");
        }

        return rules.ToString();
    }

    private static IEnumerable<TextShape> Texts(IEnumerable<Shape> shapes) => shapes.SelectMany(shape => shape switch
    {
        TextShape text => [text],
        GroupShape group => Texts(group.Shapes),
        _ => [],
    });
}
