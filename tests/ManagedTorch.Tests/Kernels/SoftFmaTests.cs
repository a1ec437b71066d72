using ManagedTorch.Kernels;

namespace ManagedTorch.Tests.Kernels;

/// <summary>The software multiply-add against the hardware's (or the C library's), which round once.</summary>
public sealed class SoftFmaTests
{
    [Fact]
    public void AnyBitPatternsGiveTheSameResult()
    {
        var random = new Mt19937(1);
        for (int i = 0; i < 2_000_000; i++) Same(Any(random), Any(random), Any(random));
    }

    [Fact]
    public void TiesAndNearTiesRoundOnce()
    {
        // c is 24 bits above the product's first bit or a little more, so the sum lands on or beside a tie.
        var random = new Mt19937(2);
        for (int i = 0; i < 1_000_000; i++)
        {
            float a = 1 + ((random.NextUInt32() & 3) * 1.1920929e-7f), b = (random.NextUInt32() & 1) == 0 ? a
                : 1 - (a - 1);
            int power = (int)(random.NextUInt32() % 30) + 20;
            float c = MathF.ScaleB(1 + ((random.NextUInt32() & 0x7FFFFF) / 8388608f), power);
            Same(a, b, c);
            Same(-a, b, c);
            // The same far down, where results are subnormal.
            Same(MathF.ScaleB(a, -75), MathF.ScaleB(b, -75), MathF.ScaleB(c, -power - 127));
        }
    }

    [Fact]
    public void ASumJustAboveATieOfSubnormalsRoundsUp()
    {
        // c = 2^-127 and a product just above 2^-150, half of the smallest subnormal: float64 alone would lose the
        // excess.
        float a = MathF.ScaleB(1 + 1.1920929e-7f, -75), b = MathF.ScaleB(1, -75), c = MathF.ScaleB(1, -127);
        Same(a, b, c);
        Assert.Equal(MathF.BitIncrement(c), SoftFma.Emulate(a, b, c));
    }

    private static void Same(float a, float b, float c)
    {
        float expected = MathF.FusedMultiplyAdd(a, b, c), actual = SoftFma.Emulate(a, b, c);
        if (!expected.Equals(actual) || float.IsNegative(expected) != float.IsNegative(actual)
            && !float.IsNaN(expected))
            Assert.Fail($"{a:R} * {b:R} + {c:R}: {actual:R}, not {expected:R}");
    }

    private static float Any(Mt19937 random) => BitConverter.UInt32BitsToSingle(random.NextUInt32());
}
