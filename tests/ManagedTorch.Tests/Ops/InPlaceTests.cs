using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace ManagedTorch.Tests.Ops;

/// <summary>
/// Every method of <see cref="Tensor"/> whose name ends in an underscore against the method without it: same values,
/// same gradients, and an exception wherever the out-of-place form throws or gives what the tensor cannot hold.
/// </summary>
public class InPlaceTests
{
    /// <summary>Forms that have no out-of-place form of the same arguments; their own tests hold them.</summary>
    private static readonly HashSet<string> WithoutCounterpart =
        ["copy_", "fill_", "zero_", "uniform_", "normal_", "exponential_", "bernoulli_", "requires_grad_", "detach_",
            "celu_", "index_put_"];

    private static readonly ScalarType[] Dtypes = [float32, float64, int64, int32, uint8, @bool];

    private static IEnumerable<MethodInfo> Forms() =>
        typeof(Tensor).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(m => m.Name.EndsWith('_') && !WithoutCounterpart.Contains(m.Name));

    private static MethodInfo? OutOfPlace(MethodInfo form) =>
        typeof(Tensor).GetMethod(form.Name[..^1], [.. form.GetParameters().Select(p => p.ParameterType)]);

    public static TheoryData<string> Names() => [.. Forms().Select(Name)];

    private static string Name(MethodInfo form) =>
        $"{form.Name}({string.Join(", ", form.GetParameters().Select(p => p.ParameterType.Name))})";

    [Fact]
    public void EveryFormHasAnOutOfPlaceForm() =>
        Assert.Empty(Forms().Where(f => OutOfPlace(f) is null && !Composed.ContainsKey(Name(f))).Select(Name));

