using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// Products over so many terms that one running sum of float32 would lose digits, such as a weight's gradient over a
/// million rows: products of blocks, added up in pairs. Shorter ones add up in the order of k.
/// </summary>
internal static class TallProduct
{
    /// <summary>The terms of a block.</summary>
    private const long Block = 4096;

    /// <summary>The most terms that are one running sum: more than any batch of the labs has rows.</summary>
    internal const long Longest = 65_536;

    /// <summary>Writes or adds [n, k] x [k, m] to a contiguous <paramref name="y"/>.</summary>
    internal static void Write(Tensor a, Tensor b, Tensor y, bool accumulate)
    {
        using var scope = NewDisposeScope();
        var (left, right) = (a.detach(), b.detach());
        if (!accumulate)
        {
            Tree(left, right, 0, left._shape[1], y);
            return;
        }

        var sum = Tensor.New(y._dtype, [.. y._shape]);
        Tree(left, right, 0, left._shape[1], sum);
        y.detach().add_(sum);
    }

    private static void Tree(Tensor a, Tensor b, long start, long count, Tensor y)
    {
        if (count <= Block)
        {
            MatMulOps.RunningProduct(a.narrow(1, start, count), b.narrow(0, start, count), y, accumulate: false);
            return;
        }

        var half = (count / Block + 1) / 2 * Block;
        Tree(a, b, start, half, y);
        using var rest = Tensor.New(y._dtype, [.. y._shape]);
        Tree(a, b, start + half, count - half, rest);
        y.add_(rest);
    }
}
