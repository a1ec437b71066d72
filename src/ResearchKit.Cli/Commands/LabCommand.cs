using System.CommandLine;
using System.Diagnostics;
using ResearchKit.Cli.Terminal;
using ResearchKit.Kernel;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit lab</c>.</summary>
internal static class LabCommand
{
    private static readonly string[] Servers = ["jupyter-lab", "jupyter-notebook"];

    public static Command Create()
    {
        var folder =
            new Argument<string>("folder")
            {
                Description = "Folder with the notebooks.", HelpName = "folder",
                DefaultValueFactory = _ => "."
            };
        var command = new Command("lab", "Open JupyterLab (or Notebook) with the C# kernel.") { folder };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetRequiredValue(folder), cancellation));
        return command.WithExamples(
            """
            Nothing is installed: the kernel is known to this server alone. Without Jupyter, see `researchkit watch`.

            Examples:
              researchkit lab
              researchkit lab notebooks
            """);
    }

    private static async Task<int> RunAsync(string folder, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder)) throw new UserException($"there is no folder {folder}.");
        var server = Servers.Select(Find).FirstOrDefault(path => path is not null) ?? throw new UserException(
            "Jupyter is not installed. Install it with `pip install jupyterlab` (on Debian: `sudo apt-get install " +
            "jupyter-notebook`), "
            + "or use VS Code, or `researchkit watch`, which need no Python.");
        var data = Path.Combine(Path.GetTempPath(), $"researchkit-lab-{Environment.ProcessId}");
        try
        {
            KernelSpec.Install(data, KernelSpec.ThisProgram());
            var start = new ProcessStartInfo(server) { WorkingDirectory = folder };
            start.Environment["JUPYTER_PATH"] = data + Path.PathSeparator +
                Environment.GetEnvironmentVariable("JUPYTER_PATH");
            using var process = Process.Start(start)!;
            try
            {
                await process.WaitForExitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                // Ctrl-C reaches the server as well, and it asks on its own.
                await process.WaitForExitAsync(CancellationToken.None);
            }

            return process.ExitCode == 0 ? ExitCode.Success : ExitCode.CellFailed;
        }
        finally
        {
            if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
        }
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program))
            .FirstOrDefault(File.Exists);
}