    /// <summary>Forms whose out-of-place form has other parameters.</summary>
    private static readonly Dictionary<string, Func<Tensor, object?[], Tensor>> Composed = new()
    {
        ["subtract_(Tensor)"] = (x, a) => x.sub((Tensor)a[0]!),
        ["true_divide_(Tensor)"] = (x, a) => x.div((Tensor)a[0]!),
        ["true_divide_(Scalar)"] = (x, a) => x.div((Scalar)a[0]!),
        ["elu_(Double)"] = (x, a) => x.elu((double)a[0]!),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void GivesWhatTheOutOfPlaceFormGives(string name)
    {
        var form = Forms().Single(f => Name(f) == name);
        var compared = 0;
        foreach (var dtype in Dtypes)
            foreach (var arguments in Arguments(form, dtype))
                foreach (var transposed in new[] { false, true })
                {
                    Tensor Fresh() => transposed ? Sample(dtype, 4, 3).t() : Sample(dtype, 3, 4);
                    var expected =
                        Try(() => Composed.TryGetValue(name, out var f) ? f(Fresh(), arguments)
                            : (Tensor)OutOfPlace(form)!.Invoke(Fresh(), arguments)!);
                    var x = Fresh();
                    var actual = Try(() => (Tensor)form.Invoke(x, arguments)!);
                    var what =
                        $"{dtype}, " +
                        string.Join(", ", arguments.Select(a => a is Tensor t ? t.dtype.ToString() : a?.ToString()));
                    if (expected is not null && expected.shape.SequenceEqual(x.shape) && Holds(dtype, expected.dtype))
                    {
                        Assert.True(ReferenceEquals(x, actual), $"{what}: threw, the out-of-place form does not");
                        Assert.True((bool)x.equal(expected.to(dtype))
                            || (bool)x.isclose(expected.to(dtype), 0, 0, true).all(), what);
                        compared++;
                    }
                    else
                    {
                        Assert.True(actual is null,
                            $"{what}: did not throw, " +
                            (expected is null ? "the out-of-place form does"
                                : $"a result of {expected.dtype} does not fit"));
                    }
                }
        Assert.True(compared > 0, "nothing was compared");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void HasTheGradientOfTheOutOfPlaceForm(string name)
    {
        var form = Forms().Single(f => Name(f) == name);
        foreach (var arguments in Arguments(form, float64))
        {
            var (x, y) = (Sample(float64, 3, 4).requires_grad_(), Sample(float64, 3, 4).requires_grad_());
            var expected =
                Try(() => Composed.TryGetValue(name, out var f) ? f(x * 1, arguments)
                    : (Tensor)OutOfPlace(form)!.Invoke(x * 1, arguments)!);
            if (expected is null || !expected.shape.SequenceEqual(y.shape)) continue;
            var actual = (Tensor)form.Invoke(y * 1, arguments)!;
            var weights = arange(12, dtype: float64).view(3, 4);
            (expected * weights).sum().backward();
            (actual * weights).sum().backward();
            Assert.True(x.grad!.allclose(y.grad!, 0, 0, equal_nan: true), name);
        }
    }

    [Fact]
    public void AFractionIsNotAddedToIntegers()
    {
        Assert.Throws<InvalidOperationException>(() => ones(3, dtype: int64).add_(ones(3, dtype: int64), 0.5));
        Assert.Throws<InvalidOperationException>(() => ones(3, dtype: int64).add_(0.5));
        Assert.Throws<InvalidOperationException>(() => ones(3, dtype: @bool).sub_(true));
        Assert.Throws<InvalidOperationException>(() => ones(3, dtype: @bool).neg_());
    }

    [Fact]
    public void AnOperandThatShowsTheMemoryElsewhereIsRejected()
    {
        var x = arange(9, dtype: float32).view(3, 3);
        Assert.Throws<InvalidOperationException>(() => x.add_(x.t()));
        Assert.Throws<InvalidOperationException>(() => x.mul_(x[0]));
        Assert.Throws<InvalidOperationException>(() => x[1].div_(x.view(9).slice(0, 2, 5, 1)));
        Assert.Equal(arange(9, dtype: float32).data<float>().ToArray(), x.data<float>().ToArray());
        // The same view, other rows, and operands with gaps, of which PyTorch cannot tell either, are fine.
        Assert.Equal(16, x.clone().add_(x)[2, 2].item<float>());
        x.add_(x.view(3, 3));
        Assert.Equal(16, x[2, 2].item<float>());
        x[0].add_(x[1]);
        Assert.Equal([6f, 10, 14], x[0].data<float>().ToArray());
        x.copy_(arange(9, dtype: float32).view(3, 3));
        x.add_(x.slice(1, 0, 1, 1)); // a column: with gaps
        Assert.Equal([0f, 1, 2, 6, 7, 8, 12, 13, 14], x.data<float>().ToArray());
    }

    private static Tensor Sample(ScalarType dtype, params long[] shape)
    {
        var n = shape.Aggregate(1L, (a, b) => a * b);
        var x = (arange(n, dtype: float64) * 0.37 + 0.25).view(shape) % 0.9 + 0.05;
        return IsFloat(dtype) ? x.to(dtype) : dtype == @bool ? x > 0.5 : (x * 7).to(dtype);
    }

    private static bool IsFloat(ScalarType dtype) => dtype is ScalarType.Float32 or ScalarType.Float64;

    /// <summary>PyTorch's rule (documentation of <c>torch.can_cast</c>): no fractions into integers, no numbers into
    /// booleans.</summary>
    private static bool Holds(ScalarType target, ScalarType result) =>
        target == result || (target != ScalarType.Bool && (IsFloat(target) || !IsFloat(result)));

    private static Tensor? Try(Func<Tensor> compute)
    {
        try
        {
            return compute();
        }
        catch (TargetInvocationException e)
        when (e.InnerException is InvalidOperationException or ArgumentException or NotSupportedException
        or DivideByZeroException)
        {
            return null;
        }
        catch (Exception e)
        when (e is InvalidOperationException or ArgumentException or NotSupportedException or DivideByZeroException)
        {
            return null;
        }
    }

    /// <summary>Combinations of values for the parameters: every value of each, the others at their first.</summary>
    private static IEnumerable<object?[]> Arguments(MethodInfo form, ScalarType dtype)
    {
        var choices = form.GetParameters().Select(p => Values(form.Name, p, dtype).ToArray()).ToArray();
        yield return [.. choices.Select(c => c[0])];
        for (var i = 0; i < choices.Length; i++)
            foreach (var value in choices[i].Skip(1)) yield return [.. choices.Select((c, j) => j == i ? value : c[0])];
    }

    private static IEnumerable<object?> Values(string form, ParameterInfo p, ScalarType dtype)
    {
        if (p.ParameterType == typeof(Tensor))
            return p.Name switch
            {
                "mask" => [Sample(@bool, 3, 4)],
                "index" =>
                    [form is "scatter_" or "scatter_add_" ? zeros(1, 4, dtype: int64) : tensor(new long[] { 2 })],
                "src" or "source" or "value" => [Sample(dtype, form is "masked_scatter_" ? 3 : 1, 4)],
                _ => [Sample(dtype, 3, 4), Sample(dtype, 4), Sample(dtype, 2, 3, 4), Sample(float64, 3, 4),
                    Sample(int64, 3, 4) + 1, Sample(@bool, 3, 4)],
            };
        if (p.ParameterType == typeof(Scalar))
            return p.Name == "min" ? [(Scalar)0, (Scalar)0.25] : [(Scalar)2, (Scalar)0.5, (Scalar)true];
        if (p.ParameterType == typeof(RoundingMode)) return [RoundingMode.None, RoundingMode.floor, RoundingMode.trunc];
        if (p.ParameterType == typeof(double)) return [p.DefaultValue is double d ? d : 1.0];
        return [p.HasDefaultValue ? p.DefaultValue : Activator.CreateInstance(p.ParameterType)];
    }
}
