using Microsoft.DotNet.Interactive.Formatting;
using ResearchKit.Figures;
using ResearchKit.Notebooks.Formatting;
using TorchSharp;
using Formatter = Microsoft.DotNet.Interactive.Formatting.Formatter;

namespace ResearchKit.Interactive;

/// <summary>Shows values in .NET Interactive as our own session shows them, in the same bytes.</summary>
internal static class LibraryFormatters
{
    private const string Html = "text/html", Svg = "image/svg+xml", Png = "image/png", Text = "text/plain",
        Plotly = "application/vnd.plotly.v1+json";

    /// <summary>Types of packages that the library may be used without.</summary>
    private static readonly (string Type, string[] MimeTypes)[] Packages =
    [
        ("Deedle.Frame`2, Deedle", [Html, Text]),
        ("Plotly.NET.GenericChart, Plotly.NET", [Svg, Plotly, Png, Text]),
    ];

    private static readonly FormatterRegistry Registry = new();

    public static void Register()
    {
        Show(typeof(Figure), Svg, Plotly, Png, Text);
        Show(typeof(Table), Html, Text);
        Show(typeof(torch.Tensor), Html, Text);
        foreach (var (name, mimeTypes) in Packages)
            if (Type.GetType(name, throwOnError: false) is { } type) Show(type, mimeTypes);
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
