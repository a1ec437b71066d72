using ManagedTorch.Autograd;
using ManagedTorch.Core;

namespace TorchSharp;

// Concatenating tensors and repeating them.
public static partial class torch
{
    /// <summary>Puts tensors one after another along a dimension.</summary>
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => ConcatOps.Cat(tensors.ToArray(), dim);
    /// <summary>The tensors one after the other along a dimension; all other dimensions must agree.</summary>
    public static Tensor cat(Tensor[] tensors, long dim = 0) => ConcatOps.Cat(tensors, dim);
    /// <summary>The tensors one after the other along a dimension; all other dimensions must agree.</summary>
    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => ConcatOps.Cat(tensors, dim);
    /// <summary>The tensors one after the other along a dimension; the same as <c>cat</c>.</summary>
    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);
    /// <summary>The tensors one after the other along a dimension; the same as <c>cat</c>.</summary>
    public static Tensor concat(Tensor[] tensors, long dim = 0) => cat(tensors, dim);
    /// <summary>The tensors one after the other along a dimension; the same as <c>cat</c>.</summary>
    public static Tensor concatenate(IList<Tensor> tensors, long axis = 0) => cat(tensors, axis);
    /// <summary>The tensors one after the other along a dimension; the same as <c>cat</c>.</summary>
    public static Tensor concatenate(Tensor[] tensors, long axis = 0) => cat(tensors, axis);

    /// <summary>Puts tensors of one shape one after another along a new dimension.</summary>
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0)
    {
        var parts = tensors.Select(t => t.unsqueeze(dim)).ToArray();
        foreach (var part in parts)
            if (!Shapes.Same(part._shape, parts[0]._shape))
                throw new ArgumentException(
                    $"stack: shapes {Shapes.Text(parts[0].squeeze(dim)._shape)} " +
                    $"and {Shapes.Text(part.squeeze(dim)._shape)} differ; all tensors must have one shape.");
        return ConcatOps.Cat(parts, dim);
    }

    /// <summary>The tensors one below the other, along dimension 0, each with at least two dimensions.</summary>
    public static Tensor vstack(IList<Tensor> tensors) =>
        cat(tensors.Select(t => t.Rank < 2 ? t.reshape(1, -1) : t).ToArray());
    /// <summary>The tensors one below the other, along dimension 0, each with at least two dimensions.</summary>
    public static Tensor vstack(Tensor[] tensors) => vstack((IList<Tensor>)tensors);
    /// <summary>The tensors side by side: along dimension 1, vectors along dimension 0.</summary>
    public static Tensor hstack(IList<Tensor> tensors) => cat(tensors, tensors[0].Rank < 2 ? 0 : 1);
    /// <summary>The tensors side by side: along dimension 1, vectors along dimension 0.</summary>
    public static Tensor hstack(params Tensor[] tensors) => hstack((IList<Tensor>)tensors);

    public partial class Tensor
    {
        /// <summary>A copy of the tensor repeated along each dimension; sizes may have more numbers than the tensor has
        /// dimensions.</summary>
        public Tensor repeat(params long[] sizes)
        {
            if (sizes.Length < Rank)
                throw new ArgumentException(
                    $"repeat: {sizes.Length} counts given for a tensor of " +
                    $"shape {Shapes.Text(_shape)}; give at least {Rank}.");
            // [a, b] repeated [m, n] is [1, a, 1, b] expanded to [m, a, n, b], then flattened.
            var (apart, wide, result) = (new List<long>(), new List<long>(), new List<long>());
            for (var i = 0; i < sizes.Length; i++)
            {
                var own = i < sizes.Length - Rank ? 1 : _shape[i - (sizes.Length - Rank)];
                apart.AddRange([1, own]);
                wide.AddRange([sizes[i], own]);
                result.Add(sizes[i] * own);
            }
            return ConcatOps.Copied(reshape(apart.ToArray()).expand(wide.ToArray(), false), result.ToArray());
        }

        /// <summary>Each element repeated next to itself along dim; without one, of the flattened tensor.</summary>
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null)
        {
            if (dim is null) return flatten().repeat_interleave(repeats, 0);
            var at = Shapes.Dim("repeat_interleave", dim.Value, Rank);
            return ConcatOps.Copied(unsqueeze(at + 1).expand(Shapes.Insert(_shape, at + 1, repeats), false),
                Shapes.With(_shape, at, _shape[at] * repeats));
        }

        /// <summary>The tensor repeated reps times along each dimension; missing numbers are ones.</summary>
        public Tensor tile(long[] reps) =>
            repeat(reps.Length >= Rank ? reps : [.. Enumerable.Repeat(1L, Rank - reps.Length), .. reps]);

        /// <summary>A copy with the order of the elements reversed along the dimensions.</summary>
        public Tensor flip(params long[] dims)
        {
            var y = this;
            foreach (var dim in dims)
            {
                var at = Shapes.Dim("flip", dim, Rank);
                if (Rank == 0) return clone();
                y = y.index_select(at, torch.arange(_shape[at] - 1, -1, -1, ScalarType.Int64));
            }
            return dims.Length == 0 ? clone() : y;
        }
    }

    /// <inheritdoc cref="Tensor.flip(long[])"/>
    public static Tensor flip(Tensor input, params long[] dims) => input.flip(dims);
    /// <inheritdoc cref="Tensor.tile(long[])"/>
    public static Tensor tile(Tensor input, long[] dims) => input.tile(dims);
    /// <inheritdoc cref="Tensor.repeat_interleave(long, long?, long?)"/>
    public static Tensor repeat_interleave(Tensor input, long repeats, long? dim = null, long? output_size = null) =>
        input.repeat_interleave(repeats, dim, output_size);
}

