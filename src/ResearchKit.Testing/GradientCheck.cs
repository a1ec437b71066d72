using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ResearchKit.Testing;

/// <summary>
/// Compares autograd with central differences in float64. The output is contracted with an incoming gradient of
/// irregular numbers, so that an error in one output cannot hide behind another.
/// </summary>
public static class GradientCheck
{
    /// <summary>Fails unless autograd's gradient of every input equals the central difference.</summary>
    /// <param name="function">A function of the inputs with an output of any shape.</param>
    /// <param name="inputs">Points in float64, away from kinks. They are copied.</param>
    /// <param name="step">Half the distance of the two evaluations, relative to max(1, |x|).</param>
    /// <param name="tolerance">Largest permitted |difference| / max(1, |numeric|).</param>
    public static void Passes(
        Func<IReadOnlyList<Tensor>, Tensor> function, IReadOnlyList<Tensor> inputs, double step = 1e-6,
            double tolerance = 1e-6)
    {
        var worst = Compare(function, inputs, step).MaxBy(p => p.Error);
        Assert.True(worst.Error <= tolerance,
            $"Input {worst.Input}, element {worst.Element}: " +
            $"autograd {worst.Autograd:R}, central difference {worst.Numeric:R}.");
    }

    /// <summary>Both gradients, element by element.</summary>
    public static IReadOnlyList<GradientPoint> Compare(
        Func<IReadOnlyList<Tensor>, Tensor> function, IReadOnlyList<Tensor> inputs, double step = 1e-6)
    {
        foreach (var input in inputs)
            Assert.Equal(ScalarType.Float64, input.dtype);
        var points = inputs.Select(x => x.detach().contiguous().data<double>().ToArray()).ToArray();
        var shapes = inputs.Select(x => x.shape).ToArray();

        var leaves = points.Select((p, i) => tensor((double[])p.Clone()).reshape(shapes[i]).requires_grad_()).ToArray();
        var output = function(leaves);
        var incoming = Incoming(output);
        (output * incoming).sum().backward();

        var compared = new List<GradientPoint>();
        using var noGrad = no_grad();
        for (var i = 0; i < points.Length; i++)
        {
            var autograd = leaves[i].grad is { } g ? g.contiguous().data<double>().ToArray()
                : new double[points[i].Length];
            for (var k = 0; k < points[i].Length; k++)
            {
                var h = step * Math.Max(1, Math.Abs(points[i][k]));
                var (high, low) = (points[i][k] + h, points[i][k] - h);
                var numeric = (At(i, k, high) - At(i, k, low)) / (high - low);
                compared.Add(new GradientPoint(i, k, autograd[k], numeric));
            }
        }
        return compared;

        double At(int input, int element, double value)
        {
            var moved = points.Select((p, i) =>
            {
                var copy = (double[])p.Clone();
                if (i == input)
                    copy[element] = value;
                return tensor(copy).reshape(shapes[i]);
            }).ToArray();
            return (function(moved) * incoming).sum().item<double>();
        }
    }

    /// <summary>
    /// Numbers between 0.5 and 1.5 without a pattern, in the output's shape: fractional parts of n times the golden
    /// ratio.
    /// </summary>
    private static Tensor Incoming(Tensor output)
    {
        var count = output.shape.Aggregate(1L, (a, b) => a * b);
        var values = Enumerable.Range(1, (int)count).Select(n => 0.5 + n * 0.6180339887498949 % 1).ToArray();
        return tensor(values).reshape(output.shape);
    }
}

/// <summary>One element of a gradient, computed twice.</summary>
/// <param name="Input">Index of the input.</param>
/// <param name="Element">Index of the element in row-major order.</param>
/// <param name="Autograd">The engine's value.</param>
/// <param name="Numeric">The central difference.</param>
public readonly record struct GradientPoint(int Input, int Element, double Autograd, double Numeric)
{
    /// <summary>|difference| / max(1, |numeric|); infinite if either is not finite.</summary>
    public double Error
    {
        get
        {
            var error = Math.Abs(Autograd - Numeric) / Math.Max(1, Math.Abs(Numeric));
            return double.IsFinite(error) ? error : double.PositiveInfinity;
        }
    }
}
