using ManagedTorch.Kernels;

namespace ManagedTorch.Tests.Kernels;

[Collection(AtEveryWidth.Name)]
public sealed class OptimizerStepTests
{
    [Fact]
    public void TheFirstAdamWStepIsTheLearningRateTimesTheSignOfTheGradient()
    {
        // m/(1-b1) = g and v/(1-b2) = g^2, so the step is lr g / (|g| + eps); decay first takes lr * wd of p.
        double[] p = [1, -2], g = [0.5, -4], m = new double[2], v = new double[2];
        AdamW.Step<double>(p, g, m, v, default, new(0.1, 0.9, 0.999, 1e-8, 0.01, Decoupled: true, Step: 1));
        Assert.Equal(1 * (1 - 0.001) - (0.1 * 0.5 / (0.5 + 1e-8)), p[0], 1e-12);
        Assert.Equal(-2 * (1 - 0.001) + (0.1 * 4 / (4 + 1e-8)), p[1], 1e-12);
        Assert.Equal([0.05, -0.4], m.Select(x => Math.Round(x, 12)));
        Assert.Equal([0.00025, 0.016], v.Select(x => Math.Round(x, 12)));
    }

    [Fact]
    public void AdamAddsTheDecayToTheGradient()
    {
        double[] p = [2], g = [0], m = [0], v = [0];
        AdamW.Step<double>(p, g, m, v, default, new(0.1, 0.9, 0.999, 0, 0.5, Decoupled: false, Step: 1));
        Assert.Equal(0.1, m[0], 1e-15);
        Assert.Equal(1.9, p[0], 1e-12);
    }

    [Fact]
    public void AmsGradDividesByTheLargestSecondMoment()
    {
        double[] p = [0], m = [0], v = [0], max = [0];
        var settings = new AdamW.Settings(0.1, 0.9, 0.5, 0, 0, true, 1);
        AdamW.Step<double>(p, [4.0], m, v, max, settings);
        AdamW.Step<double>(p, [0.0], m, v, max, settings with { Step = 2 });
        Assert.Equal(8, max[0]);
        Assert.Equal(4, v[0]);
        // Second step: m = 0.36 / (1 - 0.81), sqrt(8 / (1 - 0.25)).
        Assert.Equal(-0.1 - (0.1 * 0.36 / 0.19 / Math.Sqrt(8 / 0.75)), p[0], 1e-12);
    }

    [Fact]
    public void SgdFollowsItsDefinition()
    {
        double[] p = [1], m = [0];
        Sgd.Step<double>(p, [2.0], default, new(0.1, 0, 0, 0.5, false, First: true));
        Assert.Equal(1 - (0.1 * 2.5), p[0], 1e-15);
        p[0] = 1;
        Sgd.Step<double>(p, [2.0], m, new(0.1, 0.9, 0.1, 0, false, First: true));
        Sgd.Step<double>(p, [3.0], m, new(0.1, 0.9, 0.1, 0, false, First: false));
        // m: 2, then 0.9 * 2 + 0.9 * 3 = 4.5.
        Assert.Equal(1 - 0.2 - 0.45, p[0], 1e-15);
        p[0] = 0;
        Sgd.Step<double>(p, [1.0], m, new(0.1, 0.9, 0, 0, Nesterov: true, First: true));
        Assert.Equal(-0.1 * 1.9, p[0], 1e-15);
    }

    [Fact]
    public void StepsHaveTheSameBitsOnEveryWidthAndThreadCount()
    {
        const int n = 20_011;
        float[] g = new float[n];
        new Mt19937(5).Normal(g, 0, 0.1);
        AtEveryWidth.SameBits(() =>
        {
            float[] p = [.. g.Reverse()], m = new float[n], v = new float[n], max = new float[n],
                momentum = new float[n];
            for (int step = 1; step <= 3; step++)
            {
                AdamW.Step<float>(p, g, m, v, max, new(1e-3, 0.9, 0.999, 1e-8, 0.01, true, step));
                Sgd.Step<float>(p, g, momentum, new(1e-3, 0.9, 0, 0.1, true, step == 1));
            }
            return p;
        });
    }
}
