namespace ResearchKit.Tests.Architecture;

/// <summary>
/// Lines of C# have at most 120 characters, in all projects and tests. Lines inside a raw string of several lines are
/// text that somebody else reads (a prompt, a style sheet, a file's row), and may be longer.
/// </summary>
public sealed class LineLengthTests
{
    private const int Longest = 120;

    [Fact]
    public void NoLineIsLongerThan120()
    {
        var files = new[] { "src", "tests" }.SelectMany(folder => Directory.EnumerateFiles(
            SourceFolder.Of(folder), "*.cs", SearchOption.AllDirectories)).Where(IsSource).ToList();
        Assert.True(files.Count > 1000);
        Assert.Empty(files.SelectMany(file =>
            LongLines(File.ReadAllLines(file)).Select(line => $"{Path.GetFileName(file)}:{line}")));
    }

    // The test of the test.
    [Fact]
    public void ALongLineIsFoundUnlessItIsText()
    {
        var longLine = new string('x', Longest + 1);
        Assert.Equal([2], LongLines(["", longLine, new('x', Longest)]));
        Assert.Equal([3], LongLines(["var a = \"\"\"", "short \"\"\" + b;", longLine]));
        Assert.Equal([5], LongLines(["Call(\"\"\"", longLine, "\"\"\" + \"\"\"x\"\"\"", "", longLine]));
        Assert.Equal([1], LongLines([$"Call(\"\"\"{longLine}\"\"\");"]));
    }

    private static IEnumerable<int> LongLines(IEnumerable<string> lines)
    {
        var inText = false;
        foreach (var (index, line) in lines.Index())
        {
            if (line.Length > Longest && !inText) yield return index + 1;
            if (line.Split("\"\"\"").Length % 2 == 0) inText = !inText;
        }
    }

    private static bool IsSource(string file) =>
        !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "Golden");
}
