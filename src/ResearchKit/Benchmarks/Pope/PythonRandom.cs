namespace ResearchKit.Benchmarks.Pope;

/// <summary>
/// Python's <c>random</c> for whole-number seeds: POPE's questions depend on its draws. MT19937 seeded by an array of
/// 32-bit words (Matsumoto and Nishimura, 1998), and the rejection of draws that are too large.
/// </summary>
internal sealed class PythonRandom
{
    private const int N = 624, M = 397;
    private readonly uint[] _state = new uint[N];
    private int _next = N;

    /// <summary>As <c>random.seed(seed)</c>.</summary>
    public PythonRandom(ulong seed)
    {
        uint[] key = seed >> 32 == 0 ? [(uint)seed] : [(uint)seed, (uint)(seed >> 32)];
        _state[0] = 19650218;
        for (var k = 1; k < N; k++) _state[k] = Scramble(k, 1812433253) + (uint)k;
        var i = 1;
        for (int k = N, j = 0; k > 0; k--, j = (j + 1) % key.Length)
        {
            _state[i] = (_state[i] ^ Scramble(i, 1664525)) + key[j] + (uint)j;
            Advance(ref i);
        }
        for (var k = N - 1; k > 0; k--)
        {
            _state[i] = (_state[i] ^ Scramble(i, 1566083941)) - (uint)i;
            Advance(ref i);
        }
        _state[0] = 0x80000000;

        uint Scramble(int at, uint factor) => factor * (_state[at - 1] ^ _state[at - 1] >> 30);
    }

    /// <summary>A whole number from 0 to <paramref name="count"/> - 1: the index that <c>random.choice</c>
    /// takes.</summary>
    public int Below(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var bits = 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)count);
        uint r;
        do r = Next() >> 32 - bits;
        while (r >= count);
        return (int)r;
    }

    /// <summary>As <c>random.sample(range(count), k)</c>.</summary>
    public int[] Sample(int count, int k)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, count);
        var result = new int[k];
        // Python takes whichever of its two ways needs less memory.
        var setSize = 21L;
        if (k > 5)
        {
            long power = 1;
            while (power < 3L * k) power *= 4;
            setSize += power;
        }
        if (count <= setSize)
        {
            var pool = Enumerable.Range(0, count).ToArray();
            for (var i = 0; i < k; i++)
            {
                var j = Below(count - i);
                result[i] = pool[j];
                pool[j] = pool[count - i - 1];
            }
            return result;
        }
        var taken = new HashSet<int>();
        for (var i = 0; i < k; i++)
        {
            var j = Below(count);
            while (!taken.Add(j)) j = Below(count);
            result[i] = j;
        }
        return result;
    }

    private void Advance(ref int i)
    {
        if (++i < N) return;
        _state[0] = _state[N - 1];
        i = 1;
    }

    private uint Next()
    {
        if (_next == N)
        {
            for (var k = 0; k < N; k++)
            {
                var y = _state[k] & 0x80000000 | _state[(k + 1) % N] & 0x7fffffff;
                _state[k] = _state[(k + M) % N] ^ y >> 1 ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
            }
            _next = 0;
        }
        var x = _state[_next++];
        x ^= x >> 11;
        x ^= x << 7 & 0x9d2c5680;
        x ^= x << 15 & 0xefc60000;
        return x ^ x >> 18;
    }
}
