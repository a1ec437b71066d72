using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>x where x is not below 0 (NaN stays), else 0.</summary>
internal readonly struct Relu : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V> =>
        V.Select(V.LessOrEqual(x, V.Const(0)), V.Const(0), x);
}

/// <summary>grad where x > 0, else 0. x may be the input or the output of relu.</summary>
internal readonly struct ReluGrad : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V grad, V x) where V : struct, ISimdVector<V> =>
        V.Select(V.LessOrEqual(x, V.Const(0)), V.Const(0), grad);
}
