using ResearchKit.Engines;

namespace ResearchKit.Cli.Tests.Engines;

/// <summary>The choice of an engine as a user meets it, in processes of their own.</summary>
public sealed class EngineCommandTests : IDisposable
{
    private readonly TestClone _clone = new();

    public void Dispose() => _clone.Dispose();

    [Fact]
    public void TheManagedEngineIsTheDefault()
    {
        var run = _clone.Run("engine", "list");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("* managed ", run.Stdout);
        Assert.Contains("  libtorch ", run.Stdout);
    }

    [Fact]
    public void AMissingEngineIsOneLineThatSaysHowToInstallIt()
    {
        var run = InEmptyFolder("losses", "--engine", "libtorch");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Equal(
            "error: libtorch is not installed: run `researchkit engine install libtorch` once (about 500 MB).\n",
            run.Stderr);
        // What tells of engines works all the same.
        var doctor = InEmptyFolder("doctor", "--engine", "libtorch");
        Assert.Equal(ExitCode.Success, doctor.ExitCode);
        Assert.Contains("engine libtorch  not installed: researchkit engine install libtorch\n", doctor.Stdout);
    }

    [Theory]
    [InlineData("libtoch")]
    [InlineData("2")]
    public void AnUnknownEngineIsRejected(string name)
    {
        Assert.Equal(ExitCode.Usage, _clone.Run("losses", "--engine", name).ExitCode);
        var run = TestClone.RunWith((EngineChoice.Variable, name), _clone.Root, "losses");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains($"RESEARCHKIT_ENGINE is '{name}', which is no engine: set it to managed or libtorch.",
            run.Stderr);
    }

    [Fact]
    public void WhatCannotBeRestoredLeavesNothing()
    {
        // A package source with nothing in it, as far as the restore's project is concerned.
        string folder = _clone.PathOf("engines");
        Directory.CreateDirectory(Path.Combine(folder, "empty"));
        File.WriteAllText(Path.Combine(folder, "NuGet.config"),
            """
            <configuration>
              <packageSources><clear /><add key="empty" value="empty" /></packageSources>
              <config><add key="globalPackagesFolder" value="packages" /></config>
            </configuration>
            """);
        var run = TestClone.RunWith((LibtorchFolder.Variable, folder), _clone.Root, "engine", "install", "libtorch");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("error: cannot restore TorchSharp-cpu 0.107.0 for ", run.Stderr);
        Assert.Contains("Your package sources do not have it", run.Stderr);
        Assert.Empty(Directory.GetDirectories(folder, ".install-*")
            .Concat(Directory.GetDirectories(folder, "libtorch*")));
    }

    [Fact]
    public void ALossIsTheSameOnLibtorch()
    {
        Assert.SkipWhen(LibtorchFolder.Assembly is null,
            "libtorch is not installed: `researchkit engine install libtorch`");
        string scores = Path.Combine(RepositoryRoot(), "data", "samples", "scores.json");
        string On(string engine) =>
            _clone.Run("losses", "eval", "adavip", "--scores", scores, "--engine", engine).Stdout.Split('\n')[^2];
        Assert.StartsWith("mean loss ", On("managed"));
        Assert.Equal(On("managed"), On("libtorch"));
    }

    private ProcessResult InEmptyFolder(params string[] arguments) =>
        TestClone.RunWith((LibtorchFolder.Variable, _clone.PathOf("none")), _clone.Root, arguments);

    private static string RepositoryRoot() => Cli.Reproduction.Repository.TryFind(AppContext.BaseDirectory)!.Root;
}
