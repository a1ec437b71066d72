using ManagedTorch.Autograd;
using ManagedTorch.Core;

namespace TorchSharp;

// Parts of a tensor along a dimension, on the same memory.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A view of the slice at an index along dim, without that dimension; an error outside.</summary>
        public Tensor select(long dim, long index)
        {
            if (Rank == 0)
                throw new InvalidOperationException("select: a tensor of no dimensions cannot be indexed; use item().");
            var at = Shapes.Dim("select", dim, Rank);
            var size = _shape[at];
            if (index < -size || index >= size)
                throw new ArgumentOutOfRangeException(nameof(index),
                    $"select: index {index} is out of range for dimension {at} of shape {Shapes.Text(_shape)}.");
            if (index < 0) index += size;
            var (shape, strides) = (Shapes.Without(_shape, at), Shapes.Without(_strides, at));
            return Restride(shape, strides, index * _strides[at], Region.Of(this, shape, at, index, 1, drop: true));
        }

        /// <summary>A view of length elements along dim, from start on.</summary>
        public Tensor narrow(long dim, long start, long length)
        {
            var at = Shapes.Dim("narrow", dim, Rank);
            var size = Rank == 0 ? 1 : _shape[at];
            if (Rank == 0 || start < -size || start > size || length < 0
                || (start < 0 ? start + size : start) + length > size)
                throw new ArgumentOutOfRangeException(nameof(start),
                    $"narrow: start {start} and length {length} do not fit " +
                    $"dimension {at} of shape {Shapes.Text(_shape)}.");
            return Sliced(at, start < 0 ? start + size : start, length, 1);
        }

        /// <summary>A view of the elements start, start + step, ... before finish along dim; an error unless step is
        /// positive.</summary>
        public Tensor slice(long dim, long start, long finish, long step)
        {
            var at = Shapes.Dim("slice", dim, Rank);
            if (Rank == 0) throw new InvalidOperationException("slice: a tensor of no dimensions cannot be sliced.");
            if (step <= 0)
                throw new ArgumentException($"slice: step {step} must be positive; use flip for the other direction.");
            var size = _shape[at];
            if (start < 0) start += size;
            if (finish < 0) finish += size;
            start = Math.Clamp(start, 0, size);
            finish = Math.Clamp(finish, start, size);
            return Sliced(at, start, (finish - start + step - 1) / step, step);
        }

        private Tensor Sliced(int at, long start, long length, long step)
        {
            var shape = Shapes.With(_shape, at, length);
            var strides = step == 1 ? _strides : Shapes.With(_strides, at, _strides[at] * step);
            return Restride(shape, strides, length == 0 ? 0
                : start * _strides[at], Region.Of(this, shape, at, start, step, drop: false));
        }
    }
}
