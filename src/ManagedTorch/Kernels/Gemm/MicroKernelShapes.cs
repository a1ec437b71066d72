using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>A number known when the code is compiled.</summary>
internal interface ICount
{
    static abstract int Count { get; }
}

internal readonly struct One : ICount
{
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }
}
internal readonly struct Two : ICount
{
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2;
    }
}
internal readonly struct Four : ICount
{
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 4;
    }
}
internal readonly struct Six : ICount
{
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 6;
    }
}
internal readonly struct Eight : ICount
{
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }
}
internal readonly struct Twelve : ICount
{
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 12;
    }
}

/// <summary>Where the micro-kernel finds A: rows side by side for each k (transposed or packed), or far
/// apart.</summary>
internal interface IMicroPanelLayout
{
    static abstract bool RowsAreAdjacent { get; }
}

internal readonly struct AdjacentRows
    : IMicroPanelLayout
{
    public static bool RowsAreAdjacent
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get =>
    true;
    }
}
internal readonly struct DistantRows
    : IMicroPanelLayout
{
    public static bool RowsAreAdjacent
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get =>
    false;
    }
}

/// <summary>Where the micro-kernel finds the rows of B: at one distance, or at offsets that are listed.</summary>
internal interface IMicroPanelSource
{
    static abstract bool Listed { get; }
}

internal readonly struct EqualSteps : IMicroPanelSource
{
    public static bool Listed
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }
}
internal readonly struct ListedOffsets : IMicroPanelSource
{
    public static bool Listed
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }
}
