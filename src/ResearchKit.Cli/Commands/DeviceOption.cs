using System.CommandLine;
using System.Text.RegularExpressions;
using ResearchKit.Engines;
using TorchSharp;

namespace ResearchKit.Cli.Commands;

/// <summary><c>--device</c>, an option of the commands that compute with a user's checkpoint.</summary>
internal static partial class DeviceOption
{
    /// <summary>The environment variable that chooses where the option is not given.</summary>
    public const string Variable = "RESEARCHKIT_DEVICE";

    private const string Forms = "cpu, cuda or cuda:N";

    public static Option<string?> Create() => new("--device")
    {
        Description = "Where the model computes: cpu (the default), cuda or cuda:1 (a GPU, with --engine libtorch). "
            + $"Also by the environment variable {Variable}.",
        HelpName = "cpu|cuda|cuda:N",
        Validators =
        {
            result =>
            {
                if (result.Tokens is [.., var token] && token.Value.Trim().Length > 0
                    && !Form().IsMatch(token.Value))
                    result.AddError($"--device must be {Forms}");
            },
        },
    };

    /// <summary>The device that the command line or the environment names.</summary>
    /// <param name="given">The option's value.</param>
    /// <exception cref="UserException">There is no such device here; the message says what it takes.</exception>
    public static torch.Device Of(string? given)
    {
        var name = given ?? Environment.GetEnvironmentVariable(Variable) ?? "";
        if (name.Length == 0 || name == "cpu") return torch.CPU;
        if (!Form().IsMatch(name))
            throw new UserException($"{Variable} is '{name}', which is no device: set it to {Forms}.");
        var named = given is null ? $"{Variable}={name}" : $"--device {name}";
        if (EngineChoice.Current == TensorEngine.Managed)
            throw new UserException(
                $"{named} needs --engine libtorch: the managed engine computes on the processor alone.");
        var devices = torch.cuda.is_available() ? torch.cuda.device_count() : 0;
        if (devices == 0)
            throw new UserException(LibtorchFolder.Package is { } package && package.Contains("cuda")
                ? $"{named}: libtorch sees no GPU. {package} is installed, so look at the driver (`nvidia-smi`)."
                : $"{named}: this libtorch has no CUDA. Install one that has: `researchkit engine install libtorch "
                    + $"--cuda TorchSharp-cuda-{(OperatingSystem.IsWindows() ? "windows" : "linux")}`.");
        var device = new torch.Device(name);
        if (device.index >= devices)
            throw new UserException(
                $"{named}: libtorch sees {devices} GPU{(devices == 1 ? "" : "s")}, numbered from cuda:0.");
        return device;
    }

    [GeneratedRegex(@"^(cpu|cuda(:\d{1,3})?)\z")]
    private static partial Regex Form();
}
