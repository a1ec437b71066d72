using System.Numerics;
using ManagedTorch.Kernels;

namespace ManagedTorch.Tests.Kernels;

/// <summary>The order of numbers against LINQ's stable sort.</summary>
public sealed class RadixOrderTests
{
    private static readonly double[] Special =
    [
        0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, -double.Epsilon, 1, -1,
        1, double.MaxValue, -double.NaN,
    ];

    [Theory, InlineData(0), InlineData(1), InlineData(12), InlineData(48), InlineData(49), InlineData(3000)]
    public void NumbersAreInOrderAndEqualOnesStay(int count)
    {
        var draws = new Mt19937(21);
        double[] numbers = [.. Enumerable.Range(0, count).Select(i => i % 5 == 0 ? Special[i / 5 % Special.Length]
            : i % 5 == 1 ? Math.Floor(10 * draws.NextDouble()) : draws.NextNormal())];
        Check(numbers);
        Check([.. numbers.Select(x => (float)x)]);
        Check([.. Enumerable.Range(0, count)
            .Select(i => (long)(draws.NextUInt64() >> (i % 64)) * (1 - (2 * (i % 2))))]);
    }

    [Fact]
    public void OneSorterSortsOneRowAfterTheOther()
    {
        var sorter = new RadixOrder(100);
        foreach (int count in (int[])[100, 3, 60, 0, 99])
        {
            float[] row = [.. Enumerable.Range(0, count).Select(i => (float)(i * 37 % 11))];
            Assert.Equal(Expected(row, false), sorter.Of<float>(row, false).ToArray());
        }
    }

    private static void Check<T>(T[] numbers) where T : unmanaged, INumber<T>
    {
        foreach (bool descending in (bool[])[false, true])
            Assert.Equal(
                Expected(numbers, descending), new RadixOrder(numbers.Length).Of<T>(numbers, descending).ToArray());
    }

    private static int[] Expected<T>(T[] numbers, bool descending) where T : INumber<T>
    {
        var places = Enumerable.Range(0, numbers.Length);
        var order = Comparer<T>.Create((a, b) =>
            T.IsNaN(a) || T.IsNaN(b) ? T.IsNaN(a).CompareTo(T.IsNaN(b)) : a < b ? -1 : a > b ? 1 : 0);
        return [.. descending ? places.OrderByDescending(i => numbers[i], order)
            : places.OrderBy(i => numbers[i], order)];
    }
}
