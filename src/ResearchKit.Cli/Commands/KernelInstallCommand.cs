using System.CommandLine;
using ResearchKit.Cli.Terminal;
using ResearchKit.Kernel;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit kernel install</c>.</summary>
internal static class KernelInstallCommand
{
    private const string CompletionSetting =
        """
        VS Code completes C# in notebooks only when it is told to. Add this to your user settings
        (Ctrl+Shift+P, "Preferences: Open User Settings (JSON)"; workspace settings do not count):

            "jupyter.completionTriggerCharacters": { "csharp": [".", " ", "(", "\""], "c#": [".", " ", "(", "\""] }
        """;

    public static Command Create()
    {
        var (user, prefix) = KernelCommand.Places();
        var command = new Command("install", "Make the C# kernel known to VS Code and Jupyter.") { user, prefix };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(prefix) is { } place) TargetPath.CheckFolder(place, "--prefix");
            var folder = KernelCommand.DataFolder(parsed.GetValue(user), parsed.GetValue(prefix));
            TargetPath.CheckFolder(folder, "");
            return Run(folder);
        });
        return command.WithExamples(
            """
            Writes one kernelspec, .net-csharp: the name of .NET Interactive's, so that its notebooks open unchanged.
            It starts the program that you run now; after moving or deleting that, install again.

            Examples:
              researchkit kernel install
              researchkit kernel install --engine libtorch        notebooks then compute on libtorch
              researchkit kernel install --prefix /usr/local      for every user of the machine
            """);
    }

    private static int Run(string dataFolder)
    {
        var existing = KernelSpec.FolderIn(dataFolder);
        var replaced = Directory.Exists(existing);
        var folder = KernelSpec.Install(dataFolder, KernelSpec.ThisProgram());
        Messages.Line($"{(replaced ? "replaced" : "installed")} the kernel {KernelSpec.DisplayName} in {folder}");
        Messages.Line("");
        Messages.Line("VS Code (with the Jupyter extension): open a notebook, Select Kernel, Jupyter Kernel..., " +
            KernelSpec.DisplayName);
        Messages.Line("JupyterLab: researchkit lab");
        Messages.Line("");
        Messages.Line(CompletionSetting);
        return ExitCode.Success;
    }
}
