using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// One step of Adam or AdamW in one pass over the parameters (Kingma and Ba, arXiv:1412.6980; Loshchilov and Hutter,
/// arXiv:1711.05101), in PyTorch's order of operations.
/// </summary>
internal static unsafe class AdamW
{
    /// <summary>
    /// The scalars of a step. <see cref="Decoupled"/>: the decay shrinks the parameters (AdamW); otherwise it is added
    /// to the gradient (Adam). <see cref="Step"/> counts from 1.
    /// </summary>
    public readonly record struct Settings(
        double LearningRate, double Beta1, double Beta2, double Epsilon, double WeightDecay, bool Decoupled, long Step,
        bool Maximize = false);

    /// <summary>
    /// Updates parameters p and the running averages m of the gradient g and v of its square;
    /// <paramref name="vMax"/>, if not empty, keeps the largest v (AMSGrad).
    /// </summary>
    public static void Step<T>(Span<T> p, ReadOnlySpan<T> g, Span<T> m, Span<T> v, Span<T> vMax, in Settings s)
        where T : unmanaged
    {
        if (g.Length != p.Length || m.Length != p.Length || v.Length != p.Length
            || (vMax.Length != 0 && vMax.Length != p.Length))
            throw new ArgumentException($"Gradient and state must have the parameters' {p.Length} elements.");
        double correction1 = 1 - Portable.Pow(s.Beta1, s.Step), correction2 = 1 - Portable.Pow(s.Beta2, s.Step);
        fixed (T* pp = p, pg = g, pm = m, pv = v, px = vMax)
        {
            var work = new Work
            {
                P = pp, G = pg, M = pm, V2 = pv, VMax = px, S = s,
                StepSize = s.LearningRate / correction1, RootCorrection = Math.Sqrt(correction2),
            };
            VectorRanges.For<Work, T>(work, p.Length, 8192);
        }
    }

    private struct Work : IVectorWork
    {
        public void* P, G, M, V2, VMax;
        public Settings S;
        public double StepSize, RootCorrection;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly int Run<V>(int start, int end) where V : struct, ISimdVector<V>
        {
            V beta1Rest = V.Const(1 - S.Beta1), beta2 = V.Const(S.Beta2), beta2Rest = V.Const(1 - S.Beta2);
            V keep = V.Const(1 - (S.LearningRate * S.WeightDecay)), decay = V.Const(S.WeightDecay);
            V minusStep = V.Const(-StepSize), epsilon = V.Const(S.Epsilon), root = V.Const(RootCorrection);
            bool shrink = S.Decoupled, add = !S.Decoupled && S.WeightDecay != 0, negate = S.Maximize,
                max = VMax != null;
            int i = start;
            for (; i <= end - V.Count; i += V.Count)
            {
                V p = V.Load(P, i), g = V.Load(G, i), m = V.Load(M, i), v = V.Load(V2, i);
                if (negate) g = SimdMath.Negate(g);
                if (shrink) p *= keep;
                if (add) g = V.Fma(p, decay, g);
                m = V.Fma(beta1Rest, g - m, m);
                v = V.Fma(beta2Rest * g, g, v * beta2);
                V.Store(M, i, m);
                V.Store(V2, i, v);
                if (max)
                {
                    v = SimdMath.Max(V.Load(VMax, i), v);
                    V.Store(VMax, i, v);
                }
                V denominator = (V.Sqrt(v) / root) + epsilon;
                V.Store(P, i, V.Fma(minusStep, m / denominator, p));
            }
            return i;
        }
    }
}
