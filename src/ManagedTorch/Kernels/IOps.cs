using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>A function of one number, written once for every lane width.</summary>
internal interface IUnary
{
    static abstract V Invoke<V>(V x) where V : struct, ISimdVector<V>;
}

/// <summary>A function of two numbers, written once for every lane width.</summary>
internal interface IBinary
{
    static abstract V Invoke<V>(V a, V b) where V : struct, ISimdVector<V>;
}

/// <summary>A function of three numbers, written once for every lane width.</summary>
internal interface ITernary
{
    static abstract V Invoke<V>(V a, V b, V c) where V : struct, ISimdVector<V>;
}

/// <summary>
/// A function as a call of its own. The compiler inlines only so many operations into one method and then calls even
/// additions; long formulas are therefore built from a few such pieces.
/// </summary>
internal static class Called<TOp> where TOp : struct, IUnary
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V Invoke<V>(V x) where V : struct, ISimdVector<V> => V.Map<TOp>(x);
}
