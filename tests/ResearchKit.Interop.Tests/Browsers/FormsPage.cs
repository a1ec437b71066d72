using System.Text;
using System.Text.Json;
using ResearchKit.Tests.Shared;

namespace ResearchKit.Interop.Tests.Browsers;

/// <summary>A text as a browser shows it.</summary>
/// <param name="Text">One line.</param>
/// <param name="Box">Left, top, right, bottom in pixels.</param>
/// <param name="Angle">In degrees.</param>
internal sealed record ShownText(string Text, double[] Box, double Angle);

/// <summary>The boxes of marks.</summary>
internal sealed record ShownMarks(
    double[][] Rectangles, double[][] Boxes, double[][] Lines, double[][] Images, double[][] Outlines,
    double[][] Points);

/// <summary>What one form shows.</summary>
internal sealed record ShownForm(ShownText[] Texts, ShownMarks Marks);

/// <summary>Both forms of a figure.</summary>
internal sealed record Comparison(double[] Size, double[] PlotlySize, ShownForm Drawing, ShownForm Plotly);

/// <summary>A page with Plotly's script and the font that the layout reckons with.</summary>
internal sealed class FormsPage : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("researchkit-forms-").FullName;
    private readonly Browser _browser = new();

    public FormsPage()
    {
        var page = new StringBuilder("<!doctype html><meta charset=utf-8><style>");
        foreach (var (file, weight) in new[] { ("LiberationSans-Regular.ttf", "normal"),
            ("LiberationSans-Bold.ttf", "bold") })
            page.Append($"@font-face{{font-family:Arial;font-weight:{weight};src:url(data:font/ttf;base64,")
                .Append(Convert.ToBase64String(Resource(typeof(ResearchKit.Figures.Figure), file))).Append(")}");
        page.Append("body{margin:0}</style><script>")
            .Append(Encoding.UTF8.GetString(Resource(typeof(Plotly.NET.Chart), "Plotly.NET.plotly-2.28.0.min.js")))
            .Append("</script><script>")
            .Append(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Browsers", "forms.js")))
            .Append("</script><body></body>");
        var path = Path.Combine(_folder, "forms.html");
        File.WriteAllText(path, page.ToString());
        _browser.Open("file://" + path);
        _browser.WaitFor("typeof compare === 'function' && !!window.Plotly");
        _browser.Run(
            "return document.fonts.load('12px Arial').then(() => document.fonts.load('bold 12px Arial')).then(() => " +
            "1)");
    }

    public Comparison Compare(string svg, string chart)
    {
        var found = _browser.Run($"return compare({JsonSerializer.Serialize(svg)}, {chart})")!;
        return found.Deserialize<Comparison>(JsonSerializerOptions.Web)!;
    }

    /// <summary>Drawings, but no interactive forms, take a font of this family from now on.</summary>
    public void DrawIn(string family) => _browser.Run(
        "const style = document.createElement('style');" +
        $"style.textContent = '#a text {{ font-family: {family} !important }}'; document.head.append(style)");

    public byte[] Screenshot(string name) => _browser.Screenshot(name);

    public void Dispose()
    {
        _browser.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static byte[] Resource(Type type, string name)
    {
        using var stream = type.Assembly.GetManifestResourceStream(name)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
