using System.CommandLine;
using ResearchKit.Cli.Commands;
using ResearchKit.Engines;

namespace ResearchKit.Cli.Tests;

public sealed class DeviceOptionTests : IDisposable
{
    private readonly TestClone _clone = new();

    public static TheoryData<string> Commands => ["generate", "score", "train"];

    public void Dispose() => _clone.Dispose();

    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:x")]
    [InlineData("cuda:-1")]
    [InlineData("meta")]
    [InlineData("CPU ")]
    public void AWordThatIsNoDeviceIsRejected(string word) =>
        Assert.Equal("--device must be cpu, cuda or cuda:N", Assert.Single(
            new RootCommand { DeviceOption.Create() }.Parse(["--device", word]).Errors).Message);

    [Theory, MemberData(nameof(Commands))]
    public void OnTheManagedEngineAGpuNeedsLibtorch(string command) => Fails(
        "--device cuda:1 needs --engine libtorch: the managed engine computes on the processor alone.",
        _clone.Run([.. Line(command), "--device", "cuda:1", "--engine", "managed"]));

    [Theory, MemberData(nameof(Commands))]
    public void WithoutCudaTheMessageSaysHowToInstallIt(string command)
    {
        Assert.SkipWhen(LibtorchFolder.Package != "TorchSharp-cpu", "TorchSharp-cpu is not installed");
        Fails("--device cuda: this libtorch has no CUDA. Install one that has: `researchkit engine install libtorch "
            + $"--cuda TorchSharp-cuda-{(OperatingSystem.IsWindows() ? "windows" : "linux")}`.",
            _clone.Run([.. Line(command), "--device", "cuda", "--engine", "libtorch"]));
    }

    [Fact]
    public void TheEnvironmentChoosesWhereTheOptionIsNotGiven()
    {
        string[] line = [.. Line("generate"), "--engine", "managed"];
        Fails("RESEARCHKIT_DEVICE=cuda needs --engine libtorch: the managed engine computes on the processor alone.",
            TestClone.RunWith((DeviceOption.Variable, "cuda"), _clone.Root, line));
        Fails("RESEARCHKIT_DEVICE is 'gpu', which is no device: set it to cpu, cuda or cuda:N.",
            TestClone.RunWith((DeviceOption.Variable, "gpu"), _clone.Root, line));
        Fails("no-model: there is no such folder",
            TestClone.RunWith((DeviceOption.Variable, "cuda"), _clone.Root, [.. line, "--device", "cpu"]));
    }

    [Fact]
    public void DoctorSaysWhetherLibtorchSeesAGpu()
    {
        Assert.Contains("GPU              not asked for", _clone.Run("doctor", "--engine", "managed").Stdout);
        Assert.SkipWhen(LibtorchFolder.Package != "TorchSharp-cpu", "TorchSharp-cpu is not installed");
        Assert.Contains("GPU              libtorch sees none (TorchSharp-cpu)",
            _clone.Run("doctor", "--engine", "libtorch").Stdout);
    }

    private string[] Line(string command)
    {
        File.WriteAllText(_clone.PathOf("train.json"),
            """
            {"model": "no-model", "pairs": "no-pairs", "out": "run",
             "loss": {"loss": "sft"}, "steps": 1, "learning_rate": 1}
            """);
        return command switch
        {
            "generate" => ["generate", "--model", "no-model", "--prompt", "What is there?"],
            "score" => ["score", "--model", "no-model", "--pairs", "no-pairs"],
            _ => ["train", _clone.PathOf("train.json")],
        };
    }

    private static void Fails(string message, ProcessResult run) =>
        Assert.Equal((ExitCode.Usage, $"error: {message}"), (run.ExitCode, run.Stderr.TrimEnd().TrimEnd('\n')));
}
