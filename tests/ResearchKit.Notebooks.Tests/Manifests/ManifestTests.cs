using ResearchKit.Notebooks.Manifests;

namespace ResearchKit.Notebooks.Tests.Manifests;

public sealed class ManifestTests
{
    // The SHA-256 of "abc", from the standard (FIPS 180-2, appendix B.1).
    private const string HashOfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Fact]
    public void ItsTextIsSortedAndReadsBackTheSame()
    {
        using var folder = new TemporaryFolder();
        var manifest = Manifest.Empty
            .With("02-b", new Dictionary<string, string> { ["z.svg"] = "abc", ["a.csv"] = "abc" })
            .With("01-a", new Dictionary<string, string> { ["x.svg"] = "abc" });
        var expected =
            $$"""
            {
              "version": 1,
              "sha256": {
                "01-a": {
                  "x.svg": "{{HashOfAbc}}"
                },
                "02-b": {
                  "a.csv": "{{HashOfAbc}}",
                  "z.svg": "{{HashOfAbc}}"
                }
              }
            }

            """;
        Assert.Equal(expected, manifest.ToText());
        Assert.Equal(expected, Manifest.Read(folder.Write("manifest.json", expected)).ToText());
    }

    [Fact]
    public void AComparisonNamesEveryFileAndItsState()
    {
        var published =
            Manifest.Empty.With("a", new Dictionary<string, string> { ["same"] = "1", ["other"] = "1", ["gone"] = "1" })
            .With("b", new Dictionary<string, string> { ["not-run"] = "1" });
        var run =
            Manifest.Empty.With("a",
                new Dictionary<string, string> { ["same"] = "1", ["other"] = "2", ["added"] = "1" });
        Assert.Equal(
            [
                new FileComparison("a", "added", FileState.New), new FileComparison("a", "gone", FileState.Missing),
                new FileComparison("a", "other", FileState.Changed),
                new FileComparison("a", "same", FileState.Identical),
            ],
            ManifestComparison.Compare(published, run, ["a"]));
    }

    [Fact]
    public void NoFileIsAnEmptyManifestAndAnotherFileAnError()
    {
        using var folder = new TemporaryFolder();
        Assert.Empty(Manifest.Read(Path.Combine(folder.Path, "manifest.json")).Notebooks);
        foreach (var text in (string[])["{", "[]", "{}", """{"version":2}""", """{"version":1,"sha256":{"a":5}}"""])
            Assert.Contains("is no manifest",
                Assert.Throws<NotebookException>(() => Manifest.Read(folder.Write("bad.json", text))).Message);
    }
}
