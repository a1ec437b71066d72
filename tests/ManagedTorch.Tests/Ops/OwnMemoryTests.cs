using TorchSharp;
using static TorchSharp.torch;

namespace ManagedTorch.Tests.Ops;

/// <summary>
/// Operations that are no views give memory of their own, also where there is nothing to compute: what is written into
/// the result must not reach the operand.
/// </summary>
public sealed class OwnMemoryTests
{
    private static readonly Dictionary<string, (long[] Shape, Func<Tensor, Tensor> Run)> Cases = new()
    {
        ["repeat once"] = ([2, 3], x => x.repeat(1, 1)),
        ["repeat once in front"] = ([3], x => x.repeat(1, 1)),
        ["repeat_interleave once"] = ([3], x => x.repeat_interleave(1)),
        ["tile once"] = ([3], x => x.tile([1])),
        ["prod of one"] = ([1], x => x.prod()),
        ["prod along one"] = ([2, 1], x => x.prod(1, keepdim: true)),
        ["sum along one"] = ([2, 1], x => x.sum(1)),
        ["mean along one"] = ([2, 1], x => x.mean([1])),
        ["max along one"] = ([2, 1], x => x.max(1).values),
        ["amax along one"] = ([2, 1], x => x.amax([1], true)),
        ["amax of a number"] = ([], x => x.amax()),
        ["max of a number"] = ([], x => x.max()),
        ["sum of a number"] = ([], x => x.sum()),
        ["cumsum of a number"] = ([], x => x.cumsum(0)),
        ["logsumexp of a number"] = ([], x => x.logsumexp(0)),
        ["sort of a number"] = ([], x => x.sort().Values),
        ["flip of a number"] = ([], x => x.flip(0)),
        ["flip of no dimension"] = ([3], x => x.flip()),
        ["diff no times"] = ([3], x => x.diff(0)),
        ["roll by nothing"] = ([3], x => x.roll(0)),
        ["roll round"] = ([3], x => x.roll(3)),
        ["cat of one"] = ([3], x => cat([x])),
        ["stack of one"] = ([3], x => stack([x])),
        ["tril of all"] = ([2, 2], x => x.tril(5)),
        ["diag of a matrix"] = ([2, 2], x => x.diag()),
        ["pad by nothing"] = ([3], x => nn.functional.pad(x, [0, 0])),
        ["clamp within"] = ([3], x => x.clamp(-9, 9)),
        ["relu of positives"] = ([3], x => x.relu()),
        ["pow 1"] = ([3], x => x.pow(1)),
        ["norm of one"] = ([1], x => x.norm()),
        ["masked_select of all"] = ([3], x => x.masked_select(ones(3, dtype: @bool))),
        ["take_along_dim in place"] = ([3], x => x.take_along_dim(arange(3), 0)),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory, MemberData(nameof(Names))]
    public void WritingIntoTheResultLeavesTheOperand(string name)
    {
        var (shape, run) = Cases[name];
        var x = ones(shape);
        run(x).fill_(7);
        Assert.All(x.data<float>().ToArray(), value => Assert.Equal(1f, value));
    }
}
