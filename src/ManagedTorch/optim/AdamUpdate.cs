using ManagedTorch.Core;
using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// The update that Adam and AdamW share: one pass over all parameters of a group with their gradients and averages,
/// which the threads share as if they were one long vector, so that small parameters do not wait for each other.
/// </summary>
internal sealed class AdamUpdate
{
    /// <summary>Elements that a thread takes at least.</summary>
    private const int Grain = 8192;

    private Item[] _items = [];
    private int _count, _elements;

    private record struct Item(Parameter Parameter, Tensor Gradient, Tensor Average, Tensor Square, Tensor? Largest,
        ManagedTorch.Kernels.AdamW.Settings Settings)
    {
        internal int Count => Parameter._count;
    }

    internal void Add(Parameter parameter, Tensor gradient, Tensor average, Tensor square, Tensor? largest,
        in ManagedTorch.Kernels.AdamW.Settings settings)
    {
        if (_count == _items.Length) Array.Resize(ref _items, Math.Max(8, 2 * _count));
        _items[_count++] =
            new(parameter, gradient._contiguous ? gradient : gradient.contiguous(), average, square, largest, settings);
        _elements = checked(_elements + parameter._count);
    }

    /// <summary>Updates what was added, and forgets it.</summary>
    internal void Run()
    {
        try
        {
            var work = new Work { Items = _items };
            ThreadPoolWork.For(ref work, _elements, Grain);
            foreach (ref Item item in _items.AsSpan(0, _count)) item.Parameter.BumpVersion();
        }
        finally
        {
            Array.Clear(_items, 0, _count);
            _count = _elements = 0;
        }
    }

    private struct Work : IRangeWork
    {
        public Item[] Items;

        /// <summary>Elements [start, end) of all parameters one after another.</summary>
        public readonly void Run(int start, int end)
        {
            for (int i = 0; end > 0; i++)
            {
                ref Item item = ref Items[i];
                if (start < item.Count)
                {
                    var range = new Range(Math.Max(start, 0), Math.Min(end, item.Count));
                    Dispatch.Float(item.Parameter._dtype, new Step(ref item, range));
                }
                start -= item.Count;
                end -= item.Count;
            }
        }

        private readonly ref struct Step(ref Item item, Range range) : IForFloat
        {
            private readonly ref Item _item = ref item;

            void IForFloat.Run<T>() => ManagedTorch.Kernels.AdamW.Step<T>(
                _item.Parameter.Values<T>()[range], _item.Gradient.Values<T>()[range],
                _item.Average.Values<T>()[range], _item.Square.Values<T>()[range],
                _item.Largest is null ? [] : _item.Largest.Values<T>()[range], _item.Settings);
        }
    }

    /// <summary>Rejects hyper-parameters for which the update has no meaning.</summary>
    internal static void Validate(double lr, double beta1, double beta2, double eps, double weightDecay)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lr);
        ArgumentOutOfRangeException.ThrowIfNegative(eps);
        ArgumentOutOfRangeException.ThrowIfNegative(weightDecay, "weight_decay");
        Fraction(beta1, nameof(beta1));
        Fraction(beta2, nameof(beta2));

        static void Fraction(double beta, string name)
        {
            if (beta is not (>= 0 and < 1))
                throw new ArgumentOutOfRangeException(name, beta, "A decay rate lies in [0, 1).");
        }
    }
}
