using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>One step of stochastic gradient descent with momentum, in PyTorch's order of operations.</summary>
internal static unsafe class Sgd
{
    /// <summary>The scalars of a step. <see cref="First"/>: the momentum buffer starts as the gradient.</summary>
    public readonly record struct Settings(
        double LearningRate, double Momentum, double Dampening, double WeightDecay, bool Nesterov, bool First,
        bool Maximize = false);

    /// <summary>Updates parameters p and, unless empty, the momentum buffer from gradient g.</summary>
    public static void Step<T>(Span<T> p, ReadOnlySpan<T> g, Span<T> momentum, in Settings s) where T : unmanaged
    {
        if (g.Length != p.Length || (momentum.Length != p.Length && (momentum.Length != 0 || s.Momentum != 0)))
            throw new ArgumentException($"Gradient and momentum must have the parameters' {p.Length} elements.");
        fixed (T* pp = p, pg = g, pm = momentum)
            VectorRanges.For<Work, T>(new() { P = pp, G = pg, M = pm, S = s }, p.Length, 16384);
    }

    private struct Work : IVectorWork
    {
        public void* P, G, M;
        public Settings S;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly int Run<V>(int start, int end) where V : struct, ISimdVector<V>
        {
            V minusRate = V.Const(-S.LearningRate), decay = V.Const(S.WeightDecay);
            V momentum = V.Const(S.Momentum), fresh = V.Const(1 - S.Dampening);
            bool add = S.WeightDecay != 0, keep = S.Momentum != 0, negate = S.Maximize;
            int i = start;
            for (; i <= end - V.Count; i += V.Count)
            {
                V p = V.Load(P, i), g = V.Load(G, i);
                if (negate) g = SimdMath.Negate(g);
                if (add) g = V.Fma(decay, p, g);
                if (keep)
                {
                    V m = S.First ? g : V.Fma(fresh, g, V.Load(M, i) * momentum);
                    V.Store(M, i, m);
                    g = S.Nesterov ? V.Fma(momentum, m, g) : m;
                }
                V.Store(P, i, V.Fma(minusRate, g, p));
            }
            return i;
        }
    }
}