internal static class ConcatOps
{
    /// <summary>In another shape, in memory of its own although the layout may allow a view.</summary>
    internal static torch.Tensor Copied(torch.Tensor x, long[] shape) => x.clone().view(shape);

    internal static torch.Tensor Cat(ReadOnlySpan<torch.Tensor> tensors, long dim)
    {
        if (tensors.Length == 0) throw new ArgumentException("cat: at least one tensor is needed.");
        var dtype = tensors[0]._dtype;
        foreach (var tensor in tensors) dtype = Dtypes.Promote(dtype, tensor._dtype);
        var parts = new torch.Tensor[tensors.Length];
        for (var i = 0; i < parts.Length; i++) parts[i] = tensors[i].to(dtype);
        // PyTorch lets an empty vector join anything.
        var first = Array.Find(parts, p => p.Rank != 1 || p._count != 0) ?? parts[0];
        parts = Array.FindAll(parts, p => ReferenceEquals(p, first) || p.Rank != 1 || p._count != 0 || first.Rank == 1);
        if (first.Rank == 0) throw new ArgumentException("cat: tensors of no dimensions cannot be joined; use stack.");
        var at = Shapes.Dim("cat", dim, first.Rank);
        var total = 0L;
        foreach (var part in parts)
        {
            if (part.Rank != first.Rank
                || !Shapes.Same(Shapes.With(part._shape, at, 0), Shapes.With(first._shape, at, 0)))
                throw new ArgumentException(
                    $"cat: shapes {Shapes.Text(first._shape)} and {Shapes.Text(part._shape)} differ beyond dimension " +
                    $"{at}.");
            total += part._shape[at];
        }
        var y = torch.Tensor.New(dtype, Shapes.With(first._shape, at, total));
        var (start, tracks) = (0L, false);
        foreach (var part in parts)
        {
            if (part._count > 0)
            {
                using var place = y.Share(part._shape, y._strides, (int)(start * y._strides[at]), part._count);
                Copy.Into(place, part);
            }
            start += part._shape[at];
            tracks |= part.ComputeRequiresGrad;
        }
        return tracks ? y.SetGradFn(new CatNode(parts, at)) : y;
    }
}

internal sealed class CatNode : Node
{
    private readonly Node?[] _edges;
    private readonly long[] _sizes;
    private readonly int _dim;

    internal CatNode(torch.Tensor[] parts, int dim)
    {
        _edges = Array.ConvertAll(parts, p => p.GradientEdge);
        _sizes = Array.ConvertAll(parts, p => p._shape[dim]);
        _dim = dim;
    }

    internal override string Name => "cat";

    internal override int EdgeCount => _edges.Length;

    internal override Node? GetEdge(int i) => _edges[i];

    internal override void Backward(torch.Tensor grad)
    {
        var start = 0L;
        for (var i = 0; i < _edges.Length; i++)
        {
            if (NeedsInputGrad(_edges[i])) AccumulateGrad(_edges[i], grad.narrow(_dim, start, _sizes[i]));
            start += _sizes[i];
        }
    }
}
