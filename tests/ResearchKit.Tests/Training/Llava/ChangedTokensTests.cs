using ResearchKit.Training.Llava;

namespace ResearchKit.Tests.Training.Llava;

public sealed class ChangedTokensTests
{
    [Fact]
    public void AReplacedSegmentIsMarkedOnBothSides()
    {
        // a red cat . end  |  a blue cat . end
        var (first, second) = ChangedTokens.Between([1, 2, 3, 4, 0], [1, 5, 3, 4, 0]);
        Assert.Equal([0f, 1, 0, 0, 0], first);
        Assert.Equal([0f, 1, 0, 0, 0], second);
    }

    [Fact]
    public void AnInsertionIsMarkedWhereItIs()
    {
        var (first, second) = ChangedTokens.Between([1, 2, 0], [1, 7, 8, 2, 0]);
        Assert.Equal([0f, 0, 0], first);
        Assert.Equal([0f, 1, 1, 0, 0], second);
    }

    [Fact]
    public void UnchangedTokensAreALongestCommonSubsequence()
    {
        // Against every subsequence of the shorter one.
        int[] a = [1, 2, 3, 1, 4, 2], b = [2, 1, 1, 3, 4, 2, 2];
        var longest = Enumerable.Range(0, 1 << a.Length)
            .Select(set => a.Where((_, i) => (set >> i & 1) == 1).ToArray())
            .Where(part => part.Aggregate(0, (at, t) => at < 0 ? -1 : Array.IndexOf(b, t, at) is >= 0 and var i ? i + 1
                : -1) >= 0)
            .Max(part => part.Length);
        var (first, second) = ChangedTokens.Between(a, b);
        int[] kept = [.. a.Where((_, i) => first[i] == 0)];
        Assert.Equal(longest, kept.Length);
        Assert.Equal(kept, b.Where((_, i) => second[i] == 0));
    }
}
