using System.Numerics;

namespace ManagedTorch.Kernels;

/// <content>Integers, permutations and draws from given probabilities.</content>
internal sealed partial class Mt19937
{
    /// <summary>Integers in [low, high).</summary>
    /// <exception cref="ArgumentException">The range is empty.</exception>
    public void RandInt(Span<long> y, long low, long high)
    {
        using var held = _gate.EnterScope();
        if (low >= high) throw new ArgumentException($"randint needs low < high, not {low} and {high}.");
        ulong range = (ulong)high - (ulong)low;
        if (range >= 1UL << 32)
            foreach (ref long one in y) one = (long)(NextUInt64() % range) + low;
        else
            foreach (ref long one in y) one = (NextUInt32() % (uint)range) + low;
    }

    /// <summary>A random order of 0 ... n-1 (Fisher and Yates, from the front).</summary>
    public long[] RandPerm(long n)
    {
        using var held = _gate.EnterScope();
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        long[] y = new long[n];
        for (long i = 0; i < n; i++) y[i] = i;
        for (long i = 0; i < n - 1; i++)
        {
            long j = i + (NextUInt32() % (n - i));
            (y[i], y[j]) = (y[j], y[i]);
        }
        return y;
    }

    /// <summary>
    /// Per row of weights [rows, categories], <paramref name="draws"/> categories into y [rows, draws]. One draw, or
    /// draws without replacement: the largest of weight / exponential. With replacement: by inverting the running sum.
    /// </summary>
    /// <exception cref="ArgumentException">A weight is negative or not finite, or a row has too few above
    /// zero.</exception>
    public void Multinomial<T>(ReadOnlySpan<T> weights, int rows, int categories, int draws, bool replacement,
        Span<long> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var held = _gate.EnterScope();
        if (weights.Length != (long)rows * categories || y.Length != (long)rows * draws)
            throw new ArgumentException($"{rows} rows of {categories} weights and {draws} draws do not fit the spans.");
        for (int r = 0; r < rows; r++)
            CheckWeights(weights.Slice(r * categories, categories), replacement ? 1 : draws, r);
        if (replacement && draws > 1)
            DrawWithReplacement(weights, rows, categories, draws, y);
        else
            DrawDistinct(weights, rows, categories, draws, y);
    }

    private static void CheckWeights<T>(ReadOnlySpan<T> weights, int needed, int row)
        where T : IBinaryFloatingPointIeee754<T>
    {
        int positive = 0;
        foreach (T w in weights)
        {
            if (!T.IsFinite(w) || w < T.Zero)
                throw new ArgumentException(
                    $"multinomial: row {row} has the weight {w}; weights must be finite and not negative.");
            if (w > T.Zero) positive++;
        }
        if (positive < needed)
            throw new ArgumentException(
                $"multinomial: row {row} has {positive} categories above zero, {needed} draws need as many.");
    }

    private void DrawDistinct<T>(ReadOnlySpan<T> weights, int rows, int categories, int draws, Span<long> y)
        where T : IBinaryFloatingPointIeee754<T>
    {
        // All exponentials first: the order of the stream is the order of the weights.
        T[] score = new T[weights.Length];
        for (int i = 0; i < score.Length; i++) score[i] = weights[i] / T.CreateTruncating(Exponential(1));
        for (int r = 0; r < rows; r++)
        {
            var row = score.AsSpan(r * categories, categories);
            for (int d = 0; d < draws; d++)
            {
                int best = 0;
                for (int i = 1; i < categories; i++)
                    if (row[i] > row[best]) best = i;
                y[(r * draws) + d] = best;
                row[best] = T.NegativeInfinity;
            }
        }
    }

    private void DrawWithReplacement<T>(ReadOnlySpan<T> weights, int rows, int categories, int draws, Span<long> y)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T[] running = new T[categories];
        for (int r = 0; r < rows; r++)
        {
            T sum = T.Zero;
            for (int i = 0; i < categories; i++) running[i] = sum += weights[(r * categories) + i];
            if (sum > T.CreateTruncating(1.00001) || sum < T.CreateTruncating(0.99999))
                for (int i = 0; i < categories; i++) running[i] /= sum;
            running[^1] = T.One;
            for (int d = 0; d < draws; d++)
            {
                double u = NextDouble();
                int low = 0, high = categories;
                while (low < high)
                {
                    int middle = low + ((high - low) / 2);
                    if (double.CreateTruncating(running[middle]) < u) low = middle + 1;
                    else high = middle;
                }
                y[(r * draws) + d] = low;
            }
        }
    }
}
