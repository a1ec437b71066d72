using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ManagedTorch.Autograd;
using ManagedTorch.Core;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// An array of any rank over shared memory: storage, offset, shape and strides, with its place in the autograd
    /// graph. Views share the storage and see each other's writes. <see cref="Dispose()"/> returns the memory early; it
    /// is never required.
    /// </summary>
    public partial class Tensor : IDisposable
    {
        internal TensorStorage? _storage;
        internal long[] _shape;
        internal long[] _strides;
        internal int _offset;
        internal int _count;
        internal ScalarType _dtype;
        internal bool _contiguous;

        private int _references = 1; // the handle itself, and everyone who keeps it past the handle's disposal
        private bool _disposed;

        internal DisposeScope? _scope;
        internal int _scopeIndex;

        /// <summary>A tensor over storage that this call owns (its count of owners includes this tensor).</summary>
        internal Tensor(TensorStorage storage, ScalarType dtype, long[] shape, long[] strides, int offset, int count,
            bool contiguous)
        {
            _storage = storage;
            _dtype = dtype;
            _shape = shape;
            _strides = strides;
            _offset = offset;
            _count = count;
            _contiguous = contiguous;
            var state = TorchThread.Current;
            if (state.Arena is { } arena) arena.Add(this);
            else state.Scope?.Join(this);
        }

        /// <summary>Takes a tensor over, for parameters: its memory, outside any graph, and its place in its dispose
        /// scope. The tensor is disposed.</summary>
        private protected Tensor(Tensor taken)
        {
            taken.Storage.Retain();
            _storage = taken.Storage;
            (_dtype, _shape, _strides, _offset, _count, _contiguous) =
                (taken._dtype, taken._shape, taken._strides, taken._offset, taken._count, taken._contiguous);
            var scope = taken._scope;
            taken.Dispose();
            scope?.Join(this);
        }

        /// <summary>A new contiguous tensor with undefined contents.</summary>
        internal static Tensor New(ScalarType dtype, long[] shape)
        {
            var count = Shapes.Count(shape);
            return new Tensor(TensorStorage.Rent(dtype, count), dtype, shape, Shapes.ContiguousStrides(shape), 0, count,
                true);
        }

        /// <summary>A new contiguous tensor of <paramref name="like"/>'s shape with undefined contents; shares its
        /// shape arrays.</summary>
        internal static Tensor NewLike(Tensor like, ScalarType dtype) => like._contiguous
            ? new Tensor(TensorStorage.Rent(dtype, like._count), dtype, like._shape, like._strides, 0, like._count,
                true)
            : New(dtype, like._shape);

        internal static Tensor NewLike(Tensor like) => NewLike(like, like._dtype);

        /// <summary>Another tensor on this storage, with no place in the graph yet.</summary>
        internal Tensor Share(long[] shape, long[] strides, int offset, int count)
        {
            var storage = Storage;
            storage.Retain();
            return new Tensor(storage, _dtype, shape, strides, offset, count, Shapes.IsContiguous(shape, strides));
        }

        internal Tensor Share() => Share(_shape, _strides, _offset, _count);

        /// <summary>The storage; rejects a disposed tensor.</summary>
        internal TensorStorage Storage
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => _disposed || _storage is null ? throw Disposed() : _storage;
        }

        /// <summary>This tensor, for its public properties: none of them outlives it, as in TorchSharp.</summary>
        internal Tensor Alive
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => _disposed ? throw Disposed() : this;
        }

        private ObjectDisposedException Disposed() =>
            new(nameof(Tensor),
                $"a tensor of shape {Shapes.Text(_shape)} was used after it was disposed (by Dispose, or by the " +
                "dispose scope it was made in).");

        internal int Version => Storage.Version;

        internal void BumpVersion() => Storage.Version++;

        /// <summary>The elements of a contiguous tensor, in order.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal Span<T> Values<T>() where T : unmanaged
        {
            ref var first = ref MemoryMarshal.GetArrayDataReference(Unsafe.As<TensorStorage<T>>(Storage).Array);
            return MemoryMarshal.CreateSpan(ref Unsafe.Add(ref first, _offset), _count);
        }

        /// <summary>The memory from this tensor's first element on, for strided access.</summary>
        internal Span<T> Memory<T>() where T : unmanaged =>
            Unsafe.As<TensorStorage<T>>(Storage).Array.AsSpan(_offset);

        /// <summary>Takes over the memory and dtype of another tensor, as a module's parameters do when the module is
        /// converted.</summary>
        internal void Become(Tensor source)
        {
            TensorStorage storage = source.Storage;
            storage.Retain();
            _storage?.Release();
            _storage = storage;
            (_dtype, _shape, _strides, _offset, _count, _contiguous) =
                (source._dtype, source._shape, source._strides, source._offset, source._count, source._contiguous);
            SetGradient(null);
        }

        internal int Rank => _shape.Length;

        /// <summary>Keeps the memory even if the handle is disposed; paired with <see cref="Release"/>.</summary>
        internal void Retain() => Interlocked.Increment(ref _references);

        /// <summary>True if exactly one party refers to this tensor and no view shares its memory: it may be
        /// overwritten.</summary>
        internal bool IsUnique => _references == 1 && _storage!.Owners == 1 && _offset == 0;

        /// <summary>Whether the other tensor is the same view of the same memory.</summary>
        internal bool IsSameMemory(Tensor other) =>
            ReferenceEquals(_storage, other._storage) && _offset == other._offset
            && Shapes.Same(_shape, other._shape) && _strides.AsSpan().SequenceEqual(other._strides);

        internal bool IsDisposed => _disposed;

        internal void Release()
        {
            if (Interlocked.Decrement(ref _references) != 0) return;
            _storage?.Release();
            _storage = null;
        }

        /// <summary>A live handle for a tensor that was saved and then disposed by its owner: same memory, same place
        /// in the graph.</summary>
        internal Tensor Revive() => _disposed ? AliasInGraph() : this;

        /// <summary>Returns the memory, unless a view or the graph still needs it; the tensor cannot be used
        /// afterwards.</summary>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Leaves the dispose scope; if <paramref name="disposing"/> is true, returns the memory
        /// too.</summary>
        protected virtual void Dispose(bool disposing)
        {
            if (_disposed) return;
            _scope?.Leave(this);
            _disposed = true;
            if (disposing) Release();
        }

        /// <summary>Whether the tensor was disposed.</summary>
        public bool IsInvalid => _disposed || _storage is null;
    }
}
