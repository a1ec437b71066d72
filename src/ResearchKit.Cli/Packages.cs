using ResearchKit.Cli.Engines;
using ResearchKit.Imaging;
using ResearchKit.Interop.Deedle;
using ResearchKit.Interop.ImageSharp;
using ResearchKit.Interop.Parquet;
using ResearchKit.Interop.PlotlyNet;
using ResearchKit.Notebooks.Formatting;
using ResearchKit.Notebooks.Sessions;
using ResearchKit.Pairs;

namespace ResearchKit.Cli;

/// <summary>
/// Introduces the packages of ResearchKit.Interop to the library and to notebooks, which reference none of them. Here
/// are only names and delegates: a package is loaded with the first file or value that needs it.
/// </summary>
internal static class Packages
{
    public static void Register()
    {
        ImageDecoders.Register(new ImageSharpDecoder());
        RowReaders.Register(new ParquetRows());
        EnginePackage.Installer = package => new LibtorchInstaller(package).Install(CancellationToken.None);
        PackageDisplays.Register("Deedle", value => FrameDisplay.Of(value));
        PackageDisplays.Register("Plotly.NET", value => PlotlyNetChart.Of(value));
        PackageDisplays.Register("SixLabors.ImageSharp", value => ImageConversions.Shown(value));
    }
}
