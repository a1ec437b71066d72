using ResearchKit.Engines;

namespace ResearchKit.Kernel.Tests;

/// <summary><c>#r "nuget: TorchSharp-cpu"</c>: a cell that names libtorch computes on libtorch.</summary>
public sealed class EngineTests
{
    private const string Package = "#r \"nuget: TorchSharp-cpu, 0.107.0\"\nusing TorchSharp;\n";

    [Fact]
    public void ACellThatNamesTorchSharpCpuComputesOnLibtorch()
    {
        Assert.SkipWhen(LibtorchFolder.Assembly is null,
            "libtorch is not installed: `researchkit engine install libtorch`");
        using var kernel = new TestKernel();
        var path = kernel.Execute(Package + "typeof(torch).Assembly.Location");
        Assert.Contains("libtorch", path.Value);
        // In the first cell also what the managed engine does not have is known to the compiler.
        Assert.Equal("6",
            kernel.Execute("torch.fft.rfft(torch.tensor(new[] { 1.0, 2.0, 3.0 })).real[0].item<double>()").Value);
    }

    [Fact]
    public void InALaterCellItIsStillTheEngineAndWhatIsMissingIsSaid()
    {
        Assert.SkipWhen(LibtorchFolder.Assembly is null,
            "libtorch is not installed: `researchkit engine install libtorch`");
        using var kernel = new TestKernel();
        kernel.Execute("var before = 1;");
        var answer = kernel.Execute(Package + "typeof(torch).Assembly.Location");
        Assert.Contains("libtorch", answer.Value);
        Assert.Contains("let this line stand in the first cell", answer.Stderr);
    }

    [Fact]
    public void AfterTheManagedEngineHasComputedTheCellSaysWhatToDo()
    {
        using var kernel = new TestKernel();
        Assert.Equal("3", kernel.Execute("TorchSharp.torch.ones(3).sum().item<float>()").Value);
        var answer = kernel.Execute(Package);
        Assert.Equal("error", answer.Status);
        Assert.Contains("Restart the kernel and let this line stand in its first cell",
            (string?)answer.Reply["evalue"]);
        Assert.Contains("line 1", (string?)answer.Reply["evalue"]);
    }

    [Fact]
    public void AnotherVersionThanTheLibrarysIsRejectedByName()
    {
        using var kernel = new TestKernel();
        var answer = kernel.Execute("#r \"nuget: TorchSharp-cpu, 0.101.5\"\n1");
        Assert.Contains("computes with TorchSharp 0.107.0", (string?)answer.Reply["evalue"]);
    }
}
