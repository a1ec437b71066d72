using ResearchKit.Engines;
using Xunit;

namespace ResearchKit.TestHost;

/// <summary>Skips what holds on the managed engine alone; the README's table lists why.</summary>
internal static class ManagedOnly
{
    /// <summary>The test compares bits: over threads, batch sizes, machines or with published files.</summary>
    public static void Bits() => Skip("bits: libtorch's results may differ in the last digit from run to run");

    /// <summary>The test is of something that libtorch does not do.</summary>
    public static void Skip(string reason) =>
        Assert.SkipUnless(EngineChoice.Current == TensorEngine.Managed, reason);
}
