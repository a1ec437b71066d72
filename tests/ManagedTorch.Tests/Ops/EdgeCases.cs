using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ManagedTorch.Tests.Ops;

/// <summary>The expressions of Fixtures/ops/edges.py in C#, by the same names, and the fixture itself.</summary>
internal static class EdgeCases
{
    internal static readonly IReadOnlyDictionary<string, Func<Tensor[], Tensor>> All =
        new Dictionary<string, Func<Tensor[], Tensor>>
        {
            ["floor of fractions"] = x => x[0].div(x[1], RoundingMode.floor),
            ["floor of fractions by infinities"] = x => x[0].div(x[1], RoundingMode.floor),
            ["floor of infinities"] = x => x[0].div(x[1], RoundingMode.floor),
            ["floor by zero"] = x => x[0].div(x[1], RoundingMode.floor),
            ["floor of floats by a number"] = x => x[0].div(0.1, RoundingMode.floor),
            ["trunc of fractions"] = x => x[0].div(x[1], RoundingMode.trunc),
            ["remainder"] = x => x[0].remainder(x[1]),
            ["remainder by infinities"] = x => x[0].remainder(x[1]),
            ["fmod"] = x => x[0].fmod(x[1]),
            ["fmod by infinities"] = x => x[0].fmod(x[1]),
            ["fmod of an infinity"] = x => x[0].fmod(x[1]),
            ["fmod broadcast"] = x => x[0].fmod(x[1]),
            ["powers of integers"] = x => x[0].pow(x[1]),
            ["integers to the power -1"] = x => x[0].pow(-1),
            ["square of int8"] = x => x[0].square(),
            ["square of booleans"] = x => x[0].square(),
            ["powers of zeros"] = x => x[0].pow(x[1]),
            ["maximum of NaN"] = x => x[0].maximum(x[1]),
            ["minimum of equals"] = x => x[0].minimum(x[1]),
            ["clamp of NaN"] = x => x[0].clamp(-1, 2),
            ["clamp between tensors"] = x => x[0].clamp(x[1], x[2]),
            ["clamp of integers between fractions"] = x => x[0].clamp(x[1], x[2]),
            ["max with NaN"] = x => x[0].max(),
            ["min of equals"] = x => x[0].min(),
            ["median with NaN"] = x => x[0].median(),
            ["median of equals"] = x => x[0].median(),
            ["median of nothing"] = x => x[0].median(),
            ["quantile with infinities"] = x => x[0].quantile(tensor(0.75f), 0),
            ["quantile of equals"] = x => x[0].quantile(tensor(0.4f), 0),
            ["quantile of a number"] = x => x[0].quantile(tensor(0.3f), 0),
            ["quantile of nothing"] = x => x[0].quantile(tensor(0.3f), 0),
            ["std of equals"] = x => x[0].std(),
            ["std of rows, one of equals"] = x => x[0].std(1),
            ["logsumexp of nothing"] = x => x[0].logsumexp(0),
            ["logsumexp of integers"] = x => x[0].logsumexp(0),
            ["abs of uint8"] = x => x[0].abs(),
            ["abs of int8"] = x => x[0].abs(),
            ["sinh of uint8"] = x => x[0].sinh(),
            ["sinh near 0"] = x => x[0].sinh(),
            ["cosh of booleans"] = x => x[0].cosh(),
            ["softsign of uint8"] = x => F.softsign(x[0]),
            ["sign of booleans"] = x => x[0].sign(),
            ["isinf of booleans"] = x => x[0].isinf(),
            ["relu6 of integers"] = x => F.relu6(x[0]),
            ["hardtanh of int8"] = x => F.hardtanh(x[0]),
            ["in-place relu of integers"] = x => x[0].relu_(),
            ["sum as int32"] = x => x[0].detach().sum(dim: 0, type: int32),
            ["sum as int8 wraps"] = x => x[0].sum(dim: 0, type: int8),
            ["float minus booleans"] = x => x[0] - x[1],
            ["number minus booleans"] = x => 1 - x[0],
            ["booleans minus a number"] = x => x[0] - 1,
            ["diff of booleans"] = x => x[0].diff(),
            ["add half of integers"] = x => x[0].add(x[1], 0.5),
            ["addcdiv of integers"] = x => x[0].addcdiv(x[1], x[2], 1),
            ["xlogy of zeros"] = x => x[0].xlogy(x[1]),
            ["xlogy by integers"] = x => x[0].xlogy(x[1]),
            ["logaddexp of an infinity"] = x => x[0].logaddexp(x[1]),
            ["matmul of no elements"] = x => x[0].matmul(x[1]),
            ["batched matmul of no elements"] = x => x[0].matmul(x[1]),
            ["matmul without batches"] = x => x[0].matmul(x[1]),
            ["linear of no elements"] = x => F.linear(x[0], x[1]),
            ["masked_select of a number"] = x => x[0].masked_select(x[1]),
            ["a number under a mask"] = x => x[0].index(x[1]),
            ["rows under a mask of no dimensions"] = x => x[0].index(x[1]),
            ["movedim of a number"] = x => movedim(x[0], 0, 0),
            ["flip of a number"] = x => x[0].flip(0),
            ["unbind of a number"] = x => stack(x[0].unbind(0)),
            ["split of a number"] = x => x[0].split(1)[0],
            ["chunk of a number"] = x => x[0].chunk(1)[0],
            ["diff of a number"] = x => x[0].diff(),
            ["take_along_dim of a number"] = x => x[0].take_along_dim(x[1], 0),
            ["diff past the end"] = x => x[0].diff(3),
            ["chunks of nothing"] = x => stack(x[0].chunk(3)),
            ["split of nothing by 0"] = x => x[0].split(0)[0],
            ["masked_fill by a larger mask"] = x => x[0].masked_fill(x[1], 9),
            ["in-place masked_fill by a larger mask"] = x => x[0].clone().masked_fill_(x[1], 9),
            ["put a row with a dimension too many"] = x => x[0].clone()
                .index_put_(x[1], TensorIndex.Single(0), TensorIndex.Ellipsis),
            ["put at an index with a dimension too many"] = x => x[0].clone().index_put_(x[2], x[1]),
            ["put integers among fractions"] = x => x[0].clone().index_put_(x[2], x[1]),
            ["put one integer among fractions"] = x => x[0].clone().index_put_(x[2], x[1]),
            ["outer of a matrix"] = x => x[0].outer(x[1]),
            ["trace of three dimensions"] = x => x[0].trace(),
            ["take_along_dim of other ranks"] = x => x[0].take_along_dim(x[1], 0),
            ["write to repeated memory"] = x => x[0].clone().expand(2, 3).add_(1),
            ["integers into booleans"] = x => x[0].clone().add_(x[1]),
            ["celu of NaN"] = x => F.celu(x[0], 1),
            ["hardtanh of NaN"] = x => F.hardtanh(x[0]),
            ["glu of an odd size"] = x => F.glu(x[0]),
            ["glu of a number"] = x => F.glu(x[0]),
            ["fmax of equals and NaN"] = x => x[0].fmax(x[1]),
            ["fmin of equals"] = x => x[0].fmin(x[1]),
            ["hypot of uint8"] = x => x[0].hypot(x[1]),
            ["logaddexp2 of numbers"] = x => x[0].logaddexp2(x[1]),
            ["searchsorted of NaN"] = x => searchsorted(x[0], x[1]),
            ["searchsorted of a number"] = x => searchsorted(x[0], x[1], right: true),
            ["index_fill of a number"] = x => x[0].index_fill(0, x[1], 3),
            ["inner of nothing"] = x => x[0].inner(x[1]),
            ["slices of nothing"] = x => x[0].index(TensorIndex.Slice(-1, 3), TensorIndex.Slice(-1)),
            ["cross entropy of ignored targets"] = x => F.cross_entropy(x[0], x[1]),
            ["smooth cross entropy of ignored targets"] = x => F.cross_entropy(x[0], x[1], label_smoothing: 0.1),
            ["nll of an ignored infinity"] = x => F.nll_loss(x[0], x[1]),
            ["huber of infinities"] = x => F.huber_loss(x[0], x[1], reduction: nn.Reduction.Sum),
            ["smooth l1 of infinities"] = x => F.smooth_l1_loss(x[0], x[1], nn.Reduction.Sum),
        };

    /// <param name="Output">What PyTorch gives; null where it rejects.</param>
    /// <param name="Gradients">Of every input for the incoming gradient cos 1, cos 2, ...; null where there is none to
    /// be had.</param>
    internal sealed record Case(OpCases.Stored[] Inputs, OpCases.Stored? Output, OpCases.Stored?[]? Gradients);

    internal static readonly IReadOnlyDictionary<string, Case> Fixture = Read();

    private static Dictionary<string, Case> Read()
    {
        using var json =
            JsonDocument.Parse(
                File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "ops", "edges.json")));
        return json.RootElement.GetProperty("cases").EnumerateArray().ToDictionary(
            c => c.GetProperty("name").GetString()!,
            c => new Case(
                c.GetProperty("inputs").EnumerateArray().Select(OpCases.Read).ToArray(),
                c.TryGetProperty("output", out var output) ? OpCases.Read(output) : null,
                c.TryGetProperty("gradients", out var gradients)
                    ? gradients.EnumerateArray().Select(g => g.ValueKind == JsonValueKind.Null ? null : OpCases.Read(g))
                    .ToArray()
                    : null));
    }
}
