using ResearchKit.Engines;
using TorchSharp;

namespace ManagedTorch.Tests.Api;

/// <summary>
/// One build serves both engines: every type and member of ours is in TorchSharp's own assembly under the same name in
/// metadata with the same signature, so that code compiled against either runs on the other.
/// </summary>
public sealed class BinarySurfaceTests
{
    [Fact]
    public void EveryMemberIsInTorchSharpsAssembly()
    {
        string ours = typeof(torch).Assembly.Location;
        if (LibtorchFolder.Assembly is not { } theirs)
        {
            Assert.Skip("TorchSharp is not installed: `researchkit engine install libtorch`");
            return;
        }

        var surface = BinarySurface.Of(ours);
        Assert.InRange(surface.Count, 2000, 20000);
        var missing = surface.Except(BinarySurface.Of(theirs), StringComparer.Ordinal)
            .Order(StringComparer.Ordinal).ToList();
        Assert.True(missing.Count == 0, string.Join("\n", missing));
    }

    [Fact]
    public void TheIdentityIsTorchSharps() =>
        Assert.Equal("TorchSharp, Version=0.107.0.0, Culture=neutral, PublicKeyToken=67b0e5e1da516a1c",
            typeof(torch).Assembly.FullName);
}
