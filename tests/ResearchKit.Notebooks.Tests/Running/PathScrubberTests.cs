using ResearchKit.Notebooks.Running;

namespace ResearchKit.Notebooks.Tests.Running;

public sealed class PathScrubberTests
{
    [Theory]
    [InlineData("'/repo/notebooks/a.csv'", "'a.csv'")]
    [InlineData("in /repo/notebooks", "in .")]
    [InlineData("/repo/data/x", "../data/x")]
    [InlineData("/repository/x /mnt/repo/x", "/repository/x /mnt/repo/x")]
    [InlineData("/repo/notebooks:/repo/notebooks/b", ".:b")]
    public void FoldersOfTheMachineAreReplaced(string text, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "paths are written as on Unix");
        Assert.Equal(expected, new PathScrubber([("/repo", ".."), ("/repo/notebooks", ".")]).Clean(text));
    }
}
