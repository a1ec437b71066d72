using System.Runtime.CompilerServices;
using ManagedTorch.Autograd;
using ManagedTorch.Core;

namespace TorchSharp;

// Choosing by a mask.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>This tensor where the condition holds, <paramref name="y"/> elsewhere.</summary>
        public Tensor where(Tensor condition, Tensor y) => WhereOps.Where(condition, this, y);

        /// <summary>A copy with the value where the mask, broadcast, is true.</summary>
        public Tensor masked_fill(Tensor mask, Scalar value) => WhereOps.MaskedFill(this, mask, value);

        /// <summary><see cref="masked_fill(Tensor, Scalar)"/> in place; an error if the result does not fit the shape
        /// or dtype.</summary>
        public Tensor masked_fill_(Tensor mask, Scalar value) => Shapes.BroadcastsTo(mask._shape, _shape)
            ? InPlace.By("masked_fill_", this, x => x.masked_fill(mask, value))
            : throw new ArgumentException(
                $"masked_fill_: a mask of shape {Shapes.Text(mask._shape)} does not broadcast " +
                $"to {Shapes.Text(_shape)}.");
    }

    /// <summary>x where the condition is true, else y; broadcast, in the promoted dtype.</summary>
    public static Tensor where(Tensor condition, Tensor x, Tensor y) => WhereOps.Where(condition, x, y);
}

internal static class WhereOps
{
    internal static torch.Tensor Where(torch.Tensor condition, torch.Tensor x, torch.Tensor y)
    {
        RequireMask("where", condition);
        BinaryOps.Promote(ref x, ref y);
        var shape = Shapes.Broadcast("where", condition._shape, Shapes.Broadcast("where", x._shape, y._shape));
        var result = torch.Tensor.New(x._dtype, shape);
        var work =
            new Choose(condition.detach().expand(shape, false).contiguous(), x.detach().expand(shape, false),
                y.detach().expand(shape, false), result);
        Dispatch.Any(x._dtype, ref work);
        return x.ComputeRequiresGrad || y.ComputeRequiresGrad ? result.SetGradFn(new WhereNode(condition, x, y))
            : result;
    }

    internal static torch.Tensor MaskedFill(torch.Tensor x, torch.Tensor mask, Scalar value)
    {
        RequireMask("masked_fill", mask);
        return Where(mask, torch.full(Array.Empty<long>(), value, x._dtype), x);
    }

    private static void RequireMask(string op, torch.Tensor mask)
    {
        if (mask._dtype != torch.ScalarType.Bool)
            throw new InvalidOperationException(
                $"{op}: the mask must be boolean, this one is {mask._dtype}; compare it with 0 first.");
    }

    private readonly struct Choose(torch.Tensor mask, torch.Tensor x, torch.Tensor y, torch.Tensor result) : IForAny
    {
        public void Run<T>() where T : unmanaged
        {
            Span<long> work = stackalloc long[StridedIterator.WorkspaceLength(result.Rank)];
            var iterator =
                new StridedIterator(work, result._shape, new(mask._shape, mask._strides), new(x._shape, x._strides),
                    new(y._shape, y._strides));
            ReadOnlySpan<bool> m = mask.Values<bool>();
            ReadOnlySpan<T> a = x.Memory<T>(), b = y.Memory<T>();
            var output = result.Values<T>();
            while (iterator.Next())
            {
                var run = output[..iterator.Length];
                output = output[iterator.Length..];
                for (var i = 0; i < run.Length; i++)
                    run[i] = m[iterator.A + i] ? a[iterator.B + i * iterator.StepB]
                        : b[iterator.C + i * iterator.StepC];
            }
        }
    }
}

internal sealed class WhereNode(torch.Tensor condition, torch.Tensor x, torch.Tensor y)
    : Node(x.GradientEdge, y.GradientEdge)
{
    private readonly long[] _x = x._shape, _y = y._shape;
    private SavedTensor _condition = new(condition);

    internal override string Name => "where";

    internal override int EdgeCount => 2;

    internal override void Backward(torch.Tensor grad)
    {
        var condition = _condition.Get(this);
        var zero = torch.zeros(Array.Empty<long>(), grad.dtype);
        if (NeedsInputGrad(To0)) AccumulateGrad(To0, SumOps.SumTo(torch.where(condition, grad, zero), _x));
        if (NeedsInputGrad(To1)) AccumulateGrad(To1, SumOps.SumTo(torch.where(condition, zero, grad), _y));
    }

    internal override void ReleaseSaved() => _condition.Release();
}
