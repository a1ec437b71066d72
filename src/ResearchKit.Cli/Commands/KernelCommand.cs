using System.CommandLine;
using ResearchKit.Cli.Terminal;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit kernel</c>: the C# kernel for VS Code and Jupyter.</summary>
internal static class KernelCommand
{
    public static Command Create()
    {
        var command = new Command("kernel", "Install the C# kernel for VS Code and Jupyter, or start it.");
        command.Subcommands.Add(KernelInstallCommand.Create());
        command.Subcommands.Add(KernelUninstallCommand.Create());
        command.Subcommands.Add(KernelListCommand.Create());
        command.Subcommands.Add(new KernelStartCommand());
        return command.WithExamples(
            """
            Examples:
              researchkit kernel install         for you alone; then choose ".NET (C#)" in VS Code or Jupyter
              researchkit kernel list            which kernels Jupyter finds on this machine
            """);
    }

    /// <summary>Where a kernelspec is to stand: <c>--prefix</c>, or the user's own folder.</summary>
    public static (Option<bool> User, Option<string?> Prefix) Places() => (
        new Option<bool>("--user")
        {
            Description =
            "Into your own data folder; this is what happens without an option."
        },
        new Option<string?>("--prefix")
        {
            Description = "Under PREFIX/share/jupyter, such as /usr/local or a Python environment.",
            HelpName = "folder",
        });

    /// <summary>The data folder of Jupyter that the options name.</summary>
    public static string DataFolder(bool user, string? prefix) =>
        user && prefix is not null ? throw new UserException("choose one of --user and --prefix.")
        : prefix is not null ? Path.Combine(Path.GetFullPath(prefix), "share", "jupyter")
        : ResearchKit.Kernel.KernelSpec.UserFolder();
}
