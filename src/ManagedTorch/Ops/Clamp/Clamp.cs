using ManagedTorch.Autograd;
using ManagedTorch.Core;
using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

// Limits: elementwise maximum and minimum of two tensors, and clamping.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The larger of both, elementwise and broadcast; NaN where either is NaN.</summary>
        public Tensor maximum(Tensor other) => MaximumOps.Apply<Maximum>("maximum", this, other, larger: true);
        /// <summary>The smaller of both, elementwise and broadcast; NaN where either is NaN.</summary>
        public Tensor minimum(Tensor other) => MaximumOps.Apply<Minimum>("minimum", this, other, larger: false);
        /// <summary>The larger of both, elementwise and broadcast; NaN where either is NaN.</summary>
        public Tensor max(Tensor other) => maximum(other);
        /// <summary>The smaller of both, elementwise and broadcast; NaN where either is NaN.</summary>
        public Tensor min(Tensor other) => minimum(other);

        /// <summary>The elements, limited to [min, max]; a null bound does not limit, two are an error.</summary>
        public Tensor clamp(Scalar? min = null, Scalar? max = null)
        {
            if (min is null && max is null) throw new ArgumentException("clamp: give min, max or both.");
            return MaximumOps.Clamp(this, min, max);
        }

        /// <summary>The elements, limited to [min, max]; a null bound does not limit, two are an error.</summary>
        public Tensor clamp(Tensor? min = null, Tensor? max = null)
        {
            if (min is null && max is null) throw new ArgumentException("clamp: give min, max or both.");
            return MaximumOps.Clamp(this, min, max);
        }

        /// <summary><see cref="clamp(Scalar, Scalar)"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) =>
            InPlace.By("clamp_", this, x => x.clamp(min, max));
        /// <summary><see cref="clamp(Tensor, Tensor)"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor clamp_(Tensor? min = null, Tensor? max = null) =>
            InPlace.By("clamp_", this, x => x.clamp(min, max));
        /// <summary>The elements, no smaller than min.</summary>
        public Tensor clamp_min(Scalar min) => MaximumOps.Clamp(this, min, null);
        /// <summary>The elements, no larger than max.</summary>
        public Tensor clamp_max(Scalar max) => MaximumOps.Clamp(this, null, max);
        /// <summary>Limits the elements from below, in place.</summary>
        public Tensor clamp_min_(Scalar min) => clamp_(min, null);
        /// <summary>Limits the elements from above, in place.</summary>
        public Tensor clamp_max_(Scalar max) => clamp_(null, max);
        /// <inheritdoc cref="clamp(Scalar, Scalar)"/>
        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);
    }

    /// <inheritdoc cref="Tensor.maximum(Tensor)"/>
    public static Tensor maximum(Tensor input, Tensor other) => input.maximum(other);
    /// <inheritdoc cref="Tensor.minimum(Tensor)"/>
    public static Tensor minimum(Tensor input, Tensor other) => input.minimum(other);
    /// <inheritdoc cref="Tensor.max(Tensor)"/>
    public static Tensor max(Tensor input, Tensor other) => input.maximum(other);
    /// <inheritdoc cref="Tensor.min(Tensor)"/>
    public static Tensor min(Tensor input, Tensor other) => input.minimum(other);
    /// <inheritdoc cref="Tensor.clamp(Scalar, Scalar)"/>
    public static Tensor clamp(Tensor input, Scalar? min = null, Scalar? max = null) => input.clamp(min, max);
    /// <inheritdoc cref="Tensor.clamp(Tensor, Tensor)"/>
    public static Tensor clamp(Tensor input, Tensor? min = null, Tensor? max = null) => input.clamp(min, max);
    /// <inheritdoc cref="Tensor.clamp_(Scalar, Scalar)"/>
    public static Tensor clamp_(Tensor input, Scalar? min = null, Scalar? max = null) => input.clamp_(min, max);
    /// <inheritdoc cref="Tensor.clamp_min(Scalar)"/>
    public static Tensor clamp_min(Tensor input, Scalar min) => input.clamp_min(min);
    /// <inheritdoc cref="Tensor.clamp_max(Scalar)"/>
    public static Tensor clamp_max(Tensor input, Scalar max) => input.clamp_max(max);
    /// <inheritdoc cref="Tensor.clip(Scalar, Scalar)"/>
    public static Tensor clip(Tensor input, Scalar? min = null, Scalar? max = null) => input.clip(min, max);
}

