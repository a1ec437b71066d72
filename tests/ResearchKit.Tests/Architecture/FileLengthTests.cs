namespace ResearchKit.Tests.Architecture;

/// <summary>
/// One idea per file: half of all files of <c>src</c> have under 70 lines, and one of more than 300 lines, in code or
/// tests, says in its header what makes it so long: "hence the length".
/// </summary>
public sealed class FileLengthTests
{
    private const int Long = 300, Median = 70;

    [Fact]
    public void ALongFileSaysWhy() => Assert.Empty(Lines("src").Concat(Lines("tests"))
        .Where(file => IsTooLong(file.Lines)).Select(file => Path.GetFileName(file.Name)));

    [Fact]
    public void HalfOfAllFilesAreShort()
    {
        int[] lengths = [.. Lines("src").Select(file => file.Lines.Length).Order()];
        Assert.InRange(lengths[lengths.Length / 2], 1, Median - 1);
    }

    // The test of the test.
    [Theory]
    [InlineData(300, "", false)]
    [InlineData(301, "", true)]
    [InlineData(301, "/// A table, hence its length.", false)]
    [InlineData(301, "// One class each, hence the length.", false)]
    public void ALongFileIsFoundUnlessItSaysWhy(int count, string header, bool tooLong) =>
        Assert.Equal(tooLong, IsTooLong([header, .. Enumerable.Repeat("x", count - 1)]));

    private static bool IsTooLong(string[] lines) => lines.Length > Long
        && !lines.Take(20).Any(line => line.Contains("hence the length") || line.Contains("hence its length"));

    private static IEnumerable<(string Name, string[] Lines)> Lines(string folder) =>
        from file in Directory.EnumerateFiles(SourceFolder.Of(folder), "*.cs", SearchOption.AllDirectories)
        where !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj")
        select (file, File.ReadAllLines(file));
}
