using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace ResearchKit.Kernel.Tests.Jupyter;

/// <summary>
/// A folder in which Jupyter finds this build's kernel and nothing else of the user's. Tests that need a part of
/// Jupyter skip where it is not installed: <c>environment/install-optional.sh jupyter</c>.
/// </summary>
internal sealed class JupyterFolder : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public JupyterFolder()
    {
        KernelSpec.Install(
            Path.Combine(Root, "share"), ["dotnet", Path.Combine(AppContext.BaseDirectory, "ResearchKit.Cli.dll")]);
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("researchkit-jupyter-").FullName;

    /// <summary>Skips the test unless Debian's Python has the module.</summary>
    public static void SkipWithout(string module)
    {
        using var process = File.Exists(Python)
            ? Process.Start(new ProcessStartInfo(Python, ["-c", $"import {module}"]) { RedirectStandardError = true })
            : null;
        process?.WaitForExit();
        Assert.SkipUnless(
            process?.ExitCode == 0,
            $"Python's {module} is not installed: environment/install-optional.sh jupyter installs it");
    }

    /// <summary>Makes the tool of .NET Interactive a kernel, or skips the test where it is not installed.</summary>
    /// <param name="name">The kernel's.</param>
    public void InstallDotnetInteractive(string name)
    {
        var tool = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".dotnet", "tools",
            "dotnet-interactive");
        Assert.SkipUnless(File.Exists(tool),
            $"{tool} is missing: environment/install-optional.sh interactive installs it");
        Directory.CreateDirectory(PathOf("share", "kernels", name));
        File.WriteAllText(PathOf("share", "kernels", name, "kernel.json"), JsonSerializer.Serialize(new
        {
            argv = (string[])[tool, "jupyter", "--default-kernel", "csharp", "{connection_file}"],
            display_name = name,
            language = "C#",
            env = new { DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT = "1" },
        }));
    }

    public string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Runs one of the scripts in this folder, or a module with <c>-m</c>.</summary>
    public (int ExitCode, string Output) RunPython(params string[] arguments)
    {
        using var process = Start(Python, arguments);
        return Finish(process);
    }

    /// <summary>Starts a program with this folder as Jupyter's and the working directory.</summary>
    public Process Start(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["JUPYTER_PATH"] = PathOf("share");
        start.Environment["JUPYTER_DATA_DIR"] = PathOf("data");
        start.Environment["JUPYTER_CONFIG_DIR"] = PathOf("config");
        start.Environment["JUPYTER_RUNTIME_DIR"] = PathOf("runtime");
        start.Environment["RESEARCHKIT_HISTORY"] = PathOf("history.jsonl");
        start.Environment["PYDEVD_DISABLE_FILE_VALIDATION"] = "1";
        return Process.Start(start)!;
    }

    public static (int ExitCode, string Output) Finish(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience)) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        return (process.ExitCode, output.Result + errors.Result);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
