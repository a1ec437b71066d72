using System.CommandLine;
using ResearchKit.Cli.Engines;
using ResearchKit.Cli.Terminal;
using ResearchKit.Engines;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit engine</c>: the tensor engines, and how libtorch is installed.</summary>
internal static class EngineCommand
{
    public static Command Create()
    {
        var command = new Command("engine", "Show the tensor engines, or install libtorch.");
        command.Subcommands.Add(List());
        command.Subcommands.Add(Install());
        return command.WithExamples(
            """
            managed is part of this program and gives the same bits on every machine. libtorch is PyTorch's own engine,
            by TorchSharp: for big models; its results agree within rounding. Choose with --engine on any command.

            Examples:
              researchkit engine list
              researchkit engine install libtorch
              researchkit reproduce --only 02 --engine libtorch
            """);
    }

    private static Command List()
    {
        var command = new Command("list", "Show both engines and which one is in use.");
        command.SetAction(_ =>
        {
            foreach (var engine in EngineDescription.All())
                Messages.Line($"{(engine.InUse ? "*" : " ")} {engine.Name,-9} {engine.Text}");
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Install()
    {
        var engine = new Argument<string>("engine") { Description = "libtorch", HelpName = "libtorch" };
        engine.AcceptOnlyFromAmong("libtorch");
        var cuda = new Option<string?>("--cuda")
        {
            Description = "The TorchSharp package for your GPU instead of TorchSharp-cpu: TorchSharp-cuda-linux, "
                + "TorchSharp-cuda-windows.",
            HelpName = "package",
        };
        cuda.Validators.Add(result =>
        {
            // No other package brings this engine, and nobody's package source is asked for a slip of the pen.
            if (result.Tokens is [var token, ..] && token.Value is { Length: > 0 } name
                && !(name.StartsWith("TorchSharp-", StringComparison.OrdinalIgnoreCase) && name.Length < 100
                    && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.')))
                result.AddError("--cuda must name a package of TorchSharp, such as TorchSharp-cuda-linux");
        });
        var command =
            new Command("install", "Restore TorchSharp with libtorch, once for all programs.") { engine, cuda };
        command.SetAction((parsed, cancellation) =>
            Task.FromResult(Run(parsed.GetValue(cuda) ?? LibtorchInstaller.CpuPackage, cancellation)));
        return command.WithExamples(
            $"""
            About 500 MB, by the .NET SDK from your own package sources. A second time replaces the first.
            {LibtorchFolder.Variable} names another folder than the default.

            Examples:
              researchkit engine install libtorch
              researchkit engine install libtorch --cuda TorchSharp-cuda-linux
            """);
    }

    private static int Run(string package, CancellationToken cancellation)
    {
        Messages.Note($"restoring {package} {LibtorchFolder.TorchSharpVersion} ...");
        var weakened = new LibtorchInstaller(package).Install(cancellation);
        foreach (string version in weakened)
            Messages.Line(
                $"this system's libstdc++ does not have {version}, which TorchSharp's library asks for and does not " +
                $"use: "
                + "marked as optional in the installed copy");
        Messages.Line($"installed {package} {LibtorchFolder.TorchSharpVersion} in {LibtorchFolder.Current}");
        Messages.Line("use it with --engine libtorch");
        return ExitCode.Success;
    }
}
