using ManagedTorch.Autograd;
using ManagedTorch.Core;
using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// Attention as one node that keeps two numbers per query instead of its weights. Layouts that the kernel does not read
/// and a gradient that is itself differentiated are composed of tensor operations.
/// </summary>
internal static class AttentionOps
{
    internal static Tensor Apply(Tensor q, Tensor k, Tensor v, Tensor? mask, double dropout, bool causal)
    {
        if (dropout > 0 || !Fits(q, k, v) || (mask is not null && !MaskFits(mask, q, k)))
            return Composed(q, k, v, mask, dropout, causal);
        var bias = mask is null ? null : Bias(mask, q, k);
        var layout = new AttentionLayout(q, k, v, causal);
        var y = AttentionLayout.NewLike(q, v._shape[^1]);
        Tensor max = Tensor.New(q._dtype, q._shape[..^1]), sum = Tensor.NewLike(max);
        Dispatch.Float(q._dtype, new ForwardWork(layout, q, k, v, bias, y, max, sum));
        return q.ComputeRequiresGrad || k.ComputeRequiresGrad || v.ComputeRequiresGrad
            ? y.SetGradFn(new AttentionNode(q, k, v, bias, max, sum, layout)) : y;
    }

    private readonly struct ForwardWork(
        AttentionLayout layout, Tensor q, Tensor k, Tensor v, Tensor? bias, Tensor y, Tensor max, Tensor sum)
        : IForFloat
    {
        void IForFloat.Run<T>() => Attention.Forward(
            layout.Sizes, AttentionLayout.Heads<T>(q), AttentionLayout.Heads<T>(k), AttentionLayout.Heads<T>(v),
            AttentionLayout.Heads<T>(bias), AttentionLayout.Heads<T>(y), max.Values<T>(), sum.Values<T>());
    }

    private static Tensor Composed(Tensor q, Tensor k, Tensor v, Tensor? mask, double p, bool causal)
    {
        if (mask is { _dtype: not ScalarType.Bool }) return Weighted(Scores(q, k) + mask);
        if (causal) mask = ones(q._shape[^2], k._shape[^2], ScalarType.Bool).tril();
        return Weighted(mask is null ? Scores(q, k)
            : Scores(q, k).masked_fill(mask.logical_not(), double.NegativeInfinity));

        Tensor Weighted(Tensor scores)
        {
            var weights = scores.softmax(-1);
            return (p > 0 ? nn.functional.dropout(weights, p) : weights).matmul(v);
        }
    }

    /// <summary>softmax(q k^T / sqrt(width) + added), recorded as its parts.</summary>
    internal static Tensor Scored(Tensor q, Tensor k, Tensor? added) =>
        (added is null ? Scores(q, k) : Scores(q, k) + added).softmax(-1);

    private static Tensor Scores(Tensor q, Tensor k) => (q / Math.Sqrt(q._shape[^1])).matmul(k.mT);

    /// <summary>The weights outside a fused pass, with the bias that stands for a mask.</summary>
    internal static Tensor Weights(Tensor q, Tensor k, Tensor? bias, bool causal)
    {
        var scores = Scores(q, k);
        if (bias is not null) scores = scores + bias;
        if (causal)
            scores =
                scores.masked_fill(ones(q._shape[^2], k._shape[^2], ScalarType.Bool).tril().logical_not(),
                    double.NegativeInfinity);
        return scores.softmax(-1);
    }

    private static bool Fits(Tensor q, Tensor k, Tensor v) =>
        q._dtype is ScalarType.Float32 or ScalarType.Float64 && k._dtype == q._dtype && v._dtype == q._dtype
        && q.Rank is 2 or 3 or 4 && k.Rank == q.Rank && v.Rank == q.Rank
        && q._count > 0 && k._count > 0 && v._count > 0
        && q._shape.AsSpan(..^2).SequenceEqual(k._shape.AsSpan(..^2))
        && q._shape.AsSpan(..^2).SequenceEqual(v._shape.AsSpan(..^2))
        && q._shape[^1] == k._shape[^1] && k._shape[^2] == v._shape[^2]
        && AttentionLayout.Reads(q) && AttentionLayout.Reads(k) && AttentionLayout.Reads(v);

    /// <summary>A mask that learns, is of another type or is to be broadcast along keys is left to tensor
    /// operations.</summary>
    private static bool MaskFits(Tensor mask, Tensor q, Tensor k)
    {
        if ((mask._dtype != ScalarType.Bool && mask._dtype != q._dtype) || mask.ComputeRequiresGrad
            || mask.Rank > q.Rank || mask.Rank < 1) return false;
        for (var i = 1; i <= mask.Rank; i++)
        {
            var size = i == 1 ? k._shape[^2] : q._shape[^i];
            if (mask._shape[^i] != size && (i == 1 || mask._shape[^i] != 1)) return false;
        }
        return true;
    }

    /// <summary>The mask as what is added to the scores, with a distance of 0 along dimensions that it does not
    /// have.</summary>
    private static Tensor Bias(Tensor mask, Tensor q, Tensor k)
    {
        using var off = no_grad();
        var bias = mask.detach();
        if (mask._dtype == ScalarType.Bool)
            bias = zeros(mask._shape, q._dtype).masked_fill(mask.logical_not(), double.NegativeInfinity);
        else if (mask._strides[^1] != 1) bias = bias.contiguous();
        return bias.expand([.. q._shape[..^1], k._shape[^2]], false);
    }
}