internal static class MaximumOps
{
    internal static Tensor Apply<TOp>(string op, Tensor a, Tensor b, bool larger) where TOp : struct, IBinary
    {
        BinaryOps.Promote(ref a, ref b);
        var y = BinaryOps.Apply<TOp>(op, a, b);
        return a.ComputeRequiresGrad || b.ComputeRequiresGrad ? y.SetGradFn(new MaximumNode(a, b, larger)) : y;
    }

    internal static Tensor Clamp(Tensor x, Tensor? min, Tensor? max)
    {
        if (min is null) return x.minimum(max!);
        if (max is null) return x.maximum(min);
        BinaryOps.Promote(ref x, ref min);
        BinaryOps.Promote(ref x, ref max);
        var y = x.detach().maximum(min.detach()).minimum(max.detach());
        // Within the limits, and on them, the gradient is the tensor's; beyond them the limit's.
        return x.ComputeRequiresGrad || min.ComputeRequiresGrad || max.ComputeRequiresGrad
            ? y.SetGradFn(new ClampToNode(x, min.to(x._dtype), max)) : y;
    }

    internal static Tensor Clamp(Tensor x, Scalar? min, Scalar? max)
    {
        if (min is not null) x = BinaryOps.WithNumber(x, min);
        if (max is not null) x = BinaryOps.WithNumber(x, max);
        var y = x;
        if (min is not null) y = BinaryOps.ApplyScalar<Maximum>(y, min.Real);
        if (max is not null) y = BinaryOps.ApplyScalar<Minimum>(y, max.Real);
        return x.ComputeRequiresGrad
            ? y.SetGradFn(new ClampNode(x, min?.Real ?? double.NegativeInfinity, max?.Real ?? double.PositiveInfinity))
            : y;
    }
}

internal sealed class ClampToNode(Tensor x, Tensor min, Tensor max) : Node(x.GradientEdge, min.GradientEdge)
{
    private readonly Node? _to2 = max.GradientEdge;
    private SavedTensor _x = new(x);
    private SavedTensor _min = new(min);
    private SavedTensor _max = new(max);

    internal override string Name => "clamp";

    internal override int EdgeCount => 3;

    internal override Node? GetEdge(int i) => i == 2 ? _to2 : base.GetEdge(i);

    internal override void Backward(Tensor grad)
    {
        var (x, min, max) = (_x.Get(this), _min.Get(this), _max.Get(this));
        if (NeedsInputGrad(To0)) AccumulateGrad(To0, Where((x >= min) & (x <= max), x));
        if (NeedsInputGrad(To1)) AccumulateGrad(To1, Where((x < min) & (min < max), min));
        if (NeedsInputGrad(_to2)) AccumulateGrad(_to2, Where((x > max) | (max < min), max));

        Tensor Where(Tensor chosen, Tensor operand) => SumOps.SumTo(grad.masked_fill(~chosen, 0), operand._shape);
    }

    internal override void ReleaseSaved()
    {
        _x.Release();
        _min.Release();
        _max.Release();
    }
}

/// <summary>The gradient goes to the operand that was chosen, half to each where they are equal.</summary>
internal sealed class MaximumNode(Tensor a, Tensor b, bool larger) : Node(a.GradientEdge, b.GradientEdge)
{
    private SavedTensor _a = new(a);
    private SavedTensor _b = new(b);

    internal override string Name => larger ? "maximum" : "minimum";

    internal override int EdgeCount => 2;

    internal override void Backward(Tensor grad)
    {
        var (x, y) = (_a.Get(this), _b.Get(this));
        var halved = where(x == y, grad * 0.5, grad);
        // Where either is NaN, neither is passed over, and both take the gradient.
        if (NeedsInputGrad(To0))
            AccumulateGrad(To0, SumOps.SumTo(halved.masked_fill(larger ? x < y : x > y, 0), x._shape));
        if (NeedsInputGrad(To1))
            AccumulateGrad(To1, SumOps.SumTo(halved.masked_fill(larger ? y < x : y > x, 0), y._shape));
    }

    internal override void ReleaseSaved()
    {
        _a.Release();
        _b.Release();
    }
}

/// <summary>The gradient passes where the element lies within the limits, the limits included.</summary>
internal sealed class ClampNode(Tensor x, double min, double max) : Node(x.GradientEdge)
{
    private SavedTensor _x = new(x);

    internal override string Name => "clamp";

    internal override int EdgeCount => 1;

    internal override void Backward(Tensor grad)
    {
        var x = _x.Get(this);
        AccumulateGrad(To0, grad.masked_fill(~((x >= min) & (x <= max)), 0));
    }

    internal override void ReleaseSaved() => _x.Release();
}
