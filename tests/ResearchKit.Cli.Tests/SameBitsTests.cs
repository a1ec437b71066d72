using ResearchKit.Cli.Reproduction;

namespace ResearchKit.Cli.Tests;

/// <summary>
/// The reproducibility contract on the lab's own notebook: whatever vectors the processor has and however many
/// threads run, every figure and table is the same, byte for byte.
/// </summary>
public sealed class SameBitsTests : IDisposable
{
    private static readonly Repository Lab = Repository.TryFind(AppContext.BaseDirectory)!;
    private readonly TestClone _scratch = new();

    public void Dispose() => _scratch.Dispose();

    // With all vectors and threads that is README's first command.
    [Fact]
    public void EveryFileIsThePublishedOneWithNarrowerVectorsOnOneThread()
    {
        var run = Reproduce(("DOTNET_EnableAVX512", "0"), "published", "--threads", "1");
        Assert.True(run.ExitCode == ExitCode.Success, run.Stdout + run.Stderr);
    }

    // Without fused multiply-add in hardware a whole run takes minutes: fewer seeds and steps show as much.
    [Fact]
    public void EveryFileIsTheSameWithoutFusedMultiplyAddOrAnyVectors()
    {
        var usual = ManifestOfShortRun(("DOTNET_EnableHWIntrinsic", "1"), "usual", "2");
        Assert.Contains(".svg", usual);
        Assert.Equal(usual, ManifestOfShortRun(("DOTNET_EnableAVX2", "0"), "sse", "1"));
        Assert.Equal(usual, ManifestOfShortRun(("DOTNET_EnableHWIntrinsic", "0"), "scalar", "2"));
    }

    private string ManifestOfShortRun((string, string) variable, string folder, string threads)
    {
        var run = Reproduce(variable, folder, "--threads", threads, "-p", "seeds=4", "-p", "steps=60");
        Assert.True(run.ExitCode == ExitCode.Success, run.Stdout + run.Stderr);
        return _scratch.Read(folder, "manifest.json");
    }

    private ProcessResult Reproduce((string, string) variable, string folder, params string[] options) =>
        TestClone.RunWith(variable, Lab.Root,
            ["reproduce", "--only", "02", "--out", _scratch.PathOf(folder), .. options]);
}
