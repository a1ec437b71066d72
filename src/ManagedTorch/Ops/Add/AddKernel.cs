using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

internal readonly struct Add : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V a, V b) where V : struct, ISimdVector<V> => a + b;
}

internal readonly struct Sub : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V a, V b) where V : struct, ISimdVector<V> => a - b;
}
