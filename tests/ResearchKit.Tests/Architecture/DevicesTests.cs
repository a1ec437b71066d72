using System.Text.RegularExpressions;

namespace ResearchKit.Tests.Architecture;

/// <summary>
/// In the folders of models every tensor that is made says where: on the device of the model, or on that of what it is
/// computed with. One that says nothing is on the CPU, and a model on a GPU would fail at it.
/// </summary>
public sealed partial class DevicesTests
{
    private static readonly string[] Folders = ["Llama", "Llava", "Clip", "Layers"];

    // What makes it from images and files makes it on the CPU, from where models take it.
    private static readonly string[] OnTheCpu = ["ImageProcessor.cs"];

    [Fact]
    public void EveryTensorThatAModelMakesNamesItsDevice()
    {
        var files = Folders.SelectMany(folder => Directory.EnumerateFiles(
            SourceFolder.Of(Path.Combine("src/ResearchKit/Models", folder)), "*.cs"))
            .Where(file => !OnTheCpu.Contains(Path.GetFileName(file))).ToList();
        Assert.True(files.Count > 25);
        Assert.True(files.Sum(file => Factory().Count(File.ReadAllText(file))) > 12);
        Assert.Empty(files.SelectMany(file => Homeless(File.ReadAllText(file))
            .Select(statement => $"{Path.GetFileName(file)}: {statement}")));
    }

    // The test of the test.
    [Theory]
    [InlineData("var mask = ones([tokens, tokens], ScalarType.Bool).tril();", true)]
    [InlineData("var mask = ones([tokens, tokens], ScalarType.Bool,\n    x.device).tril();", false)]
    [InlineData("var last = tensor(places, device: states.device);", false)]
    [InlineData("return ones([2, (int)n], device: x.device) & eye((int)n);", true)]
    [InlineData("var down = rand([2, 3]);\nreturn down.to(device);", true)]
    [InlineData("return rand([2, 3]).to(device);", false)]
    [InlineData("/// <summary>zeros(2) and more.</summary>", false)]
    public void AFactoryWithoutADeviceIsFound(string code, bool found) => Assert.Equal(found, Homeless(code).Any());

    private static IEnumerable<string> Homeless(string code) =>
        Comment().Replace(code, "").Split(';').SelectMany(statement => Factory().Matches(statement)
            .Where(call => !call.Value.Contains("evice", StringComparison.Ordinal)
                && !Moved().IsMatch(statement[call.Index..]))
            .Select(call => call.Value));

    // The name of a factory with all between its parentheses.
    [GeneratedRegex(@"(?<![\w.])(?:zeros|ones|full|empty|arange|eye|linspace|tensor|rand|randn|randint)"
        + @"\((?>[^()]|(?<open>\()|(?<-open>\)))*(?(open)(?!))\)")]
    private static partial Regex Factory();

    [GeneratedRegex(@"\.to\([^)]*evice")]
    private static partial Regex Moved();

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();
}
