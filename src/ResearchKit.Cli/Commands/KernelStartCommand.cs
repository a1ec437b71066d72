using System.CommandLine;
using ResearchKit.Cli.Terminal;
using ResearchKit.Kernel;
using ResearchKit.Kernel.Wire;

namespace ResearchKit.Cli.Commands;

/// <summary>
/// <c>researchkit kernel start</c>, which a client runs. Signals are the kernel's own: Ctrl-C stops a cell, not the
/// program.
/// </summary>
internal sealed class KernelStartCommand : Command
{
    public KernelStartCommand()
        : base("start", "Run the kernel for a client; VS Code and Jupyter do this.")
    {
        var connection = new Option<string?>("--connection-file", "-f")
        {
            Description = "What the client wrote: ports and key. Without it, a new one is made and its path printed.",
            HelpName = "file",
        };
        Add(connection);
        SetAction(parsed => Run(parsed.GetValue(connection)));
        this.WithExamples(
            """
            Examples:
              researchkit kernel start -f /tmp/kernel-1.json
              researchkit kernel start           then, elsewhere: jupyter console --existing FILE
            """);
    }

    private static void Serve(ConnectionFile file)
    {
        using var kernel = new KernelHost(file, Directory.GetCurrentDirectory());
        kernel.Run();
    }

    private static int Run(string? path)
    {
        if (path is not null)
        {
            Serve(ConnectionFile.Read(path));
            return ExitCode.Success;
        }

        var own = Path.Combine(Path.GetTempPath(), $"researchkit-kernel-{Environment.ProcessId}.json");
        var file = ConnectionFile.Create();
        file.Save(own);
        try
        {
            Messages.Line(own);
            Serve(file);
        }
        finally
        {
            File.Delete(own);
        }

        return ExitCode.Success;
    }
}
