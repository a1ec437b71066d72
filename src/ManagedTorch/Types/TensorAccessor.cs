using System.Collections;
using ManagedTorch.Core;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor in row-major order.</summary>
public sealed class TensorAccessor<T> : IEnumerable<T>, IDisposable where T : unmanaged
{
    private readonly torch.Tensor _tensor;

    internal TensorAccessor(torch.Tensor tensor) => _tensor = tensor;

    /// <summary>How many elements there are.</summary>
    public long Count => _tensor._count;

    /// <summary>Always false: elements can be set.</summary>
    public bool IsReadOnly => false;

    /// <summary>The element at these indices, one per dimension; a single index counts the elements in row-major
    /// order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside the shape.</exception>
    public T this[params long[] indices]
    {
        get => _tensor.Memory<T>()[Position(indices)];
        set
        {
            _tensor.Memory<T>()[Position(indices)] = value;
            _tensor.BumpVersion();
        }
    }

    private int Position(long[] indices)
    {
        if (indices.Length == 1 && _tensor.Rank != 1) return Flat(indices[0]);
        if (indices.Length != _tensor.Rank)
            throw new ArgumentException(
                $"data: {indices.Length} indices given for a tensor of shape {Shapes.Text(_tensor._shape)}.");
        var at = 0L;
        for (var i = 0; i < indices.Length; i++)
        {
            if ((ulong)indices[i] >= (ulong)_tensor._shape[i])
                throw new ArgumentOutOfRangeException(nameof(indices),
                    $"data: index {Shapes.Text(indices)} is out of range for shape {Shapes.Text(_tensor._shape)}.");
            at += indices[i] * _tensor._strides[i];
        }
        return (int)at;
    }

    private int Flat(long index)
    {
        if ((ulong)index >= (ulong)_tensor._count)
            throw new ArgumentOutOfRangeException(nameof(index),
                $"data: index {index} is out of range for {_tensor._count} elements.");
        var at = 0L;
        for (var d = _tensor.Rank - 1; d >= 0; d--)
        {
            at += index % _tensor._shape[d] * _tensor._strides[d];
            index /= _tensor._shape[d];
        }
        return (int)at;
    }

    /// <summary>A copy of the elements in row-major order.</summary>
    public T[] ToArray()
    {
        var result = new T[_tensor._count];
        CopyTo(result);
        return result;
    }

    /// <summary>Copies the elements from number <paramref name="tensorIndex"/> on into the array, from
    /// <paramref name="arrayIndex"/> on.</summary>
    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) =>
        CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    /// <inheritdoc cref="CopyTo(T[], int, long)"/>
    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        if (_tensor._contiguous)
        {
            _tensor.Values<T>()[(int)tensorIndex..].CopyTo(array[arrayIndex..]);
            return;
        }
        using var ordered = Copy.Convert(_tensor, _tensor._dtype);
        ordered.Values<T>()[(int)tensorIndex..].CopyTo(array[arrayIndex..]);
    }

    /// <summary>Sets the elements from number <paramref name="tensorIndex"/> on to those of the array from
    /// <paramref name="arrayIndex"/> on, as many as both have.</summary>
    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) =>
        CopyFrom(array.AsSpan(), arrayIndex, tensorIndex);

    /// <inheritdoc cref="CopyFrom(T[], int, long)"/>
    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var source = array[arrayIndex..];
        var n = (int)Math.Min(source.Length, _tensor._count - tensorIndex);
        if (_tensor._contiguous) source[..n].CopyTo(_tensor.Values<T>()[(int)tensorIndex..]);
        else for (var i = 0; i < n; i++) _tensor.Memory<T>()[Flat(tensorIndex + i)] = source[i];
        _tensor.BumpVersion();
    }

    /// <summary>Runs through a copy of the elements in row-major order.</summary>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

#nullable disable annotations // TorchSharp declares this parameter without nullability
    /// <summary>Whether the object gives access to the same elements in the same order.</summary>
    public override bool Equals(object obj) =>
        obj is TensorAccessor<T> other && ToArray().AsSpan().SequenceEqual(other.ToArray());
#nullable restore annotations

    /// <summary>The number of elements: equal for equal elements.</summary>
    public override int GetHashCode() => _tensor._count;

    /// <summary>Does nothing: the tensor stays its owner's.</summary>
    public void Dispose() { }
}
