using System.Runtime.CompilerServices;
using ManagedTorch.Core;

namespace TorchSharp;

// Index expressions: numbers, slices and new dimensions make views; tensors of indices and masks make copies.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements at the indices, from the first dimension on; negative ones count from the end. Numbers
        /// and slices give a view, index tensors a copy; assigning writes into this tensor.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>The elements at the indices, from the first dimension on; negative ones count from the end. Numbers
        /// and slices give a view, index tensors a copy; assigning writes into this tensor.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>The elements at the indices, from the first dimension on; negative ones count from the end. Numbers
        /// and slices give a view, index tensors a copy; assigning writes into this tensor.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => IndexOps.Numbers(this, indices);
            set => IndexOps.Numbers(this, indices).copy_(value);
        }

        /// <summary>The elements at the indices, from the first dimension on; negative ones count from the end. Numbers
        /// and slices give a view, index tensors a copy; assigning writes into this tensor.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => select(0, i1).copy_(value);
        }

        /// <summary>The elements at the indices, from the first dimension on; negative ones count from the end. Numbers
        /// and slices give a view, index tensors a copy; assigning writes into this tensor.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => IndexOps.Numbers(this, [i1, i2]);
            set => IndexOps.Numbers(this, [i1, i2]).copy_(value);
        }

        /// <summary>The elements at the indices, from the first dimension on; negative ones count from the end. Numbers
        /// and slices give a view, index tensors a copy; assigning writes into this tensor.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => IndexOps.Numbers(this, [i1, i2, i3]);
            set => IndexOps.Numbers(this, [i1, i2, i3]).copy_(value);
        }

        /// <summary>The elements at the indices, from the first dimension on; negative ones count from the end. Numbers
        /// and slices give a view, index tensors a copy; assigning writes into this tensor.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => IndexOps.Numbers(this, [i1, i2, i3, i4]);
            set => IndexOps.Numbers(this, [i1, i2, i3, i4]).copy_(value);
        }

        /// <summary>The elements at the indices, as <c>this[...]</c> reads them.</summary>
        public Tensor index(params TensorIndex[] indices) => IndexOps.Get(this, indices);

        /// <summary>The elements at the indices, as <c>this[...]</c> reads them.</summary>
        public Tensor index(params Tensor[] indices) =>
            IndexOps.Get(this, Array.ConvertAll(indices, TensorIndex.Tensor));

        /// <summary>Writes the value, broadcast, to the elements at the indices; with accumulate, adds it.</summary>
        public Tensor index_put_(Tensor value, params TensorIndex[] indices) =>
            IndexOps.Put(this, value, indices, accumulate: false);

        /// <summary>Writes the value, broadcast, to the elements at the indices; with accumulate, adds it.</summary>
        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false) =>
            IndexOps.Put(this, value, indices, accumulate);

        /// <summary>Writes the value, broadcast, to the elements at the indices; with accumulate, adds it.</summary>
        public Tensor index_put_(Tensor value, params Tensor[] indices) =>
            IndexOps.Put(this, value, Array.ConvertAll(indices, TensorIndex.Tensor), accumulate: false);

        /// <summary>Writes the value, broadcast, to the elements at the indices; with accumulate, adds it.</summary>
        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) =>
            IndexOps.Put(this, value, Array.ConvertAll(indices, TensorIndex.Tensor), accumulate);

        /// <summary>Writes the value, broadcast, to the elements at the indices; with accumulate, adds it.</summary>
        public Tensor index_put_(Scalar value, params TensorIndex[] indices) =>
            index_put_(full(Array.Empty<long>(), value, _dtype), indices);

        /// <summary>The elements where the mask holds, in row-major order.</summary>
        public Tensor masked_select(Tensor mask)
        {
            var shape = Shapes.Broadcast("masked_select", _shape, mask._shape);
            return expand(shape, false).index(mask.expand(shape, false));
        }

        /// <summary>The indices of non-zero elements, [count, dimensions].</summary>
        public Tensor nonzero() => IndexOps.NonZero(this);

        /// <summary>The indices of the elements that are not zero, [count, dimensions].</summary>
        public Tensor argwhere() => nonzero();

        /// <summary>The elements of the flattened tensor at the indices, in the shape of the index.</summary>
        public Tensor take(Tensor index) => reshape(-1).index(index);
    }

    /// <inheritdoc cref="Tensor.masked_select(Tensor)"/>
    public static Tensor masked_select(Tensor input, Tensor mask) => input.masked_select(mask);
    /// <inheritdoc cref="Tensor.nonzero()"/>
    public static Tensor nonzero(Tensor input) => input.nonzero();
    /// <inheritdoc cref="Tensor.argwhere()"/>
    public static Tensor argwhere(Tensor input) => input.nonzero();
    /// <inheritdoc cref="Tensor.take(Tensor)"/>
    public static Tensor take(Tensor input, Tensor index) => input.take(index);
}

