using ResearchKit.TorchSharpPatch;
using ResearchKit.TorchSharpPatch.Elf;
using ResearchKit.Engines;

namespace ResearchKit.Cli.Tests.Engines;

public sealed class LibstdcxxTests
{
    private static readonly HashSet<string> Gcc12 = ["GLIBCXX_3.4", "GLIBCXX_3.4.30"];

    [Fact]
    public void OnlyAMissingVersionThatNothingUsesBecomesWeak()
    {
        byte[] before = SharedLibrary.Needing(("GLIBCXX_3.4.30", true), ("GLIBCXX_3.4.32", false));
        var file = new ElfFile([.. before]);
        Assert.Equal(["GLIBCXX_3.4.32"], Libstdcxx.Weaken(file, Gcc12));
        Assert.Equal([("GLIBCXX_3.4.30", false), ("GLIBCXX_3.4.32", true)],
            VersionNeed.Of(file).Select(need => (need.Version, need.IsWeak)));
        // One bit of one byte.
        int changed = Assert.Single(Enumerable.Range(0, before.Length), i => before[i] != file.Bytes[i]);
        Assert.Equal(2, before[changed] ^ file.Bytes[changed]);
        Assert.Empty(Libstdcxx.Weaken(file, Gcc12));
    }

    [Fact]
    public void ANewerLibstdcxxLeavesTheFileAsItIs()
    {
        var file = new ElfFile(SharedLibrary.Needing(("GLIBCXX_3.4.32", false)));
        Assert.Empty(Libstdcxx.Weaken(file, new HashSet<string> { "GLIBCXX_3.4.32" }));
        Assert.DoesNotContain(VersionNeed.Of(file), need => need.IsWeak);
    }

    [Fact]
    public void AMissingVersionThatIsUsedIsAnError()
    {
        var file = new ElfFile(SharedLibrary.Needing(("GLIBCXX_3.4.32", true)));
        var error = Assert.Throws<EngineException>(() => Libstdcxx.Weaken(file, Gcc12));
        Assert.Contains("must offer GLIBCXX_3.4.32", error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(300)]
    public void AFileThatIsCutShortIsRejected(int length) => Assert.Throws<InvalidDataException>(() =>
        VersionNeed.Of(new ElfFile(SharedLibrary.Needing(("GLIBCXX_3.4.32", false))[..length])).ToList());

    [Fact]
    public void TheVersionsOfThisSystemsLibraryAreRead()
    {
        string? path = !OperatingSystem.IsLinux() ? null : File.ReadLines("/proc/self/maps")
            .Select(line => line[(line.LastIndexOf(' ') + 1)..]).FirstOrDefault(line => line.Contains("libstdc++.so"));
        Assert.SkipWhen(path is null, "this system has no libstdc++");
        var offered = VersionNeed.OfferedBy(new ElfFile(File.ReadAllBytes(path!))).ToList();
        Assert.Contains("GLIBCXX_3.4", offered);
        Assert.Contains("CXXABI_1.3", offered);
    }
}
