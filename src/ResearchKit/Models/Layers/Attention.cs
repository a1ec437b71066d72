using static TorchSharp.torch;

namespace ResearchKit.Models.Layers;

/// <summary>
/// Changes or merely watches the attention weights of a layer, <c>[batch, heads, queries, keys]</c>: what it returns is
/// used. A model that has one does not use the engine's fused attention.
/// </summary>
/// <param name="layer">The decoder layer, from 0.</param>
/// <param name="weights">Softmax of the scores; each row sums to 1.</param>
public delegate Tensor AttentionHook(int layer, Tensor weights);

internal static class Attention
{
    /// <summary>[batch, tokens, heads * width] as [batch, heads, tokens, width], without a copy.</summary>
    public static Tensor Split(Tensor x, long heads) =>
        x.view(x.shape[0], x.shape[1], heads, x.shape[2] / heads).transpose(1, 2);

    /// <summary>The inverse of <see cref="Split"/>.</summary>
    public static Tensor Join(Tensor x)
    {
        var rows = x.transpose(1, 2);
        return rows.reshape(rows.shape[0], rows.shape[1], rows.shape[2] * rows.shape[3]);
    }

    /// <summary>Each head of keys or values once per query head that reads it (grouped-query attention).</summary>
    public static Tensor Repeat(Tensor x, long times)
    {
        if (times == 1) return x;
        var (batch, heads, rows, width) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
        return x.unsqueeze(2).expand(batch, heads, times, rows, width).reshape(batch, heads * times, rows, width);
    }

    /// <summary>softmax(q kᵀ / sqrt(width)) v, with the weights passed through a hook.</summary>
    public static Tensor Hooked(Tensor q, Tensor k, Tensor v, Tensor mask, int layer, AttentionHook hook)
    {
        var scores = (q / Math.Sqrt(q.shape[^1])).matmul(k.transpose(-1, -2));
        var weights = scores.masked_fill(mask.logical_not(), double.NegativeInfinity).softmax(-1);
        return hook(layer, weights).matmul(v);
    }
}
