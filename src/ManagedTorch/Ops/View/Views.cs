using ManagedTorch.Autograd;
using ManagedTorch.Core;

namespace TorchSharp;

// Other shapes on the same memory.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The same elements in another shape, without copying.</summary>
        public Tensor view(params long[] shape)
        {
            var target = Shapes.Infer("view", shape, _count, _shape);
            return ViewOrNull(target) ?? throw new InvalidOperationException(
                $"view: a tensor of shape {Shapes.Text(_shape)} and " +
                $"strides {Shapes.Text(_strides)} cannot take the " +
                $"shape {Shapes.Text(shape)} without a copy; use reshape.");
        }

        /// <summary>A view in the shape of another tensor.</summary>
        public Tensor view_as(Tensor other) => view(other._shape);

        /// <summary>The same elements in another shape: a view where the layout allows it, else a copy.</summary>
        public Tensor reshape(params long[] shape)
        {
            var target = Shapes.Infer("reshape", shape, _count, _shape);
            return ViewOrNull(target) ?? contiguous().ViewOrNull(target)!;
        }

        internal Tensor? ViewOrNull(long[] target)
        {
            var strides = _contiguous ? Shapes.ContiguousStrides(target) : _count == 0
                ? Shapes.ContiguousStrides(target) : Shapes.ViewStrides(_shape, _strides, target);
            if (strides is null) return null;
            var y = Share(target, strides, _offset, _count).ViewOf(this);
            return ComputeRequiresGrad ? y.SetGradFn(new ReshapeNode(this, target)) : y;
        }

        /// <summary>The dimensions from start_dim to end_dim as one; a view where the strides allow it.</summary>
        public Tensor flatten(long start_dim = 0, long end_dim = -1)
        {
            var (first, last) = (Shapes.Dim("flatten", start_dim, Rank), Shapes.Dim("flatten", end_dim, Rank));
            if (first > last)
                throw new ArgumentException($"flatten: start_dim {start_dim} comes after end_dim {end_dim}.");
            if (Rank == 0) return reshape(1);
            var size = 1L;
            for (var i = first; i <= last; i++) size *= _shape[i];
            return reshape([.. _shape[..first], size, .. _shape[(last + 1)..]]);
        }

        /// <summary>One dimension as several; the sizes must multiply to its length, and one of them may be
        /// -1.</summary>
        public Tensor unflatten(long dim, params long[] sizes)
        {
            var at = Shapes.Dim("unflatten", dim, Rank);
            var inner = Shapes.Infer("unflatten", sizes, _shape[at], [_shape[at]]);
            return view([.. _shape[..at], .. inner, .. _shape[(at + 1)..]]);
        }

        /// <summary>All elements as a vector; a view where the strides allow it.</summary>
        public Tensor ravel() => reshape(-1);

        /// <summary>A view without the dimensions of length 1, or without dim if it has length 1.</summary>
        public Tensor squeeze(long? dim = null)
        {
            if (dim is null) return view(Array.FindAll(_shape, size => size != 1));
            var at = Shapes.Dim("squeeze", dim.Value, Rank);
            return Rank == 0 || _shape[at] != 1 ? view(_shape)
                : Restride(Shapes.Without(_shape, at), Shapes.Without(_strides, at), 0, new UnsqueezeRule(at));
        }

        /// <summary>A view with a new dimension of length 1 at dim.</summary>
        public Tensor unsqueeze(long dim)
        {
            var at = Shapes.Dim("unsqueeze", dim, Rank + 1);
            var step = at < Rank ? _shape[at] * _strides[at] : 1;
            return Restride(Shapes.Insert(_shape, at, 1), Shapes.Insert(_strides, at, step), 0, new SqueezeRule(at));
        }

        /// <summary>A view with two dimensions exchanged.</summary>
        public Tensor transpose(long dim0, long dim1)
        {
            var (a, b) = (Shapes.Dim("transpose", dim0, Rank), Shapes.Dim("transpose", dim1, Rank));
            if (Rank == 0) return view();
            var (shape, strides) = ((long[])_shape.Clone(), (long[])_strides.Clone());
            (shape[a], shape[b], strides[a], strides[b]) = (shape[b], shape[a], strides[b], strides[a]);
            return Restride(shape, strides, 0, new TransposeRule(a, b));
        }

        /// <inheritdoc cref="transpose(long, long)"/>
        public Tensor swapaxes(long dim0, long dim1) => transpose(dim0, dim1);

        /// <inheritdoc cref="transpose(long, long)"/>
        public Tensor swapdims(long dim0, long dim1) => transpose(dim0, dim1);

        /// <summary>The transpose of a matrix as a view; vectors and scalars as they are, an error for more
        /// dimensions.</summary>
        public Tensor t()
        {
            if (Rank > 2)
                throw new InvalidOperationException(
                    $"t: expects at most 2 dimensions, this tensor has the shape {Shapes.Text(_shape)}; use " +
                    "transpose.");
            return Rank < 2 ? view(_shape) : transpose(0, 1);
        }

        /// <summary>The tensor with its dimensions in reverse order, as a view.</summary>
        public Tensor T =>
            Rank == 2 ? t() : permute(Enumerable.Range(0, Rank).Reverse().Select(i => (long)i).ToArray());

        /// <summary>A view with the last two dimensions exchanged.</summary>
        public Tensor mT => transpose(-2, -1);

        /// <summary>A view with the dimensions in the given order; an error if it is not a permutation.</summary>
        public Tensor permute(params long[] permutation)
        {
            if (permutation.Length != Rank)
                throw new ArgumentException(
                    $"permute: {permutation.Length} dimensions given for a tensor of shape {Shapes.Text(_shape)}.");
            var (shape, strides, order) = (new long[Rank], new long[Rank], new int[Rank]);
            var seen = 0u;
            for (var i = 0; i < Rank; i++)
            {
                var d = order[i] = Shapes.Dim("permute", permutation[i], Rank);
                if ((seen & (1u << d)) != 0)
                    throw new ArgumentException(
                        $"permute: dimension {d} is given twice in {Shapes.Text(permutation)}.");
                seen |= 1u << d;
                (shape[i], strides[i]) = (_shape[d], _strides[d]);
            }
            return Restride(shape, strides, 0, new PermuteRule(order));
        }

        /// <summary>A view with the dimensions in the given order; an error if it is not a permutation.</summary>
        public Tensor permute(IEnumerable<long> permutation) => permute(permutation.ToArray());

        /// <summary>A view with the dimensions at source moved to destination, the others in order.</summary>
        public Tensor movedim(long[] source, long[] destination)
        {
            if (Rank == 0) return transpose(source.FirstOrDefault(), destination.FirstOrDefault());
            if (source.Length != destination.Length)
                throw new ArgumentException($"movedim: {source.Length} sources for {destination.Length} destinations.");
            var order = new long[Rank];
            Array.Fill(order, -1);
            for (var i = 0; i < source.Length; i++)
                order[Shapes.Dim("movedim", destination[i], Rank)] = Shapes.Dim("movedim", source[i], Rank);
            var rest = Enumerable.Range(0, Rank).Select(i => (long)i).Except(order.ToArray()).GetEnumerator();
            for (var i = 0; i < Rank; i++)
                if (order[i] < 0 && rest.MoveNext()) order[i] = rest.Current;
            return permute(order);
        }

        /// <inheritdoc cref="movedim(long[], long[])"/>
        public Tensor moveaxis(long[] source, long[] destination) => movedim(source, destination);

        /// <summary>A view in which dimensions of length 1 have the given sizes; -1 keeps a size, new dimensions come
        /// in front.</summary>
        public Tensor expand(params long[] sizes) => expand(sizes, false);

        /// <summary>A view in which dimensions of length 1 have the given sizes; -1 keeps a size, new dimensions come
        /// in front.</summary>
        public Tensor expand(long[] sizes, bool isImplicit = false)
        {
            if (sizes.Length < Rank)
                throw new ArgumentException(
                    $"expand: {sizes.Length} sizes given for a tensor of " +
                    $"shape {Shapes.Text(_shape)}; give at least {Rank}.");
            var (shape, strides) = ((long[])sizes.Clone(), new long[sizes.Length]);
            var extra = sizes.Length - Rank;
            for (var i = 0; i < sizes.Length; i++)
            {
                var own = i < extra ? 1 : _shape[i - extra];
                if (shape[i] == -1 && i >= extra) shape[i] = own;
                if (shape[i] != own && own != 1 || shape[i] < 0)
                    throw new ArgumentException(
                        $"expand: a tensor of shape {Shapes.Text(_shape)} cannot be expanded " +
                        $"to {Shapes.Text(sizes)}: size {own} at dimension {i} is not 1.");
                strides[i] = i < extra || shape[i] != own ? 0 : _strides[i - extra];
            }
            return Shapes.Same(shape, _shape) ? Restride(_shape, _strides, 0, new SumToRule(_shape))
                : Restride(shape, strides, 0, new SumToRule(_shape));
        }

        /// <summary>A view in which dimensions of length 1 have the given sizes; -1 keeps a size, new dimensions come
        /// in front.</summary>
        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => expand(sizes.ToArray(), isImplicit);

        /// <summary>A view in which dimensions of length 1 have the given sizes; -1 keeps a size, new dimensions come
        /// in front.</summary>
        public Tensor expand(Size sizes, bool isImplicit = false) => expand(sizes.Shape, isImplicit);

        /// <summary>A view in the shape of another, by repeating dimensions of length 1.</summary>
        public Tensor expand_as(Tensor other) => expand(other._shape, false);

        /// <summary>A view of the given shape, by repeating dimensions of length 1.</summary>
        public Tensor broadcast_to(params long[] shape) => expand(shape, false);

        /// <summary>A view of the diagonal in the plane of two dimensions, which becomes the last dimension.</summary>
        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1)
        {
            var (a, b) = (Shapes.Dim("diagonal", dim1, Rank), Shapes.Dim("diagonal", dim2, Rank));
            if (a == b || Rank < 2)
                throw new ArgumentException(
                    $"diagonal: needs two different dimensions, got {dim1} and {dim2} for shape " +
                    $"{Shapes.Text(_shape)}.");
            var length =
                Math.Max(0, offset >= 0 ? Math.Min(_shape[a], _shape[b] - offset)
                    : Math.Min(_shape[a] + offset, _shape[b]));
            long[] Diagonal(long[] values, long last) => [.. values.Where((_, i) => i != a && i != b), last];
            var shape = Diagonal(_shape, length);
            long Start(long[] strides) => length == 0 ? 0 : offset >= 0 ? offset * strides[b] : -offset * strides[a];
            var logical = Shapes.ContiguousStrides(_shape);
            return Restride(shape, Diagonal(_strides, _strides[a] + _strides[b]), Start(_strides),
                new Region(_shape, shape, Diagonal(logical, logical[a] + logical[b]), Start(logical)));
        }

        /// <summary>A view of the storage with the given sizes, strides and offset; an error outside the storage,
        /// and for tensors that require gradients: it is not recorded.</summary>
        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0)
        {
            if (ComputeRequiresGrad)
                throw new NotSupportedException(
                    "as_strided: not recorded for gradients; use view, slice, select or permute.");
            var count = Shapes.Count(size);
            var reach = storageOffset + size.Zip(strides, (n, s) => (n - 1) * s).Sum();
            if (count > 0 && (storageOffset < 0 || reach >= Storage.Capacity || strides.Any(s => s < 0)))
                throw new ArgumentOutOfRangeException(nameof(strides),
                    $"as_strided: shape {Shapes.Text(size)} with " +
                    $"strides {Shapes.Text(strides)} reaches element {reach} of a storage of {Storage.Capacity}.");
            return Share(size, strides, (int)storageOffset, count).ViewOf(this);
        }

        /// <summary>A view at an offset from this tensor's start, with the rule that turns its gradient back.</summary>
        private Tensor Restride<TRule>(long[] shape, long[] strides, long offset, TRule rule) where TRule : IViewRule
        {
            // Without elements there is no place for an offset to point to.
            var count = Shapes.Count(shape);
            var y = Share(shape, strides, count == 0 ? _offset : (int)(_offset + offset), count).ViewOf(this);
            return ComputeRequiresGrad ? y.SetGradFn(new ViewNode<TRule>(GradientEdge, rule)) : y;
        }

        /// <summary>A view of the same shape.</summary>
        public Tensor alias() => view(_shape);
    }

    /// <inheritdoc cref="Tensor.reshape(long[])"/>
    public static Tensor reshape(Tensor input, params long[] shape) => input.reshape(shape);
    /// <summary>See the method of the tensor with the same name.</summary>
    public static Tensor flatten(Tensor input, long start_dim = 0, long end_dim = -1) =>
        input.flatten(start_dim, end_dim);
    /// <inheritdoc cref="Tensor.unflatten(long, long[])"/>
    public static Tensor unflatten(Tensor input, long dim, params long[] sizes) => input.unflatten(dim, sizes);
    /// <inheritdoc cref="Tensor.ravel()"/>
    public static Tensor ravel(Tensor input) => input.ravel();
    /// <inheritdoc cref="Tensor.squeeze(long?)"/>
    public static Tensor squeeze(Tensor input, long? dim = null) => input.squeeze(dim);
    /// <inheritdoc cref="Tensor.unsqueeze(long)"/>
    public static Tensor unsqueeze(Tensor input, long dim) => input.unsqueeze(dim);
    /// <summary>See the method of the tensor with the same name.</summary>
    public static Tensor transpose(Tensor input, long dim0, long dim1) => input.transpose(dim0, dim1);
    /// <inheritdoc cref="Tensor.t()"/>
    public static Tensor t(Tensor input) => input.t();
    /// <inheritdoc cref="Tensor.permute(long[])"/>
    public static Tensor permute(Tensor input, params long[] permutation) => input.permute(permutation);
    /// <summary>A view with the dimensions at source moved to destination, the others in order.</summary>
    public static Tensor movedim(Tensor input, long source, long destination) => input.movedim([source], [destination]);
    /// <summary>A view with the dimensions at source moved to destination, the others in order.</summary>
    public static Tensor movedim(Tensor input, long[] source, long[] destination) => input.movedim(source, destination);
    /// <inheritdoc cref="Tensor.broadcast_to(long[])"/>
    public static Tensor broadcast_to(Tensor input, params long[] shape) => input.expand(shape);
    /// <summary>See the method of the tensor with the same name.</summary>
    public static Tensor select(Tensor input, long dim, long index) => input.select(dim, index);
    /// <inheritdoc cref="Tensor.narrow(long, long, long)"/>
    public static Tensor narrow(Tensor input, long dim, long start, long length) => input.narrow(dim, start, length);
    /// <inheritdoc cref="Tensor.diagonal(long, long, long)"/>
    public static Tensor diagonal(Tensor input, long offset = 0, long dim1 = 0, long dim2 = 1) =>
        input.diagonal(offset, dim1, dim2);
}
