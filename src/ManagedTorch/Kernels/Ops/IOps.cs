namespace ManagedTorch.Kernels;

/// <summary>A function of one number, written once for every lane width.</summary>
internal interface IUnary
{
    static abstract V Invoke<V>(V x) where V : struct, ILanes<V>;
}

/// <summary>A function of two numbers, written once for every lane width.</summary>
internal interface IBinary
{
    static abstract V Invoke<V>(V a, V b) where V : struct, ILanes<V>;
}

/// <summary>A function of three numbers, written once for every lane width.</summary>
internal interface ITernary
{
    static abstract V Invoke<V>(V a, V b, V c) where V : struct, ILanes<V>;
}
