using System.CommandLine;
using ResearchKit.Cli.Terminal;
using ResearchKit.Kernel;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit kernel uninstall</c>.</summary>
internal static class KernelUninstallCommand
{
    public static Command Create()
    {
        var (user, prefix) = KernelCommand.Places();
        var command = new Command("uninstall", "Take the C# kernel out of Jupyter again.") { user, prefix };
        command.SetAction(parsed => Run(KernelCommand.DataFolder(parsed.GetValue(user), parsed.GetValue(prefix))));
        return command.WithExamples(
            """
            Examples:
              researchkit kernel uninstall
              researchkit kernel uninstall --prefix /usr/local
            """);
    }

    private static int Run(string dataFolder)
    {
        var folder = KernelSpec.FolderIn(dataFolder);
        if (!Directory.Exists(folder))
            throw new UserException(
                $"there is no kernel {KernelSpec.Name} in {dataFolder}; `researchkit kernel list` shows where " +
                $"kernels are.");
        Directory.Delete(folder, recursive: true);
        Messages.Line($"removed {folder}");
        return ExitCode.Success;
    }
}