internal static class IndexOps
{
    internal static torch.Tensor Numbers(torch.Tensor x, long[] indices)
    {
        if (indices.Length > x.Rank)
            throw new ArgumentException(
                $"index: {indices.Length} indices given for a tensor of shape {Shapes.Text(x._shape)}.");
        foreach (var i in indices) x = x.select(0, i);
        return x;
    }

    internal static torch.Tensor Get(torch.Tensor x, torch.TensorIndex[] indices)
    {
        var view = Basic(x, indices, out var tensors);
        return tensors is null ? view : Advanced(view, tensors);
    }

    internal static torch.Tensor Put(torch.Tensor x, torch.Tensor value, torch.TensorIndex[] indices, bool accumulate)
    {
        var view = Basic(x, indices, out var tensors);
        // Leading dimensions of size 1 may be more than the place has.
        while (value.Rank > view.Rank && tensors is null && value._shape[0] == 1) value = value.select(0, 0);
        if (tensors is null)
        {
            if (accumulate) view.add_(value);
            else view.copy_(value);
            return x;
        }
        if (value._count == 1) value = value.to(x._dtype);
        if (value._dtype != x._dtype)
            throw new InvalidOperationException(
                $"index_put_: the value is {value._dtype}, the tensor {x._dtype}; convert one with to(...).");
        // The same expression on the positions says where each value goes.
        var positions = Advanced(torch.arange(view._count, torch.ScalarType.Int64).view(view._shape), tensors);
        while (value.Rank > positions.Rank && value._shape[0] == 1) value = value.select(0, 0);
        if (!Shapes.BroadcastsTo(value._shape, positions._shape))
            throw new ArgumentException(
                $"index_put_: a value of shape {Shapes.Text(value._shape)} does not broadcast to the indexed " +
                $"shape {Shapes.Text(positions._shape)}.");
        var (at, source) = (positions.reshape(-1), value.expand(positions._shape, false).reshape(-1));
        InPlace.By("index_put_", view, old => (accumulate
            ? old.reshape(-1).scatter_add(0, at, source)
            : old.reshape(-1).scatter(0, at, source)).view(old._shape));
        return x;
    }

    /// <summary>Applies numbers, slices and new dimensions; per remaining dimension its index tensor, or null if there
    /// are none at all.</summary>
    private static torch.Tensor Basic(torch.Tensor x, torch.TensorIndex[] indices, out List<torch.Tensor?>? tensors)
    {
        tensors = null;
        var used = 0;
        foreach (var index in indices)
            used += index.Type switch
            {
                torch.TensorIndex.Kind.Single or torch.TensorIndex.Kind.Slice => 1,
                torch.TensorIndex.Kind.Tensor => index.Index!._dtype == torch.ScalarType.Bool ? index.Index.Rank : 1,
                _ => 0,
            };
        if (used > x.Rank)
            throw new ArgumentException(
                $"index: {used} dimensions are indexed, the tensor has the shape {Shapes.Text(x._shape)}.");
        var view = x;
        var at = 0;
        foreach (var index in indices)
        {
            switch (index.Type)
            {
                case torch.TensorIndex.Kind.Single: view = view.select(at, index.Start); break;
                case torch.TensorIndex.Kind.Slice:
                    view =
                    view.slice(at++, index.First ?? 0, index.Stop ?? long.MaxValue, index.Step); break;
                case torch.TensorIndex.Kind.None: view = view.unsqueeze(at++); break;
                case torch.TensorIndex.Kind.Ellipsis: at += x.Rank - used; break;
                case torch.TensorIndex.Kind.Bool:
                    view = view.unsqueeze(at).narrow(at, 0, index.Start);
                    at++;
                    break;
                default:
                    tensors ??= [];
                    while (tensors.Count < at) tensors.Add(null);
                    // A mask of no dimensions is a new dimension that is there or not.
                    if (index.Index!._dtype == torch.ScalarType.Bool && index.Index.Rank == 0)
                        view = view.unsqueeze(at);
                    AddIndex(tensors, view, at, index.Index!);
                    at = tensors.Count;
                    break;
            }
        }
        return view;
    }

