using System.Reflection;
using System.Runtime.CompilerServices;
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

    /// <summary>Packages that the library may be used without, and what shows their values: loaded with
    /// them.</summary>
    private static readonly Dictionary<string, string> Packages = new(StringComparer.Ordinal)
    {
        ["Deedle"] = "ResearchKit.Interop.Deedle",
        ["Plotly.NET"] = "ResearchKit.Interop.PlotlyNet",
    };

    private static readonly FormatterRegistry Registry = new();

    public static void Register()
    {
        Show(typeof(Figure), Svg, Plotly, Png, Text);
        Show(typeof(Table), Html, Text);
        Show(typeof(torch.Tensor), Html, Text);
        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) => Introduce(loaded.LoadedAssembly);
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies()) Introduce(assembly);
    }

    private static void Introduce(Assembly package)
    {
        if (package.GetName().Name is not { } name || !Packages.TryGetValue(name, out var display)) return;
        // Its initializer registers its formatters.
        RuntimeHelpers.RunModuleConstructor(Assembly.Load(display).ManifestModule.ModuleHandle);
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
