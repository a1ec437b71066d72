using ResearchKit.Datasets;
using ResearchKit.Experiments.Bandits.Methods;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.Tests;

/// <summary>The convex program against the network that it stands for, trained by gradient descent.</summary>
public sealed class ConvexReluNetworkTests
{
    private const double Decay = 0.05;

    // In a plane every gate is an arc between two inputs' perpendiculars: 360 directions meet all of them.
    private static readonly double[,] Inputs = { { 1, 0.3 }, { -0.4, 1.1 }, { 0.7, -0.9 }, { -1, -0.2 }, { 0.2, 1.4 } };
    private static readonly double[] Targets = [1, -1, 0.5, 1, 2];

    private static readonly Tensor Gates = Enumerable.Range(0, 360).Select(i => i * Math.PI / 180 + 0.001)
        .SelectMany(a => new[] { Math.Cos(a), Math.Sin(a) }).ToArray().ToTensor([360, 2]);

    private static ConvexReluNetwork Fit(SeededDraws? start = null) =>
        ConvexReluNetwork.Fit(Inputs.ToTensor(), tensor(Targets), Gates, Decay, start, iterations: 6000);

    [Fact]
    public void ItsValueIsThatOfTheNetworkItMakes()
    {
        var convex = Fit();
        var first = convex.First.ToTable();
        var network = Loss(first, convex.Last.ToDoubles());
        Assert.Equal(network, convex.Objective, 1e-6);
        Assert.True(convex.Residual < 1e-6, $"{convex.Residual}");
    }

    [Fact]
    public void NoGradientDescentEndsBelowAndTheBestComesClose()
    {
        var convex = Fit().Objective;
        var descents = Enumerable.Range(0, 10).Select(seed => Descend(new SeededDraws(seed))).ToArray();
        Assert.All(descents, d => Assert.True(d > convex - 1e-6, $"{d} < {convex}"));
        Assert.InRange(descents.Min() / convex, 1 - 1e-6, 1.001);
        Assert.True(descents.Max() > 1.01 * convex, "every start of the plain network ends at the optimum, too");
    }

    [Fact]
    public void EveryStartEndsAtOneValue()
    {
        var ends = Enumerable.Range(0, 3).Select(seed => Fit(new SeededDraws(seed)).Objective).ToArray();
        Assert.Equal(ends.Min(), ends.Max(), 1e-6);
    }

    // 1/2 |relu(X W) a - y|^2 + decay/2 (|W|^2 + |a|^2), by hand
    private static double Loss(double[,] first, double[] last)
    {
        var loss = 0.0;
        for (var n = 0; n < Targets.Length; n++)
        {
            var output = -Targets[n];
            for (var k = 0; k < last.Length; k++)
                output += last[k] * Math.Max(0, Inputs[n, 0] * first[k, 0] + Inputs[n, 1] * first[k, 1]);
            loss += output * output / 2;
        }
        return loss + Decay / 2 * (first.Cast<double>().Sum(w => w * w) + last.Sum(a => a * a));
    }

    private static double Descend(SeededDraws draws)
    {
        const int Neurons = 6;
        const double Rate = 0.03;
        var (w, a) = (draws.NormalTable(Neurons, 2), draws.NormalTable(1, Neurons).Cast<double>().ToArray());
        var (dw, da, hidden) = (new double[Neurons, 2], new double[Neurons], new double[Neurons]);
        for (var step = 0; step < 10_000; step++)
        {
            Array.Clear(dw);
            Array.Clear(da);
            for (var n = 0; n < Targets.Length; n++)
            {
                var error = -Targets[n];
                for (var k = 0; k < Neurons; k++)
                {
                    hidden[k] = Math.Max(0, Inputs[n, 0] * w[k, 0] + Inputs[n, 1] * w[k, 1]);
                    error += hidden[k] * a[k];
                }
                for (var k = 0; k < Neurons; k++)
                {
                    da[k] += error * hidden[k];
                    for (var c = 0; c < 2 && hidden[k] > 0; c++)
                        dw[k, c] += error * a[k] * Inputs[n, c];
                }
            }
            for (var k = 0; k < Neurons; k++)
            {
                a[k] -= Rate * (da[k] + Decay * a[k]);
                for (var c = 0; c < 2; c++)
                    w[k, c] -= Rate * (dw[k, c] + Decay * w[k, c]);
            }
        }
        return Loss(w, a);
    }
}
