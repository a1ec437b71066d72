using System.Runtime.Loader;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Directives;
using ResearchKit.Notebooks.Formatting;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Interactive;

/// <summary>
/// What .NET Interactive loads with <c>#r "nuget: ResearchKit.Interactive"</c>: values of the library are shown as in
/// its own notebooks, and <c>#!researchkit</c> tells what is in use.
/// </summary>
public sealed class ResearchKitExtension : IKernelExtension
{
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
        // Its tool brings an older FSharp.Core than Plotly.NET asks for, which all have to share.
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            name is { Name: "FSharp.Core", Version: not null } ? context.LoadFromAssemblyName(new(name.Name)) : null;
        LibraryFormatters.Register();
        DisplayContext.Elsewhere = InvocationOutput.Current;
        kernel.AddDirective(
            new KernelActionDirective(LabDescription.Magic)
            {
                Description = "The version of ResearchKit, its engine and its losses.",
            },
            (_, context) =>
            {
                KernelInvocationContextExtensions.DisplayAs(context, LabDescription.Text(), "text/plain");
                return Task.CompletedTask;
            });
    }
}
