using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>One step of RMSprop (Hinton, 2012), plain, centered or with momentum, in PyTorch's order of
/// operations.</summary>
internal static unsafe class RmsProp
{
    /// <summary>The scalars of a step.</summary>
    public readonly record struct Settings(
        double LearningRate, double Alpha, double Epsilon, double WeightDecay, double Momentum, bool Maximize);

    /// <summary>
    /// Updates parameters p and the running average of the squared gradient g; unless empty also the running average of
    /// g (centered) and the momentum of the steps.
    /// </summary>
    public static void Step<T>(Span<T> p, ReadOnlySpan<T> g, Span<T> square, Span<T> mean, Span<T> momentum,
        in Settings s)
        where T : unmanaged
    {
        if (g.Length != p.Length || square.Length != p.Length || (mean.Length != 0 && mean.Length != p.Length)
            || (momentum.Length != 0 && momentum.Length != p.Length))
            throw new ArgumentException($"Gradient and state must have the parameters' {p.Length} elements.");
        fixed (T* pp = p, pg = g, ps = square, pm = mean, pb = momentum)
            VectorRanges.For<Work, T>(new() { P = pp, G = pg, Square = ps, Mean = pm, Momentum = pb, S = s }, p.Length,
                8192);
    }

    private struct Work : IVectorWork
    {
        public void* P, G, Square, Mean, Momentum;
        public Settings S;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly int Run<V>(int start, int end) where V : struct, ISimdVector<V>
        {
            V alpha = V.Const(S.Alpha), rest = V.Const(1 - S.Alpha), epsilon = V.Const(S.Epsilon);
            V decay = V.Const(S.WeightDecay), keep = V.Const(S.Momentum), minusRate = V.Const(-S.LearningRate);
            bool add = S.WeightDecay != 0, negate = S.Maximize, centered = Mean != null, heavy = Momentum != null;
            int i = start;
            for (; i <= end - V.Count; i += V.Count)
            {
                V p = V.Load(P, i), g = V.Load(G, i);
                if (negate) g = SimdMath.Negate(g);
                if (add) g = V.Fma(decay, p, g);
                V square = V.Fma(rest * g, g, V.Load(Square, i) * alpha), spread = square;
                V.Store(Square, i, square);
                if (centered)
                {
                    V mean = V.Fma(rest, g, V.Load(Mean, i) * alpha);
                    V.Store(Mean, i, mean);
                    spread = V.Fma(SimdMath.Negate(mean), mean, square);
                }
                V step = g / (V.Sqrt(spread) + epsilon);
                if (heavy)
                {
                    step = V.Fma(V.Load(Momentum, i), keep, step);
                    V.Store(Momentum, i, step);
                }
                V.Store(P, i, V.Fma(minusRate, step, p));
            }
            return i;
        }
    }
}
