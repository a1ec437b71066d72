using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <content>Normal numbers by the method of Box and Muller, in the two ways that PyTorch does it.</content>
internal sealed partial class Mt19937
{
    private const int BlockSize = 16, HalfBlock = BlockSize / 2;

    /// <summary>
    /// Normal with this mean and standard deviation. From 16 elements on: uniforms first, then blocks of 16 in which
    /// element j and j + 8 make a pair; a remainder redraws the last 16. Fewer: pairs in float64, one kept for later.
    /// </summary>
    public void Normal(Span<float> y, double mean, double std)
    {
        using var held = _gate.EnterScope();
        if (y.Length < BlockSize)
        {
            foreach (ref float one in y) one = (float)((NextNormal() * std) + mean);
            return;
        }
        Uniform(y, 0, 1);
        BoxMuller(y, mean, std);
        if (y.Length % BlockSize == 0) return;
        var last = y[^BlockSize..];
        Uniform(last, 0, 1);
        BoxMuller(last, mean, std);
    }

    /// <inheritdoc cref="Normal(Span{float}, double, double)"/>
    public void Normal(Span<double> y, double mean, double std)
    {
        using var held = _gate.EnterScope();
        if (y.Length < BlockSize)
        {
            foreach (ref double one in y) one = (NextNormal() * std) + mean;
            return;
        }
        Uniform(y, 0, 1);
        BoxMuller(y, mean, std);
        if (y.Length % BlockSize == 0) return;
        var last = y[^BlockSize..];
        Uniform(last, 0, 1);
        BoxMuller(last, mean, std);
    }

    /// <summary>One standard normal number in float64; every second one comes from the pair before.</summary>
    public double NextNormal()
    {
        using var held = _gate.EnterScope();
        if (_cachedNormal is { } kept)
        {
            _cachedNormal = null;
            return kept;
        }
        double u1 = NextDouble(), u2 = NextDouble();
        double radius = Math.Sqrt(-2 * Scalar64.Sum(Log1p.Invoke(new Scalar64(-u2))));
        var theta = new Scalar64(2 * Math.PI * u1);
        _cachedNormal = radius * Scalar64.Sum(Sin.Invoke(theta));
        return radius * Scalar64.Sum(Cos.Invoke(theta));
    }

    /// <summary>Turns blocks of uniform numbers into normal ones; what is left over stays. Threads take
    /// blocks.</summary>
    private static unsafe void BoxMuller<T>(Span<T> y, double mean, double std) where T : unmanaged
    {
        fixed (T* p = y)
        {
            var work = new BoxMullerWork<T> { Y = p, Mean = mean, Std = std };
            ThreadPoolWork.For(ref work, y.Length / BlockSize, Grain / BlockSize);
        }
    }

    private unsafe struct BoxMullerWork<T> : IRangeWork where T : unmanaged
    {
        /// <summary>Blocks whose halves are put side by side, so that the widest vectors fit.</summary>
        private const int Together = 16;

        public T* Y;
        public double Mean, Std;

        [SkipLocalsInit]
        public readonly void Run(int start, int end)
        {
            T* first = stackalloc T[Together * HalfBlock], second = stackalloc T[Together * HalfBlock];
            var pairs = new BoxMullerPairs { First = first, Second = second, Mean = Mean, Std = Std };
            for (int block = start; block < end; block += Together)
            {
                int blocks = Math.Min(Together, end - block);
                T* y = Y + ((nint)block * BlockSize);
                for (int b = 0; b < blocks; b++)
                {
                    Copy(y + (b * BlockSize), first + (b * HalfBlock));
                    Copy(y + (b * BlockSize) + HalfBlock, second + (b * HalfBlock));
                }
                VectorRanges.Run<BoxMullerPairs, T>(ref pairs, 0, blocks * HalfBlock);
                for (int b = 0; b < blocks; b++)
                {
                    Copy(first + (b * HalfBlock), y + (b * BlockSize));
                    Copy(second + (b * HalfBlock), y + (b * BlockSize) + HalfBlock);
                }
            }
        }

        private static void Copy(T* from, T* to) => Unsafe.CopyBlockUnaligned(to, from, (uint)(HalfBlock * sizeof(T)));
    }

    private unsafe struct BoxMullerPairs : IVectorWork
    {
        public void* First, Second;
        public double Mean, Std;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly int Run<V>(int start, int end) where V : struct, ISimdVector<V>
        {
            V mean = V.Const(Mean), std = V.Const(Std);
            int i = start;
            for (; i <= end - V.Count; i += V.Count)
                V.Store(First, i, V.Sqrt(V.Const(-2) * Log.Invoke(V.Const(1) - V.Load(First, i))));
            for (i = start; i <= end - V.Count; i += V.Count)
            {
                V radius = V.Load(First, i);
                V cos = Quadrants.TurnFraction(V.Const(2 * Math.PI) * V.Load(Second, i), out V sin);
                V.Store(First, i, V.Fma(radius * cos, std, mean));
                V.Store(Second, i, V.Fma(radius * sin, std, mean));
            }
            return i;
        }
    }
}
