using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ManagedTorch.Kernels;

/// <summary>Vector width in bits that kernels use; the results have the same bits at each.</summary>
internal enum SimdLevel { Scalar = 0, Width128 = 128, Width256 = 256, Width512 = 512 }

/// <summary>Which vector width runs: the widest the processor has, or a narrower one that a test forces.</summary>
internal static class Simd
{
    /// <summary>The widest level with fused multiply-add in hardware.</summary>
    public static readonly SimdLevel Widest =
        Vector512.IsHardwareAccelerated || Avx512F.IsSupported ? SimdLevel.Width512
        : Vector256.IsHardwareAccelerated && Fma.IsSupported ? SimdLevel.Width256
        : Vector128.IsHardwareAccelerated && (Fma.IsSupported || System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported)
            ? SimdLevel.Width128
        : SimdLevel.Scalar;

    private static SimdLevel _level = Widest;

    /// <summary>The level in use. Tests may lower it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is wider than the processor has.</exception>
    public static SimdLevel Level
    {
        get => _level;
        set
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan((int)value, (int)Widest, nameof(value));
            _level = value;
        }
    }
}
