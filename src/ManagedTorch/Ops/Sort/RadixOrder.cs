using System.Numerics;
using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// The stable order of numbers: a radix sort of their bits, the least significant digit first (Knuth, "The Art of
/// Computer Programming", 5.2.5), and an insertion sort of a few. NaN counts as the largest; zeros are equal whatever
/// their sign.
/// </summary>
/// <param name="capacity">The most numbers that are sorted together.</param>
internal sealed class RadixOrder(int capacity)
{
    private const int DigitBits = 8, Digits = 1 << DigitBits, Few = 48;

    private readonly int[] _counts = new int[Digits];
    private ulong[] _keys = new ulong[capacity], _sorted = new ulong[capacity];
    private int[] _places = new int[capacity], _sortedPlaces = new int[capacity];

    /// <summary>Where the numbers are that come first, second, and so on; valid until the next call.</summary>
    public ReadOnlySpan<int> Of<T>(ReadOnlySpan<T> values, bool descending) where T : unmanaged, INumber<T>
    {
        int count = values.Length;
        ulong all = 0, common = ulong.MaxValue, flip = descending ? ulong.MaxValue : 0;
        for (int i = 0; i < count; i++)
        {
            ulong key = Key(values[i]) ^ flip;
            (_keys[i], _places[i]) = (key, i);
            all |= key;
            common &= key;
        }
        if (count <= Few) Insert(count);
        else
            // Digits that are the same in all numbers need no pass.
            for (int shift = 0; shift < 64; shift += DigitBits)
                if ((((all ^ common) >> shift) & (Digits - 1)) != 0) Pass(count, shift);
        return _places.AsSpan(0, count);
    }

    /// <summary>A word that is larger where the number is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Key<T>(T value) where T : unmanaged, INumber<T>
    {
        const ulong sign = 1UL << 63;
        if (typeof(T) == typeof(long)) return (ulong)(long)(object)value ^ sign;
        double number = typeof(T) == typeof(float) ? (float)(object)value : (double)(object)value;
        if (double.IsNaN(number)) return ulong.MaxValue;
        ulong bits = BitConverter.DoubleToUInt64Bits(number + 0.0); // -0 + 0 is 0
        return (bits & sign) != 0 ? ~bits : bits | sign;
    }

    private void Pass(int count, int shift)
    {
        Array.Clear(_counts);
        for (int i = 0; i < count; i++) _counts[(int)(_keys[i] >> shift) & (Digits - 1)]++;
        for (int digit = 0, before = 0; digit < Digits; digit++)
            (_counts[digit], before) = (before, before + _counts[digit]);
        for (int i = 0; i < count; i++)
        {
            int to = _counts[(int)(_keys[i] >> shift) & (Digits - 1)]++;
            (_sorted[to], _sortedPlaces[to]) = (_keys[i], _places[i]);
        }
        (_keys, _sorted) = (_sorted, _keys);
        (_places, _sortedPlaces) = (_sortedPlaces, _places);
    }

    private void Insert(int count)
    {
        for (int i = 1; i < count; i++)
        {
            ulong key = _keys[i];
            int j = i;
            for (; j > 0 && _keys[j - 1] > key; j--) (_keys[j], _places[j]) = (_keys[j - 1], _places[j - 1]);
            (_keys[j], _places[j]) = (key, i);
        }
    }
}
