using ManagedTorch.Core;

namespace TorchSharp;

// Shifting, and joining along other dimensions.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Shifts elements along a dimension (or the flattened tensor); what leaves at one end enters at the
        /// other.</summary>
        public Tensor roll(long shifts, long? dims = null)
        {
            if (dims is null) return flatten().roll(shifts, 0).view(_shape);
            var at = Shapes.Dim("roll", dims.Value, Rank);
            var n = Rank == 0 ? 1 : _shape[at];
            if (n <= 1) return clone();
            var start = ((-shifts % n) + n) % n;
            return start == 0 ? clone() : torch.cat([narrow(at, start, n - start), narrow(at, 0, start)], at);
        }

        /// <summary>Differences of neighbors, n times.</summary>
        public Tensor diff(long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null)
        {
            var at = Shapes.Dim("diff", dim, Rank);
            var x = prepend is null && append is null ? this
                : torch.cat([.. new[] { prepend, this, append }.OfType<Tensor>()], at);
            if (Rank == 0) throw new ArgumentException("diff: a tensor of no dimensions has no neighbors.");
            if (n <= 0) return x.clone();
            for (; n > 0; n--)
            {
                if (x._shape[at] == 0) return x.clone();
                var (next, last) = (x.narrow(at, 1, x._shape[at] - 1), x.narrow(at, 0, x._shape[at] - 1));
                x = x._dtype == ScalarType.Bool ? next ^ last : next - last;
            }
            return x;
        }
    }

    /// <inheritdoc cref="Tensor.roll(long, long?)"/>
    public static Tensor roll(Tensor input, long shifts, long? dims = null) => input.roll(shifts, dims);

    /// <inheritdoc cref="Tensor.diff(long, long, Tensor, Tensor)"/>
    public static Tensor diff(Tensor input, long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) =>
        input.diff(n, dim, prepend, append);

    /// <summary>The tensors as views of the shape they broadcast to together; an error if they do not.</summary>
    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors)
    {
        var shape =
            tensors.Aggregate(Array.Empty<long>(), (s, t) => Shapes.Broadcast("broadcast_tensors", s, t._shape));
        return Array.ConvertAll(tensors, t => t.expand(shape, false));
    }

    /// <summary>Coordinates of a grid: one tensor of the grid's shape for each vector; "ij" or "xy" order.</summary>
    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij")
    {
        if (indexing is not ("ij" or "xy"))
            throw new ArgumentException($"meshgrid: indexing '{indexing}' must be 'ij' or 'xy'.");
        var axes = tensors.Select(t => t.reshape(-1)).ToArray();
        var swap = indexing == "xy" && axes.Length >= 2;
        if (swap) (axes[0], axes[1]) = (axes[1], axes[0]);
        var shape = Array.ConvertAll(axes, a => (long)a._count);
        var grid = axes.Select((a, i) =>
        {
            var along = new long[axes.Length];
            Array.Fill(along, 1);
            along[i] = -1;
            return a.view(along).expand(shape, false);
        }).ToArray();
        if (swap) (grid[0], grid[1]) = (grid[1], grid[0]);
        return grid;
    }
}
