using ManagedTorch.Tests.Api;

namespace ResearchKit.Notebooks.Tests.EngineSwap;

/// <summary>The two engines as a compiler sees them, both under TorchSharp's name.</summary>
internal static class Engines
{
    private static readonly Lazy<ReferenceAssembly> LazyTorchSharp = new(() => ReferenceAssembly.Of(Signatures!));
    private static readonly Lazy<ReferenceAssembly> LazyManagedTorch = new(() =>
        ReferenceAssembly.Of(ApiListing.Of(typeof(TorchSharp.torch).Assembly, TorchSharpList.Root)));

    /// <summary>TorchSharp's signatures: the lists of the repository, or all where <c>TORCHSHARP_API</c> names
    /// them.</summary>
    public static IReadOnlySet<string> Signatures { get; } =
        TorchSharpList.Source is { } source ? TorchSharpList.ReadComplete(source).ToHashSet(StringComparer.Ordinal)
        : TorchSharpList.Read();

    /// <summary>TorchSharp as its signatures describe it.</summary>
    public static ReferenceAssembly TorchSharp => LazyTorchSharp.Value;

    /// <summary>What ManagedTorch declares, in the same form.</summary>
    public static ReferenceAssembly ManagedTorch => LazyManagedTorch.Value;
}
