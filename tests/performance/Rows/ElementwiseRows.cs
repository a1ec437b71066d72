using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Benchmarks;

/// <summary>Functions of every element of a million.</summary>
internal static class ElementwiseRows
{
    private const int Count = 1 << 20;

    public static IEnumerable<Row> All() =>
    [
        Of("add", x => x.add(x)), Of("exp", exp), Of("log", x => x.log(), positive: true), Of("tanh", tanh),
        Of("sigmoid", sigmoid), Of("silu", x => functional.silu(x)), Of("gelu", x => functional.gelu(x)),
        new("a million elements", "gelu, backward", () =>
        {
            Tensor x = randn(Count);
            return Scoped.Backward(() => functional.gelu(x), x);
        }),
        Of("dropout", x => functional.dropout(x, 0.1)),
        new("a million elements", "rand", () => Scoped.Forward(() => rand(Count))),
        new("a million elements", "randn", () => Scoped.Forward(() => randn(Count))),
        Of("sort", x => x.sort().Values),
    ];

    private static Row Of(string name, Func<Tensor, Tensor> function, bool positive = false) =>
        new("a million elements", name, () =>
        {
            Tensor x = positive ? rand(Count) + 0.1 : randn(Count);
            return Scoped.Forward(() => function(x));
        });
}
