using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Directives;
using ResearchKit.Engines;
using ResearchKit.Losses.Catalogue;

namespace ResearchKit.Interactive;

/// <summary>
/// What .NET Interactive loads with <c>#r "nuget: ResearchKit.Interactive"</c>: values of the library are shown as in
/// its own notebooks, and <c>#!researchkit</c> tells what is in use.
/// </summary>
public sealed class ResearchKitExtension : IKernelExtension
{
    /// <summary>The magic's name.</summary>
    public const string Magic = "#!researchkit";

    /// <inheritdoc/>
    public Task OnLoadAsync(Kernel kernel)
    {
        Load(kernel);
        return Task.CompletedTask;
    }

    /// <summary>Extends a kernel: a C# kernel, or one that is composed of several.</summary>
    /// <param name="kernel">The kernel.</param>
    public static void Load(Kernel kernel)
    {
        LibraryFormatters.Register();
        kernel.AddDirective(
            new KernelActionDirective(Magic) { Description = "The version of ResearchKit, its engine and its losses." },
            (_, context) =>
            {
                KernelInvocationContextExtensions.DisplayAs(context, Describe(), "text/plain");
                return Task.CompletedTask;
            });
    }

    private static string Describe()
    {
        var version = typeof(LossCatalogue).Assembly.GetName().Version!.ToString(3);
        var losses = LossCatalogue.Loaded().Entries.Select(loss => loss.Name).Order(StringComparer.Ordinal).ToArray();
        var engine = EngineChoice.Name(EngineChoice.Current);
        return $"ResearchKit {version} on the {engine} engine, {losses.Length} losses:\n"
            + string.Join(", ", losses);
    }
}