    private static void AddIndex(List<torch.Tensor?> tensors, torch.Tensor x, int at, torch.Tensor index)
    {
        if (index._dtype == torch.ScalarType.Bool)
        {
            for (var d = 0; d < index.Rank; d++)
                if (index._shape[d] != x._shape[at + d])
                    throw new ArgumentException(
                        $"index: a mask of shape {Shapes.Text(index._shape)} does not fit the " +
                        $"tensor {Shapes.Text(x._shape)} from dimension {at} on.");
            if (index.Rank == 0)
            {
                tensors.Add(torch.zeros(index.item<bool>() ? 1 : 0, torch.ScalarType.Int64));
                return;
            }
            var places = NonZero(index);
            for (var d = 0; d < index.Rank; d++) tensors.Add(places.select(1, d));
            return;
        }
        if (index._dtype.IsFloatingPoint())
            throw new InvalidOperationException(
                $"index: tensors used as indices must be integers or booleans, this one is {index._dtype}.");
        var size = x._shape[at];
        var whole = index.to(torch.ScalarType.Int64);
        foreach (var i in whole.contiguous().Values<long>())
            if (i < -size || i >= size)
                throw new ArgumentOutOfRangeException(nameof(index),
                    $"index: index {i} is out of range for dimension {at} of shape {Shapes.Text(x._shape)}.");
        tensors.Add(torch.where(whole < 0, whole + size, whole));
    }

    private static torch.Tensor Advanced(torch.Tensor x, List<torch.Tensor?> tensors)
    {
        while (tensors.Count < x.Rank) tensors.Add(null);
        var dims = Enumerable.Range(0, x.Rank).Where(d => tensors[d] is not null).ToArray();
        var shape = Array.Empty<long>();
        foreach (var d in dims) shape = Shapes.Broadcast("index", shape, tensors[d]!._shape);
        // Indexed dimensions to the front, joined into one; one flat index picks from it.
        var rest = Enumerable.Range(0, x.Rank).Except(dims).ToArray();
        var front = x.permute([.. dims.Select(d => (long)d), .. rest.Select(d => (long)d)]);
        var flat = torch.zeros(shape, torch.ScalarType.Int64);
        foreach (var d in dims) flat = flat * x._shape[d] + tensors[d]!;
        var restShape = rest.Select(d => x._shape[d]).ToArray();
        var picked = front.reshape([dims.Aggregate(1L, (n, d) => n * x._shape[d]), .. restShape])
            .index_select(0, flat.reshape(-1));
        var result = picked.view([.. shape, .. restShape]);
        // Neighboring indices leave their result in their place, separated ones at the front.
        var together = dims[^1] - dims[0] == dims.Length - 1;
        if (!together || dims[0] == 0) return result;
        var order = new List<long>();
        for (var i = 0; i < dims[0]; i++) order.Add(shape.Length + i);
        for (var i = 0; i < shape.Length; i++) order.Add(i);
        for (var i = shape.Length + dims[0]; i < result.Rank; i++) order.Add(i);
        return result.permute(order.ToArray());
    }

    internal static torch.Tensor NonZero(torch.Tensor x)
    {
        var mask = x.detach().to(torch.ScalarType.Bool).contiguous();
        var values = mask.Values<bool>();
        var count = 0;
        foreach (var value in values) if (value) count++;
        var y = torch.Tensor.New(torch.ScalarType.Int64, [count, x.Rank]);
        var places = y.Values<long>();
        var at = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (!values[i]) continue;
            var left = (long)i;
            for (var d = x.Rank - 1; d >= 0; d--)
            {
                places[at + d] = left % x._shape[d];
                left /= x._shape[d];
            }
            at += x.Rank;
        }
        return y;
    }
}
