using ResearchKit.Testing;
using TorchSharp;
using Xunit.Sdk;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Losses;

public sealed class GradientCheckTests
{
    private static readonly Tensor Point = tensor(new[] { 0.5, -1.25, 2 });

    [Fact]
    public void ACorrectGradientPasses() => GradientCheck.Passes(x => x[0].exp() * x[1], [Point, Point.square()]);

    [Fact]
    public void AGradientThatIsCutOffFails() => Assert.Contains("autograd 0",
        Assert.ThrowsAny<XunitException>(() => GradientCheck.Passes(x => x[0].detach().square() + 0 * x[0],
            [Point])).Message);

    [Fact]
    public void ASmallErrorIsSeen()
    {
        // x^2 with one factor detached has the gradient x instead of 2x
        var points = GradientCheck.Compare(x => x[0] * x[0].detach(), [Point]);
        Assert.All(points, p => Assert.Equal(0.5, p.Autograd / p.Numeric, 1e-6));
    }
}
