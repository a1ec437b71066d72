using System.Runtime.CompilerServices;
using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace ManagedTorch.Core;

/// <summary>Copies between layouts and element types, and fills.</summary>
internal static class Copy
{
    /// <summary>A contiguous copy of another element type.</summary>
    internal static Tensor Convert(Tensor source, ScalarType dtype)
    {
        var result = Tensor.NewLike(source, dtype);
        Into(result, source);
        return result;
    }

    /// <summary>Writes <paramref name="source"/>, broadcast, into <paramref name="target"/>.</summary>
    internal static void Into(Tensor target, Tensor source)
    {
        var work = new ToType(target, source);
        Dispatch.Any(target._dtype, ref work);
    }

    private readonly struct ToType(Tensor target, Tensor source) : IForAny
    {
        public void Run<TTo>() where TTo : unmanaged
        {
            var work = new FromType<TTo>(target, source);
            Dispatch.Any(source._dtype, ref work);
        }
    }

    private readonly struct FromType<TTo>(Tensor target, Tensor source) : IForAny where TTo : unmanaged
    {
        public void Run<TFrom>() where TFrom : unmanaged => Copy.Run<TFrom, TTo>(target, source);
    }

    private static void Run<TFrom, TTo>(Tensor target, Tensor source) where TFrom : unmanaged where TTo : unmanaged
    {
        if (target._contiguous && source._count == 1 && target._count != 1)
        {
            target.Values<TTo>().Fill(Dtypes.Cast<TFrom, TTo>(source.Memory<TFrom>()[0]));
            return;
        }
        var work = new CopyWork<TFrom, TTo>(target, source);
        if (target._count < 2 * Grain) work.Run(0, work.Slices);
        else ThreadPoolWork.For(ref work, work.Slices, (int)Math.Max(1, Grain * (long)work.Slices / target._count));
    }

    /// <summary>Elements that a thread takes at least.</summary>
    private const int Grain = 32768;

    /// <summary>A copy in slices of the first dimension, or in single elements where both sides lie in one
    /// piece.</summary>
    private readonly struct CopyWork<TFrom, TTo> : IRangeWork where TFrom : unmanaged where TTo : unmanaged
    {
        private readonly Tensor _target, _source;
        private readonly bool _flat;

        internal readonly int Slices;

        internal CopyWork(Tensor target, Tensor source)
        {
            (_target, _source) = (target, source);
            _flat = target._contiguous && source._contiguous && source._count == target._count;
            Slices = _flat ? target._count : target.Rank == 0 ? 1 : (int)target._shape[0];
        }

        public void Run(int start, int end)
        {
            if (_flat)
            {
                Row<TFrom, TTo>(_source.Values<TFrom>()[start..], 1, _target.Values<TTo>()[start..], 1, end - start);
                return;
            }
            var rank = _target.Rank;
            Span<long> shape = stackalloc long[rank], from = stackalloc long[_source.Rank],
                work = stackalloc long[StridedIterator.WorkspaceLength(rank)];
            _target._shape.CopyTo(shape);
            _source._shape.CopyTo(from);
            int skipTo = 0, skipFrom = 0;
            if (end - start != Slices)
            {
                shape[0] = end - start;
                skipTo = (int)(start * _target._strides[0]);
                // A source with this dimension moves along with the target, unless it repeats itself.
                if (from.Length == rank && from[0] != 1)
                {
                    from[0] = end - start;
                    skipFrom = (int)(start * _source._strides[0]);
                }
            }
            var iterator = new StridedIterator(work, shape, new(shape, _target._strides), new(from, _source._strides));
            var to = _target.Memory<TTo>();
            ReadOnlySpan<TFrom> memory = _source.Memory<TFrom>();
            while (iterator.Next())
                Row(memory[(skipFrom + iterator.B)..], iterator.StepB, to[(skipTo + iterator.A)..], iterator.StepA,
                    iterator.Length);
        }
    }

    private static void Row<TFrom, TTo>(ReadOnlySpan<TFrom> from, int stepFrom, Span<TTo> to, int stepTo, int n)
        where TFrom : unmanaged where TTo : unmanaged
    {
        if (n == 0) return;
        if (stepTo == 1 && stepFrom == 0)
        {
            to[..n].Fill(Dtypes.Cast<TFrom, TTo>(from[0]));
            return;
        }
        if (stepTo == 1 && stepFrom == 1)
        {
            if (typeof(TFrom) == typeof(TTo))
            {
                System.Runtime.InteropServices.MemoryMarshal.Cast<TFrom, TTo>(from[..n]).CopyTo(to);
                return;
            }
            from = from[..n];
            to = to[..n];
            for (var i = 0; i < from.Length; i++) to[i] = Dtypes.Cast<TFrom, TTo>(from[i]);
            return;
        }
        // The iterator keeps every index inside the tensors it was built from.
        ref var f = ref System.Runtime.InteropServices.MemoryMarshal.GetReference(from);
        ref var t = ref System.Runtime.InteropServices.MemoryMarshal.GetReference(to);
        for (var i = 0; i < n; i++)
            Unsafe.Add(ref t, i * stepTo) = Dtypes.Cast<TFrom, TTo>(Unsafe.Add(ref f, i * stepFrom));
    }

    internal static void Fill(Tensor target, TorchSharp.Scalar value)
    {
        var work = new FillWork(target, value);
        Dispatch.Any(target._dtype, ref work);
    }

    private readonly struct FillWork(Tensor target, TorchSharp.Scalar value) : IForAny
    {
        public void Run<T>() where T : unmanaged => FillWith(target, Dtypes.FromScalar<T>(value));
    }

    internal static void FillWith<T>(Tensor target, T value) where T : unmanaged
    {
        if (target._contiguous)
        {
            target.Values<T>().Fill(value);
            return;
        }
        Span<long> work = stackalloc long[StridedIterator.WorkspaceLength(target.Rank)];
        var iterator = new StridedIterator(work, target._shape, new(target._shape, target._strides));
        var memory = target.Memory<T>();
        while (iterator.Next())
            for (int i = 0, at = iterator.A; i < iterator.Length; i++, at += iterator.StepA) memory[at] = value;
    }

    /// <summary>Copies a strided run into consecutive elements.</summary>
    internal static void Gather<T>(ReadOnlySpan<T> from, int step, Span<T> to) where T : unmanaged
    {
        if (step == 0) to.Fill(from[0]);
        else
            for (int i = 0, at = 0; i < to.Length; i++, at += step) to[i] = from[at];
    }
}
