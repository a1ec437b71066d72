using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>-1, 0 or 1; 0 for NaN (as PyTorch).</summary>
internal readonly struct Sign : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V>
    {
        V zero = V.Const(0);
        return V.SelectLess(zero, x, V.Const(1), V.SelectLess(x, zero, V.Const(-1), zero));
    }
}
