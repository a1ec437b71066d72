using System.Text.RegularExpressions;

namespace ResearchKit.Tests.Architecture;

/// <summary>
/// Code, comments and pages use American spelling, as .NET does, and the field's words: names that were replaced by
/// standard terms do not come back.
/// </summary>
public sealed partial class WordsTests
{
    // Where a word is not ours: a title, a file's name, an attribute of HTML.
    private static readonly string[] Foreign =
        ["Smaug: Fixing Failure Modes", "recogniser.safetensors", "aria-labelledby", "grey.jpg", "\"grey\""];

    [Fact]
    public void NoWordIsBritishOrReplaced()
    {
        var root = SourceFolder.Of("");
        var files = new[] { "src", "tests", "docs", "environment" }.SelectMany(folder => Directory.EnumerateFiles(
                SourceFolder.Of(folder), "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(root, "*.md")).Where(IsSource).ToList();
        Assert.True(files.Count > 1200);
        Assert.Empty(files.SelectMany(file => Found(File.ReadAllText(file))
            .Select(word => $"{Path.GetRelativePath(root, file)}: {word}")));
    }

    // The test of the test.
    [Theory]
    [InlineData("// the behaviour of labelled neighbours", "behaviour, labelled, neighbour")]
    [InlineData("Normalises; an optimiser maximises", "Normalises, optimiser, maximises")]
    [InlineData("class ImageTrunk : BagItem", "ImageTrunk, BagItem")]
    [InlineData("void AFileIsRefused() => Refuse(x);", "Refused, Refuse")]
    [InlineData("optimistic and pessimistic, MaxDegreeOfParallelism, aria-labelledby, minimal", "")]
    public void AWordIsFoundAndNothingElse(string text, string words) =>
        Assert.Equal(words, string.Join(", ", Found(text)));

    private static IEnumerable<string> Found(string text) => text.Split('\n')
        .Where(line => !Foreign.Any(line.Contains))
        .SelectMany(line => British().Matches(line).Concat(Replaced().Matches(line)))
        .Select(match => match.Value).Distinct();

    private static bool IsSource(string file) =>
        Path.GetExtension(file) is ".cs" or ".md" or ".py" or ".sh" or ".js" or ".css"
        && Path.GetFileName(file) != "WordsTests.cs"
        && !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "Golden");

    [GeneratedRegex(@"[A-Za-z]*(?:[Bb]ehaviour|[Cc]olour|[Nn]eighbour|[Ff]avour|[Hh]onour|[Jj]udgement"
        + @"|[Ll]abell(?:ed|ing)"
        + @"|(?:[Nn]ormal|[Oo]ptim|[Mm]inim|[Mm]axim|[Rr]egular|[Ii]nitial|[Ss]erial|[Tt]oken|[Rr]ecogn|[Gg]eneral"
        + @"|[Vv]isual|[Oo]rgan|[Ss]ummar|[Pp]enal|[Rr]andom|[Dd]iscret|[Qq]uant|[Vv]ector)is(?:e[srd]?|ing|ation)\b"
        + @"|\b[Cc]ent(?:re|red)\b|\b[Aa]nalys(?:e|ed|ing)\b|\b[Gg]rey(?:scale)?\b)")]
    private static partial Regex British();

    [GeneratedRegex(@"ImageTrunk|Recogniser|ErringEditor|ErringOracle|NoisyDescriber|BagItem|StageDescent|BenchmarkRow"
        + @"|SolelyHeld|RebaseTo|MadeBy|PhaseGrid|LoadEverywhere|Pointwise\.Zip|StageFigures|CompanionOf"
        + @"|[Rr]efus(?:ed|es?|al|ing)(?![a-z])|\bObstacle\b|\bPainter\b")]
    private static partial Regex Replaced();
}
