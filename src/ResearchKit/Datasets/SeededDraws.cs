using TorchSharp;

namespace ResearchKit.Datasets;

/// <summary>
/// A stream of random draws that depends on its seed alone: the same seed and stream give the same draws on every
/// machine. Independent purposes (rewards, demonstrations, labels, initial weights) use different streams of one seed,
/// so that a change in one does not shift the others.
/// </summary>
public sealed class SeededDraws
{
    /// <summary>Streams available per seed.</summary>
    public const int Streams = 16;

    private const int BlockSize = 256;
    private double[] _block = [];
    private int _next;

    /// <summary>Opens stream <paramref name="stream"/> of <paramref name="seed"/>.</summary>
    /// <param name="seed">The experiment's seed, from 0 to 2^28 - 1.</param>
    /// <param name="stream">Which of the seed's streams, from 0 to 15.</param>
    /// <exception cref="ArgumentOutOfRangeException">The seed or the stream is out of range.</exception>
    public SeededDraws(long seed, int stream = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seed);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(seed, 1L << 28);
        ArgumentOutOfRangeException.ThrowIfNegative(stream);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(stream, Streams);
        // mt19937 is seeded with 32 bits; this map is one to one, so no two streams coincide.
        Generator = new torch.Generator((ulong)(seed * Streams + stream));
    }

    /// <summary>The generator behind the stream, for tensor operations that take one.</summary>
    public torch.Generator Generator { get; }

    /// <summary>A uniform number in [0, 1).</summary>
    public double Uniform()
    {
        if (_next == _block.Length)
        {
            using var values = torch.rand(BlockSize, torch.float64, generator: Generator);
            _block = values.data<double>().ToArray();
            _next = 0;
        }
        return _block[_next++];
    }

    /// <summary>A uniform integer in [0, <paramref name="count"/>).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive.</exception>
    public int Below(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return (int)(Uniform() * count);
    }

    /// <summary>A uniform permutation of 0 ... <paramref name="count"/> - 1 (Fisher-Yates).</summary>
    public int[] Permutation(int count)
    {
        var order = Enumerable.Range(0, count).ToArray();
        for (var i = count - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }

    /// <summary>An index drawn with probability proportional to <paramref name="weights"/>.</summary>
    /// <param name="weights">Non-negative weights with a positive sum; they need not be normalized.</param>
    public int Categorical(ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights)
            total += weight;
        var rest = Uniform() * total;
        var last = -1;
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] <= 0)
                continue;
            last = i;
            rest -= weights[i];
            if (rest < 0)
                break;
        }
        return last >= 0 ? last : throw new ArgumentException("No weight is positive.", nameof(weights));
    }

    /// <summary>A table of independent standard normal numbers, <c>[rows, columns]</c>.</summary>
    public double[,] NormalTable(int rows, int columns)
    {
        using var values = torch.randn(rows, columns, torch.float64, generator: Generator);
        return values.ToTable();
    }
}
