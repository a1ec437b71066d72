using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>x between low and high; where low > high, high (as PyTorch).</summary>
internal readonly struct Clamp : ITernary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V low, V high) where V : struct, ISimdVector<V> =>
        SimdMath.Min(SimdMath.Max(x, low), high);
}
