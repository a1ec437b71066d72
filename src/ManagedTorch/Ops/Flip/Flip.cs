using ManagedTorch.Core;

namespace TorchSharp;

// The same elements in other shapes and orders.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Left and right exchanged: dimension 1 reversed.</summary>
        public Tensor fliplr() =>
            Rank >= 2 ? flip(1)
            : throw new ArgumentException($"fliplr: needs at least 2 dimensions, got {Shapes.Text(_shape)}.");

        /// <summary>Up and down exchanged: dimension 0 reversed.</summary>
        public Tensor flipud() =>
            Rank >= 1 ? flip(0) : throw new ArgumentException("flipud: needs at least 1 dimension, got [].");

        /// <summary>A view with at least one dimension.</summary>
        public Tensor atleast_1d() => Rank >= 1 ? this : reshape(1);
        /// <summary>A view with at least two dimensions; new ones in front.</summary>
        public Tensor atleast_2d() => Rank >= 2 ? this : atleast_1d().unsqueeze(0);
        /// <summary>A view with at least three dimensions; a matrix gets one at the end.</summary>
        public Tensor atleast_3d() => Rank >= 3 ? this : atleast_2d().unsqueeze(-1);

        /// <summary>Turned by 90 degrees <paramref name="k"/> times, from the first of two dimensions towards the
        /// second.</summary>
        public Tensor rot90(long k = 1, (long, long)? dims = null)
        {
            var (a, b) =
                (Shapes.Dim("rot90", (dims ?? (0, 1)).Item1, Rank), Shapes.Dim("rot90", (dims ?? (0, 1)).Item2, Rank));
            if (Rank < 2 || a == b)
                throw new ArgumentException($"rot90: needs two different dimensions of {Shapes.Text(_shape)}.");
            return (((k % 4) + 4) % 4) switch
            {
                1 => flip(b).transpose(a, b),
                2 => flip(a, b),
                3 => flip(a).transpose(a, b),
                _ => clone(),
            };
        }

        /// <summary>Parts of a dimension whose sizes differ by one at most.</summary>
        public Tensor[] tensor_split(long size, long dim = 0)
        {
            var at = Shapes.Dim("tensor_split", dim, Rank);
            if (Rank == 0 || size < 1)
                throw new ArgumentException($"tensor_split: {Shapes.Text(_shape)} cannot be cut into {size} parts.");
            var (each, more) = (_shape[at] / size, _shape[at] % size);
            return Enumerable.Range(0, (int)size)
                .Select(i => narrow(at, i * each + Math.Min(i, more), each + (i < more ? 1 : 0))).ToArray();
        }

        /// <summary>The parts between the places given.</summary>
        public Tensor[] tensor_split(long[] sizes, long dim = 0)
        {
            var at = Shapes.Dim("tensor_split", dim, Rank);
            if (Rank == 0) throw new ArgumentException("tensor_split: needs a tensor with dimensions.");
            long[] places = [0, .. sizes, _shape[at]];
            return Enumerable.Range(0, sizes.Length + 1).Select(i => slice(at, places[i], places[i + 1], 1)).ToArray();
        }
    }

    /// <inheritdoc cref="Tensor.fliplr()"/>
    public static Tensor fliplr(Tensor input) => input.fliplr();
    /// <inheritdoc cref="Tensor.flipud()"/>
    public static Tensor flipud(Tensor input) => input.flipud();
    /// <summary>Each tensor with at least one dimension.</summary>
    public static IEnumerable<Tensor> atleast_1d(params Tensor[] input) => input.Select(x => x.atleast_1d());
    /// <summary>Each tensor with at least two dimensions.</summary>
    public static IEnumerable<Tensor> atleast_2d(params Tensor[] input) => input.Select(x => x.atleast_2d());
    /// <summary>Each tensor with at least three dimensions.</summary>
    public static IEnumerable<Tensor> atleast_3d(params Tensor[] input) => input.Select(x => x.atleast_3d());
    /// <summary>The tensor turned k times by 90 degrees in the plane of two dimensions, by default the first
    /// two.</summary>
    public static Tensor rot90(Tensor input, long k = 1, (long, long)? dims = null) => input.rot90(k, dims);
    /// <summary>See the method of the tensor with the same name.</summary>
    public static Tensor[] tensor_split(Tensor input, long indices_or_sections, long dim = 0) =>
        input.tensor_split(indices_or_sections, dim);
    /// <inheritdoc cref="Tensor.tensor_split(long[], long)"/>
    public static Tensor[] tensor_split(Tensor input, long[] indices_or_sections, long dim = 0) =>
        input.tensor_split(indices_or_sections, dim);

    /// <summary>Vectors as columns beside each other; matrices as they are.</summary>
    public static Tensor column_stack(params Tensor[] tensors) =>
        hstack(Array.ConvertAll(tensors, t => t.Rank <= 1 ? t.reshape(-1, 1) : t));

    /// <summary>Below each other, vectors as rows.</summary>
    public static Tensor row_stack(params Tensor[] tensors) => vstack(tensors);

    /// <summary>Behind each other, along the third dimension.</summary>
    public static Tensor dstack(params Tensor[] tensors) => cat(Array.ConvertAll(tensors, t => t.atleast_3d()), 2);

    /// <summary>All pairs, triples, ... [count, tensors] of elements of vectors, the last changing first.</summary>
    public static Tensor cartesian_prod(params Tensor[] tensors)
    {
        if (tensors.FirstOrDefault(t => t.Rank != 1) is { } wrong)
            throw new ArgumentException($"cartesian_prod: needs vectors, got {Shapes.Text(wrong._shape)}.");
        return tensors.Length == 1 ? tensors[0]
            : stack(meshgrid(tensors, "ij").Select(t => t.reshape(-1)).ToArray(), 1);
    }
}
