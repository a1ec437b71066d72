using TorchSharp;
using static TorchSharp.torch;

namespace ManagedTorch.Tests.Autograd;

/// <summary>Every differentiable operation against central differences, to second order, away from its kinks.</summary>
public sealed partial class GradientTests
{
    private sealed record Case(Func<Tensor[], Tensor> F, params Func<Tensor>[] Inputs);

    /// <summary>Distinct values of both signs, none near 0 or 1 apart.</summary>
    private static Tensor Signed(params long[] shape) => Spread(shape, 0.37, -1.1);

    /// <summary>Distinct values in (0.2, 2).</summary>
    private static Tensor Positive(params long[] shape) => (Spread(shape, 0.37, -1.1).abs() * 0.7 + 0.25);

    private static Tensor Spread(long[] shape, double step, double start)
    {
        var n = shape.Aggregate(1L, (a, b) => a * b);
        var values = new double[n];
        for (var i = 0; i < n; i++) values[i] = start + 2.3 * ((i * step + 0.113) % 1.0);
        return tensor(values, float64).view(shape);
    }

    private static Tensor Index(params long[] values) => tensor(values, int64);

    private static readonly Tensor Mask = tensor(new[] { true, false, true, true, false, true });

    private static readonly IReadOnlyDictionary<string, Case> Cases =
        Elementwise().Concat(Tensors()).Concat(Layers()).Concat(Writes()).ToDictionary();

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory, MemberData(nameof(Names))]
    public void GradientEqualsCentralDifferences(string name)
    {
        var c = Cases[name];
        GradientCheck.First(c.F, Array.ConvertAll(c.Inputs, make => make()));
    }

    [Theory, MemberData(nameof(Names))]
    public void SecondOrderGradientEqualsCentralDifferences(string name)
    {
        var c = Cases[name];
        GradientCheck.Second(c.F, Array.ConvertAll(c.Inputs, make => make()));
    }
}
