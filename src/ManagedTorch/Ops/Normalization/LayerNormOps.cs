using ManagedTorch.Autograd;
using ManagedTorch.Core;
using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Layer normalization as one node; a gradient that is itself differentiated is composed of tensor
/// operations.</summary>
internal static class LayerNormOps
{
    internal static Tensor Apply(Tensor x, long[] shape, Tensor? weight, Tensor? bias, double eps)
    {
        if (shape.Length > x.Rank || !x._shape.AsSpan(x.Rank - shape.Length).SequenceEqual(shape))
            throw new ArgumentException(
                $"layer_norm: the last sizes of {Shapes.Text(x._shape)} must be {Shapes.Text(shape)}.");
        var fused = x._dtype is (ScalarType.Float32 or ScalarType.Float64) && x._count > 0 && Fits(weight)
            && Fits(bias);
        if (!fused)
        {
            var (normal, _) = Normalize(x, Dims(shape), eps);
            if (weight is not null) normal = normal * weight;
            return bias is null ? normal : normal + bias;
        }
        x = x.contiguous();
        var columns = Shapes.Count(shape);
        var y = Tensor.NewLike(x);
        Tensor mean = Tensor.New(x._dtype, [x._count / columns]), rstd = Tensor.NewLike(mean);
        Dispatch.Float(x._dtype, new ForwardWork(x, weight, bias, eps, y, mean, rstd));
        var tracks = x.ComputeRequiresGrad || weight is { ComputeRequiresGrad: true }
            || bias is { ComputeRequiresGrad: true };
        return tracks ? y.SetGradFn(new LayerNormNode(x, weight, bias, mean, rstd, shape, eps)) : y;

        bool Fits(Tensor? t) => t is null || (t._dtype == x._dtype && t._contiguous && Shapes.Same(t._shape, shape));
    }

    private readonly struct ForwardWork(
        Tensor x, Tensor? weight, Tensor? bias, double eps, Tensor y, Tensor mean, Tensor rstd) : IForFloat
    {
        void IForFloat.Run<T>() => LayerNormRows.Forward<T>(
            x.Values<T>(), weight is null ? default : weight.Values<T>(), bias is null ? default : bias.Values<T>(),
            eps, mean._count, x._count / mean._count, y.Values<T>(), mean.Values<T>(), rstd.Values<T>());
    }

    internal static long[] Dims(long[] shape)
    {
        var dims = new long[shape.Length];
        for (var i = 0; i < dims.Length; i++) dims[i] = i - dims.Length;
        return dims;
    }

    /// <summary>(x - mean) rstd, and rstd, of tensor operations.</summary>
    internal static (Tensor Normal, Tensor Rstd) Normalize(Tensor x, long[] dims, double eps)
    {
        var centered = x - x.mean(dims, keepdim: true);
        var rstd = (centered.square().mean(dims, keepdim: true) + eps).rsqrt();
        return (centered * rstd, rstd);
    }
}

internal sealed class LayerNormNode(Tensor x, Tensor? weight, Tensor? bias, Tensor mean, Tensor rstd, long[] shape,
    double eps)
    : Node(x.GradientEdge, weight?.GradientEdge, bias?.GradientEdge)
{
    private readonly bool _weighted = weight is not null;
    private SavedTensor _x = new(x);
    private SavedTensor _weight = weight is null ? default : new(weight);
    private SavedTensor _mean = new(mean);
    private SavedTensor _rstd = new(rstd);

    internal override string Name => "layer_norm";

    internal override void Backward(Tensor grad)
    {
        if (Engine.CreatesGraph) Composed(grad);
        else Dispatch.Float(grad._dtype, new DirectWork(this, grad.contiguous()));
    }

    private readonly struct DirectWork(LayerNormNode node, Tensor grad) : IForFloat
    {
        void IForFloat.Run<T>() => node.Direct<T>(grad);
    }

    private void Direct<T>(Tensor grad) where T : unmanaged
    {
        Tensor x = _x.Get(this), mean = _mean.Get(this), rstd = _rstd.Get(this);
        int rows = mean._count, columns = x._count / rows;
        if (NeedsInputGrad(To0))
        {
            var gx = Tensor.NewLike(grad);
            ReadOnlySpan<T> scale = _weighted ? _weight.Get(this).Values<T>() : default;
            LayerNormRows.InputGradient<T>(grad.Values<T>(), x.Values<T>(), scale, mean.Values<T>(), rstd.Values<T>(),
                rows, columns, gx.Values<T>());
            AccumulateGrad(To0, gx);
        }
        if (!NeedsInputGrad(To1) && !NeedsInputGrad(To2)) return;
        var gw = NeedsInputGrad(To1) ? Tensor.New(grad._dtype, shape) : null;
        var gb = NeedsInputGrad(To2) ? Tensor.New(grad._dtype, shape) : null;
        LayerNormRows.ParameterGradients<T>(grad.Values<T>(), x.Values<T>(), mean.Values<T>(), rstd.Values<T>(), rows,
            columns,
            gw is null ? default : gw.Values<T>(), gb is null ? default : gb.Values<T>());
        if (gw is not null) AccumulateGrad(To1, gw);
        if (gb is not null) AccumulateGrad(To2, gb);
    }

    private void Composed(Tensor grad)
    {
        var dims = LayerNormOps.Dims(shape);
        var (normal, scale) = LayerNormOps.Normalize(_x.Get(this), dims, eps);
        if (NeedsInputGrad(To0))
        {
            var h = _weighted ? grad * _weight.Get(this) : grad;
            AccumulateGrad(To0,
                scale * (h - h.mean(dims, keepdim: true) - normal * (h * normal).mean(dims, keepdim: true)));
        }
        if (NeedsInputGrad(To1)) AccumulateGrad(To1, SumOps.SumTo(grad * normal, shape));
        if (NeedsInputGrad(To2)) AccumulateGrad(To2, SumOps.SumTo(grad, shape));
    }

    internal override void ReleaseSaved()
    {
        _x.Release();
        _weight.Release();
        _mean.Release();
        _rstd.Release();
    }
}
