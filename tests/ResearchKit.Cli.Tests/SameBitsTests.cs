using ResearchKit.Cli.Reproduction;

namespace ResearchKit.Cli.Tests;

/// <summary>
/// The reproducibility contract on the lab's own notebook: whatever vectors the processor has and however many
/// threads run, every figure and table is the published one, byte for byte.
/// </summary>
public sealed class SameBitsTests
{
    private const string Notebook = "02-dpo-pathologies";

    // .NET 10 reads EnableAVX512; EnableAVX512F is its name in earlier runtimes.
    [Theory]
    [InlineData("DOTNET_EnableAVX512", "1")]
    [InlineData("DOTNET_EnableAVX512F", "2")]
    [InlineData("DOTNET_EnableAVX2", "2")]
    [InlineData("DOTNET_EnableHWIntrinsic", "2")]
    public void EveryFileIsIdenticalWithoutTheseInstructions(string switchedOff, string threads)
    {
        var repository = Repository.TryFind(AppContext.BaseDirectory);
        Assert.SkipWhen(
            repository is null || !File.Exists(Path.Combine(repository.NotebookFolder, Notebook + ".ipynb")),
            $"the clone has no {Notebook}");
        using var scratch = new TestClone();
        var run = TestClone.RunWith((switchedOff, "0"), repository!.Root, "reproduce", "--only", "02", "--threads", threads, "--out", scratch.Root);
        Assert.True(run.ExitCode == ExitCode.Success, run.Stdout + run.Stderr);
        Assert.Contains("identical: all ", run.Stdout);
    }
}
