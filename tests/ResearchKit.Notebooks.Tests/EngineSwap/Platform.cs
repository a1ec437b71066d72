using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;

namespace ResearchKit.Notebooks.Tests.EngineSwap;

/// <summary>What code outside this repository brings to a compilation: the .NET libraries and packages.</summary>
internal static class Platform
{
    private static readonly string[] OurProjects = ["ManagedTorch", "ResearchKit"];

    /// <summary>The SDK's .NET libraries to compile against, with their generators.</summary>
    public static string TargetingPack { get; } = Directory
        .GetDirectories(
            Path.GetFullPath(
                Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../packs/Microsoft.NETCore.App.Ref")))
        .Where(folder => Path.GetFileName(folder).StartsWith($"{Environment.Version.Major}.", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal).Last();

    /// <summary>The .NET libraries and every package that the tests run on, but no assembly of this
    /// repository.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. Directory.GetFiles(Path.Combine(TargetingPack, "ref"), "*.dll", SearchOption.AllDirectories)
            .Concat(((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(IsOfPackage))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>One assembly of this repository, as it was built.</summary>
    public static MetadataReference Built(Assembly assembly) => MetadataReference.CreateFromFile(assembly.Location);

    private static bool IsOfPackage(string path) =>
        !path.StartsWith(RuntimeEnvironment.GetRuntimeDirectory(), StringComparison.Ordinal)
        && !OurProjects.Contains(Path.GetFileName(path).Split('.')[0]);
}
