namespace ManagedTorch.Kernels;

/// <summary>
/// A window of <paramref name="KernelH"/> x <paramref name="KernelW"/> taps, <c>dilation</c> apart, that moves in steps
/// of <c>stride</c> over a plane of <paramref name="Height"/> x <paramref name="Width"/> with <c>pad</c> zeros around
/// it.
/// </summary>
internal readonly record struct SlidingWindow(
    int Height, int Width, int KernelH, int KernelW, int StrideH, int StrideW, int PadH, int PadW, int DilationH,
    int DilationW)
{
    internal int OutH => Places(Height, KernelH, StrideH, PadH, DilationH);

    internal int OutW => Places(Width, KernelW, StrideW, PadW, DilationW);

    internal int Plane => Height * Width;

    internal int Taps => KernelH * KernelW;

    /// <summary>Positions of the window.</summary>
    internal int Count => OutH * OutW;

    /// <summary>Whether the columns of this window are the plane itself.</summary>
    internal bool IsIdentity => KernelH == 1 && KernelW == 1 && StrideH == 1 && StrideW == 1 && PadH == 0 && PadW == 0;

    /// <summary>The window that goes back from positions to the plane, with its taps in reverse; null for steps beyond
    /// one.</summary>
    internal SlidingWindow? Mirror =>
        StrideH == 1 && StrideW == 1 && PadH <= DilationH * (KernelH - 1) && PadW <= DilationW * (KernelW - 1)
        ? this with
        {
            Height = OutH,
            Width = OutW,
            PadH = DilationH * (KernelH - 1) - PadH,
            PadW = DilationW * (KernelW - 1) - PadW
        }
        : null;

    private static int Places(int size, int kernel, int stride, int pad, int dilation)
    {
        var room = size + 2L * pad - (long)dilation * (kernel - 1) - 1;
        return room < 0 ? 0 : (int)Math.Min(int.MaxValue, room / stride + 1);
    }
}
