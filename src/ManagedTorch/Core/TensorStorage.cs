using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace ManagedTorch.Core;

/// <summary>
/// The memory of one tensor and of all its views. Counts the tensors that share it; the last one to go
/// returns it to the pool. A storage nobody disposes is ordinary garbage, so disposing is never required.
/// </summary>
internal abstract class TensorStorage
{
    private int _owners;

    /// <summary>Counts in-place writes; saved tensors compare it before their values are used in a gradient.</summary>
    internal int Version;

    internal int Owners => Volatile.Read(ref _owners);

    /// <summary>Number of elements the memory can hold (at least what was asked for).</summary>
    internal abstract int Capacity { get; }

    internal void Reset()
    {
        _owners = 1;
        Version = 0;
    }

    internal void Retain() => Interlocked.Increment(ref _owners);

    internal void Release()
    {
        if (Interlocked.Decrement(ref _owners) == 0) Return();
    }

    protected abstract void Return();

    /// <summary>Memory for <paramref name="count"/> elements with undefined contents.</summary>
    /// <exception cref="NotSupportedException">The engine does not compute in this type.</exception>
    internal static TensorStorage Rent(ScalarType dtype, int count)
    {
        StopRequest.Check?.Invoke();
        var work = new RentWork(count);
        Dispatch.Any(dtype, ref work);
        return work.Storage!;
    }

    private struct RentWork(int count) : IForAny
    {
        internal TensorStorage? Storage;

        public void Run<T>() where T : unmanaged => Storage = BufferPool<T>.Rent(count);
    }
}

/// <summary>Memory of one element type.</summary>
internal sealed class TensorStorage<T> : TensorStorage where T : unmanaged
{
    internal readonly T[] Array;

    internal TensorStorage(T[] array)
    {
        Array = array;
        Reset();
    }

    internal override int Capacity => Array.Length;

    protected override void Return() => BufferPool<T>.Return(this);
}
