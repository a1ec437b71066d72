namespace ResearchKit;

/// <summary>
/// Random draws that depend on their seed alone, in every later .NET, too: Knuth's subtractive generator (The Art of
/// Computer Programming, volume 2, 3.2.2; Numerical Recipes' <c>ran3</c>) with the seeding, the taps and the order of
/// draws of .NET's seeded <see cref="Random"/>. What is published was drawn from that stream, which .NET does not
/// promise to keep. Scenes, captions and edits take these draws; experiments on tensors take
/// <see cref="Datasets.SeededDraws"/>, PyTorch's stream.
/// </summary>
public sealed class SeededRandom
{
    private const int Modulus = int.MaxValue, Length = 55;

    // Knuth's second tap is 31 ahead of the first; .NET's is 21, and so is ours.
    private const int Tap = 21;

    private readonly int[] _state = new int[Length];
    private int _first = Length - 1, _second = Tap - 1;

    /// <summary>Starts the stream of a seed.</summary>
    /// <param name="seed">Any number; a number and its negative have the same stream.</param>
    public SeededRandom(int seed)
    {
        Span<int> state = stackalloc int[Length + 1]; // numbered from 1, as Knuth does
        var previous = 161803398 - (seed == int.MinValue ? int.MaxValue : Math.Abs(seed));
        state[Length] = previous;
        for (int i = 1, value = 1; i < Length; i++)
        {
            state[Tap * i % Length] = value;
            (previous, value) = (value, Wrap(previous - value));
        }
        for (var round = 0; round < 4; round++)
            for (var i = 1; i <= Length; i++)
                state[i] = Wrap(unchecked(state[i] - state[1 + (i + 30) % Length]));
        state[1..].CopyTo(_state);

        static int Wrap(int value) => value < 0 ? value + Modulus : value;
    }

    /// <summary>A whole number from 0 to 2^31 - 2.</summary>
    public int Next()
    {
        if (++_first == Length) _first = 0;
        if (++_second == Length) _second = 0;
        var value = _state[_first] - _state[_second];
        if (value == Modulus) value--;
        if (value < 0) value += Modulus;
        return _state[_first] = value;
    }

    /// <summary>A number in [0, 1), a multiple of 1 / (2^31 - 1).</summary>
    public double NextDouble() => Next() * (1.0 / Modulus);

    /// <summary>A whole number from 0 to <paramref name="end"/> - 1; 0 if there is none.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="end"/> is negative.</exception>
    public int Next(int end)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(end);
        return (int)(NextDouble() * end);
    }

    /// <summary>A whole number from <paramref name="start"/> to <paramref name="end"/> - 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="end"/> is below <paramref name="start"/>, or
    /// further from it than 2^31 - 1.</exception>
    public int Next(int start, int end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)end - start, int.MaxValue, nameof(end));
        return (int)(NextDouble() * (end - start)) + start;
    }

    /// <summary>Puts values into a uniformly random order (Fisher-Yates, from the front).</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (var i = 0; i < values.Length - 1; i++)
        {
            var j = Next(i, values.Length);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <inheritdoc cref="Shuffle{T}(Span{T})"/>
    public void Shuffle<T>(T[] values) => Shuffle(values.AsSpan());
}
