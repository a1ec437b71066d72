using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Benchmarks;

/// <summary>Sums, softmax, normalization and attention, at the sizes of the GPT.</summary>
internal static class ReductionRows
{
    private const string Group = "rows: 96 sequences of 56";
    private const int Tokens = 96 * 56;

    public static IEnumerable<Row> All() =>
    [
        Of("sum of 5376 x 256", 256, x => x.sum()), Of("sum of 5376 x 256 over rows", 256, x => x.sum(dim: 0)),
        Of("softmax of 5376 x 256", 256, x => x.softmax(-1)),
        Of("log_softmax of 5376 x 256", 256, x => functional.log_softmax(x, -1)),
        new(Group, "log_softmax of 5376 x 256, backward", () =>
        {
            Tensor x = randn(Tokens, 256);
            return Scoped.Backward(() => functional.log_softmax(x, -1), x);
        }),
        Of("layer norm of 5376 x 96", 96, x => functional.layer_norm(x, [96], ones(96), zeros(96))),
        new(Group, "attention of 16 x 8 x 128 x 32, causal", () =>
        {
            (Tensor q, Tensor k, Tensor v) = Heads();
            return Scoped.Forward(() => functional.scaled_dot_product_attention(q, k, v, is_casual: true));
        }),
        new(Group, "attention of 16 x 8 x 128 x 32, causal, backward", () =>
        {
            (Tensor q, Tensor k, Tensor v) = Heads();
            return Scoped.Backward(() => functional.scaled_dot_product_attention(q, k, v, is_casual: true), q, k, v);
        }),
    ];

    private static (Tensor, Tensor, Tensor) Heads() =>
        (randn(16, 8, 128, 32), randn(16, 8, 128, 32), randn(16, 8, 128, 32));

    private static Row Of(string name, int width, Func<Tensor, Tensor> function) => new(Group, name, () =>
    {
        Tensor x = randn(Tokens, width);
        return Scoped.Forward(() => function(x));
    });
}
