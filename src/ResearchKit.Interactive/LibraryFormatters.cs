using System.Reflection;
using Microsoft.DotNet.Interactive.Formatting;
using ResearchKit.Figures;
using ResearchKit.Imaging;
using ResearchKit.Interop.Deedle;
using ResearchKit.Interop.ImageSharp;
using ResearchKit.Interop.PlotlyNet;
using ResearchKit.Notebooks.Formatting;
using TorchSharp;
using Formatter = Microsoft.DotNet.Interactive.Formatting.Formatter;

namespace ResearchKit.Interactive;

/// <summary>Shows values in .NET Interactive as our own session shows them, in the same bytes.</summary>
internal static class LibraryFormatters
{
    private const string Html = "text/html", Svg = "image/svg+xml", Png = "image/png", Text = "text/plain",
        Plotly = "application/vnd.plotly.v1+json";

    private static readonly FormatterRegistry Registry = new();

    public static void Register()
    {
        Show(typeof(Figure), Svg, Plotly, Png, Text);
        Show(typeof(Table), Html, Text);
        Show(typeof(torch.Tensor), Html, Text);
        Show(typeof(RgbImage), Png, Text);
        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) => Introduce(loaded.LoadedAssembly);
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies()) Introduce(assembly);
    }

    // Packages that the library may be used without: what shows their values is loaded with the first value.
    private static void Introduce(Assembly package)
    {
        switch (package.GetName().Name)
        {
            case "Deedle":
                PackageDisplays.Register("Deedle", value => FrameDisplay.Of(value));
                Show(package.GetType("Deedle.Frame`2", throwOnError: true)!, Html, Text);
                break;
            case "Plotly.NET":
                PackageDisplays.Register("Plotly.NET", value => PlotlyNetChart.Of(value));
                Show(package.GetType("Plotly.NET.GenericChart", throwOnError: true)!, Svg, Plotly, Png, Text);
                break;
            case "SixLabors.ImageSharp":
                PackageDisplays.Register("SixLabors.ImageSharp", value => ImageConversions.Shown(value));
                Show(package.GetType("SixLabors.ImageSharp.Image", throwOnError: true)!, Png, Text);
                break;
        }
    }

    private static void Show(Type type, params string[] mimeTypes)
    {
        foreach (var mimeType in mimeTypes) Formatter.Register(type, Write(mimeType), mimeType);
        Formatter.SetPreferredMimeTypesFor(type, mimeTypes);
    }

    private static FormatDelegate<object> Write(string mimeType) => (value, context) =>
    {
        if (!Registry.Format(value, mimeType).Data.TryGetValue(mimeType, out var text)) return false;
        context.Writer.Write(text);
        return true;
    };
}