/// <summary>How the kernel reads [batch, heads, rows, width], [heads, rows, width] and [rows, width].</summary>
internal readonly record struct AttentionLayout(AttentionSizes Sizes)
{
    internal AttentionLayout(Tensor q, Tensor k, Tensor v, bool causal) : this(new AttentionSizes(
        q.Rank == 4 ? (int)q._shape[0] : 1, q.Rank > 2 ? (int)q._shape[^3] : 1, (int)q._shape[^2], (int)k._shape[^2],
        (int)q._shape[^1], (int)v._shape[^1], causal))
    { }

    /// <summary>Whether elements of a row are adjacent and rows do not overlap.</summary>
    internal static bool Reads(Tensor x) =>
        x._strides[^1] == 1 && x._strides[^2] >= x._shape[^1] && x._strides[^2] <= int.MaxValue;

    internal static Heads<T> Heads<T>(Tensor? x) where T : unmanaged => x is null ? default : new(x.Memory<T>(),
        new HeadStrides(x.Rank == 4 ? x._strides[0] : 0, x.Rank > 2 ? x._strides[^3] : 0, (int)x._strides[^2]));

    /// <summary>Undefined contents; where the heads of <paramref name="like"/> lie inside its rows, so do the new ones:
    /// they need no copy to be joined again.</summary>
    internal static Tensor NewLike(Tensor like, long width)
    {
        long[] shape = [.. like._shape[..^1], width];
        if (like.Rank != 4 || like._strides[1] >= like._strides[2]) return Tensor.New(like._dtype, shape);
        var (heads, rows) = (shape[1], shape[2]);
        long[] strides = [rows * heads * width, width, heads * width, 1];
        var count = Shapes.Count(shape);
        return new Tensor(TensorStorage.Rent(like._dtype, count), like._dtype, shape, strides, 0, count,
            Shapes.IsContiguous(shape, strides));
    }
}

internal sealed class AttentionNode(Tensor q, Tensor k, Tensor v, Tensor? bias, Tensor max, Tensor sum,
    AttentionLayout layout)
    : Node(q.GradientEdge, k.GradientEdge, v.GradientEdge)
{
    private readonly bool _biased = bias is not null;
    private SavedTensor _q = new(q);
    private SavedTensor _k = new(k);
    private SavedTensor _v = new(v);
    private SavedTensor _bias = bias is null ? default : new(bias);
    private SavedTensor _max = new(max);
    private SavedTensor _sum = new(sum);

    internal override string Name => "scaled_dot_product_attention";

    internal override void Backward(Tensor grad)
    {
        Tensor q = _q.Get(this), k = _k.Get(this), v = _v.Get(this);
        var bias = _biased ? _bias.Get(this) : null;
        if (Engine.CreatesGraph)
        {
            Composed(grad, q, k, v, bias);
            return;
        }
        if (!AttentionLayout.Reads(grad)) grad = grad.contiguous();
        Tensor? gq = Place(To0, q), gk = Place(To1, k), gv = Place(To2, v);
        Dispatch.Float(grad._dtype, new DirectWork(
            layout, (q, k, v, bias), (_max.Get(this), _sum.Get(this)), grad, (gq, gk, gv)));
        if (gq is not null) AccumulateGrad(To0, gq);
        if (gk is not null) AccumulateGrad(To1, gk);
        if (gv is not null) AccumulateGrad(To2, gv);
    }

    private readonly struct DirectWork(
        AttentionLayout layout, (Tensor Q, Tensor K, Tensor V, Tensor? Bias) inputs, (Tensor Max, Tensor Sum) rows,
        Tensor grad, (Tensor? Q, Tensor? K, Tensor? V) gradients) : IForFloat
    {
        void IForFloat.Run<T>() => Attention.Backward(
            layout.Sizes, AttentionLayout.Heads<T>(inputs.Q), AttentionLayout.Heads<T>(inputs.K),
            AttentionLayout.Heads<T>(inputs.V), AttentionLayout.Heads<T>(inputs.Bias), rows.Max.Values<T>(),
            rows.Sum.Values<T>(), AttentionLayout.Heads<T>(grad), AttentionLayout.Heads<T>(gradients.Q),
            AttentionLayout.Heads<T>(gradients.K), AttentionLayout.Heads<T>(gradients.V));
    }

    /// <summary>Where the gradient of an input is written: in its place beside those of other heads, if it has
    /// one.</summary>
    private static Tensor? Place(Node? to, Tensor input)
    {
        if (!NeedsInputGrad(to)) return null;
        return to!.GradientDestination(input._dtype) is { } destination && Shapes.Same(destination._shape, input._shape)
            && AttentionLayout.Reads(destination)
            ? destination
            : AttentionLayout.NewLike(input, input._shape[^1]);
    }

    private void Composed(Tensor grad, Tensor q, Tensor k, Tensor v, Tensor? bias)
    {
        var weights = AttentionOps.Weights(q, k, bias, layout.Sizes.Causal);
        var inner = grad.matmul(v.mT);
        var scores = (inner - (inner * weights).sum(-1, keepdim: true)) * weights;
        var root = Math.Sqrt(layout.Sizes.Width);
        if (NeedsInputGrad(To0)) AccumulateGrad(To0, scores.matmul(k) / root);
        if (NeedsInputGrad(To1)) AccumulateGrad(To1, scores.mT.matmul(q / root));
        if (NeedsInputGrad(To2)) AccumulateGrad(To2, weights.mT.matmul(grad));
    }

    internal override void ReleaseSaved()
    {
        _q.Release();
        _k.Release();
        _v.Release();
        _bias.Release();
        _max.Release();
        _sum.Release();
    }
}
