using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ManagedTorch.Kernels;

/// <content>The stream itself: words of 32 bits, one at a time or many together.</content>
internal sealed partial class Mt19937
{
    public uint NextUInt32()
    {
        if (_next == Size) Twist();
        uint y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9D2C5680u;
        y ^= (y << 15) & 0xEFC60000u;
        return y ^ (y >> 18);
    }

    /// <summary>Two draws; the first is the upper half.</summary>
    public ulong NextUInt64()
    {
        ulong high = NextUInt32();
        return (high << 32) | NextUInt32();
    }

    /// <summary>The next words, as so many calls of <see cref="NextUInt32"/> give them.</summary>
    public void NextWords(Span<uint> words)
    {
        while (words.Length > 0)
        {
            if (_next == Size) Twist();
            int count = Math.Min(words.Length, Size - _next);
            Temper(_state.AsSpan(_next, count), words);
            _next += count;
            words = words[count..];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Temper(ReadOnlySpan<uint> state, Span<uint> words)
    {
        int i = 0;
        for (; i <= state.Length - Vector<uint>.Count; i += Vector<uint>.Count)
        {
            var y = new Vector<uint>(state[i..]);
            y ^= y >>> 11;
            y ^= (y << 7) & new Vector<uint>(0x9D2C5680u);
            y ^= (y << 15) & new Vector<uint>(0xEFC60000u);
            (y ^ (y >>> 18)).CopyTo(words[i..]);
        }
        for (; i < state.Length; i++)
        {
            uint y = state[i];
            y ^= y >> 11;
            y ^= (y << 7) & 0x9D2C5680u;
            y ^= (y << 15) & 0xEFC60000u;
            words[i] = y ^ (y >> 18);
        }
    }

    /// <summary>
    /// The next 624 words of the state, each from itself, its neighbor and the one 397 further on, which from word 227
    /// on is a new one.
    /// </summary>
    private void Twist()
    {
        uint[] s = _state;
        Twist(s, 0, Size - Shift, Shift);
        Twist(s, Size - Shift, Size - 1, Shift - Size);
        s[Size - 1] = Twisted(s[Size - 1], s[0], s[Shift - 1]);
        _next = 0;
    }

    /// <summary>Words [start, end). Vectors reach over fewer words than any that depend on each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Twist(uint[] s, int start, int end, int shift)
    {
        ref uint first = ref MemoryMarshal.GetArrayDataReference(s);
        int i = start;
        for (; i <= end - Vector<uint>.Count; i += Vector<uint>.Count)
        {
            var own = Vector.LoadUnsafe(ref first, (nuint)i);
            var next = Vector.LoadUnsafe(ref first, (nuint)i + 1);
            var far = Vector.LoadUnsafe(ref first, (nuint)(i + shift));
            var y = (own & new Vector<uint>(0x80000000u)) | (next & new Vector<uint>(0x7FFFFFFFu));
            var odd = (Vector<uint>.Zero - (y & Vector<uint>.One)) & new Vector<uint>(0x9908B0DFu);
            (far ^ (y >>> 1) ^ odd).StoreUnsafe(ref first, (nuint)i);
        }
        for (; i < end; i++) s[i] = Twisted(s[i], s[i + 1], s[i + shift]);
    }

    private static uint Twisted(uint own, uint next, uint far)
    {
        uint y = (own & 0x80000000u) | (next & 0x7FFFFFFFu);
        return far ^ (y >> 1) ^ ((0u - (y & 1)) & 0x9908B0DFu);
    }
}
