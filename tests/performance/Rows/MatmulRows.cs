using static TorchSharp.torch;

namespace Benchmarks;

/// <summary>Matrix products: squares, a layer of the GPT, and a token through a layer.</summary>
internal static class MatmulRows
{
    private const string Group = "matrix products";

    public static IEnumerable<Row> All() =>
    [
        .. ((int[])[64, 128, 256, 512, 1024, 2048]).Select(n => Square(n, ScalarType.Float32)),
        .. ((int[])[512, 1024]).Select(n => Square(n, ScalarType.Float64)),
        Product("5376 x 96 times 96 x 96", 5376, 96, 96, transposed: false),
        Product("1 x 4096 times a transposed 4096 x 4096", 1, 4096, 4096, transposed: true),
        Product("2 x 4096 times a transposed 4096 x 4096", 2, 4096, 4096, transposed: true),
        Product("16 x 1024 times a transposed 1024 x 1024", 16, 1024, 1024, transposed: true),
        Product("4096 x 4096 times 4096 x 1", 4096, 1, 4096, transposed: false),
    ];

    private static Row Square(int n, ScalarType type) => Product(
        $"{n} x {n} times {n} x {n}" + (type == ScalarType.Float64 ? ", float64" : ""), n, n, n, false, type);

    private static Row Product(
        string name, int m, int n, int k, bool transposed, ScalarType type = ScalarType.Float32) =>
        new(Group, name, () =>
        {
            Tensor a = randn([m, k], type), b = transposed ? randn([n, k], type).t() : randn([k, n], type);
            return Scoped.Forward(() => a.matmul(b)) with { Made = 2e-9 * m * n * k };
        })
        { Rate = "GFLOP/s" };
}
