namespace ResearchKit.Tests;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("", "", 0, 0)]
    [InlineData("", "abc", 3, 3)]
    [InlineData("abc", "abc", 0, 0)]
    [InlineData("kitten", "sitting", 3, 3)]
    [InlineData("ab", "ba", 2, 1)]
    [InlineData("abcd", "badc", 3, 2)] // b, then a for c, d, and c again; or two swaps
    [InlineData("ca", "abc", 3, 3)] // nothing is put between letters that were swapped
    public void ItIsTheLeastNumberOfChanges(string a, string b, int levenshtein, int withSwaps)
    {
        Assert.Equal(levenshtein, EditDistance.Of<char>(a, b));
        Assert.Equal(levenshtein, EditDistance.Of<char>(b, a));
        Assert.Equal(withSwaps, EditDistance.Of<char>(a, b, swaps: true));
        Assert.Equal(withSwaps, EditDistance.Of<char>(b, a, swaps: true));
    }
}
