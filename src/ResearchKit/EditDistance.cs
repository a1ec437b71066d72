namespace ResearchKit;

/// <summary>How many changes lead from one sequence to another.</summary>
public static class EditDistance
{
    /// <summary>
    /// The least number of items to insert, delete or exchange (Levenshtein), and to swap with their neighbors
    /// where that counts as one change (optimal string alignment).
    /// </summary>
    /// <param name="from">One sequence: the letters or the words of a text.</param>
    /// <param name="to">The other.</param>
    /// <param name="swaps">Whether a swap of neighbors is one change, as it is to who types; else it is two.</param>
    public static int Of<T>(ReadOnlySpan<T> from, ReadOnlySpan<T> to, bool swaps = false)
        where T : IEquatable<T>
    {
        // The rows of the last two items of `from`, and of this one.
        int[] before = [], last = [.. Enumerable.Range(0, to.Length + 1)], row = new int[to.Length + 1];
        for (var i = 1; i <= from.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var exchange = last[j - 1] + (from[i - 1].Equals(to[j - 1]) ? 0 : 1);
                row[j] = Math.Min(exchange, 1 + Math.Min(last[j], row[j - 1]));
                if (swaps && i > 1 && j > 1 && from[i - 1].Equals(to[j - 2]) && from[i - 2].Equals(to[j - 1]))
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            (before, last, row) = (last, row, i == 1 ? new int[to.Length + 1] : before);
        }
        return last[^1];
    }
}
