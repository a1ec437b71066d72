using System.CommandLine;
using System.CommandLine.Parsing;
using ResearchKit.Cli.Commands;
using ResearchKit.Cli.Terminal;
using ResearchKit.Engines;
using ResearchKit.Notebooks;

namespace ResearchKit.Cli;

/// <summary>Parses the command line, runs one command and turns every failure into one message and an exit
/// code.</summary>
internal static class Application
{
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            EngineOption.Start(args);
        }
        catch (EngineException e)
        {
            return Fail(e.Message, ExitCode.Usage);
        }

        Packages.Register();
        var root =
            new RootCommand("Run the lab's notebooks, regenerate every figure and table, compare them byte for byte.")
            {
                EngineOption.Create(),
            };
        foreach (var command in CommandList.All(args)) root.Add(command);
        root.WithExamples(
            """
            Examples:
              researchkit reproduce              all notebooks, compared with the published results
              researchkit reproduce --only 02    one of them
              researchkit run lab.ipynb -p beta=0.2 --out lab-0.2.ipynb
              researchkit doctor                 what is installed and in use here
            """ + "\n" + ExitCode.Help);
        Help.Install(root);

        var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0)
        {
            var command = PathOf(parsed.CommandResult);
            // A misspelled word explains the other complaints.
            var problem = parsed.UnmatchedTokens is [var word, ..]
                ? $"Unrecognized command or argument '{word}'.{CommandLineErrors.Meant(parsed, word)}"
                : CommandLineErrors.Text(parsed.Errors[0]).TrimEnd('.') + ".";
            return Fail($"{problem} See `researchkit{command} --help`.", ExitCode.Usage);
        }
        if (CommandLineErrors.Empty(parsed) is { } empty)
            return Fail(
                $"{empty} is empty: perhaps a variable is not set. See " +
                $"`researchkit{PathOf(parsed.CommandResult)} --help`.", ExitCode.Usage);

        if (FormerName(parsed.CommandResult) is { } former)
            Messages.Note(
                $"`{former.IdentifierToken.Value}` is now called `{former.Command.Name}`; the old name still works.");

        // A kernel has its own use for Ctrl-C: it stops the cell.
        using var signals = parsed.CommandResult.Command is KernelStartCommand ? null : new StopSignals();
        var stop = signals?.Token ?? CancellationToken.None;
        try
        {
            // Our own signals decide how a stop is handled: work is kept, and the library's two-second limit is off.
            var configuration =
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parsed.InvokeAsync(configuration, stop);
        }
        catch (UserException e)
        {
            return Fail(e.Message, e.ExitCode);
        }
        catch (Exception e) when (e is NotebookException or EngineException)
        {
            return Fail(e.Message, ExitCode.Usage);
        }
        catch (FileWriteException e)
        {
            return Fail(e.Message, ExitCode.CannotWrite);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Fail("stopped", ExitCode.Canceled);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What a command reads, it reads with a message of its own: this was a write.
            return Fail($"a result cannot be written: {e.Message}", ExitCode.CannotWrite);
        }
        catch (Exception e)
        {
            // A slip that no command foresaw, such as a name that no file system takes: a message, not a stack trace.
            var what = e is AggregateException { InnerException: { } inner } ? inner : e;
            return Fail(
                $"{what.Message.ReplaceLineEndings(" ")} ({what.GetType().Name}, " +
                $"from {what.TargetSite?.DeclaringType?.Name ?? "the program"})", ExitCode.Usage);
        }
    }

    // " image remove" for the command `researchkit image remove`.
    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : "";

    // The command that was called by an alias, which is what remains of a former name.
    private static CommandResult? FormerName(CommandResult result) =>
        result.Command.Aliases.Contains(result.IdentifierToken.Value) ? result
        : result.Parent is CommandResult parent ? FormerName(parent) : null;

    private static int Fail(string message, int exitCode)
    {
        Messages.Error(message);
        return exitCode;
    }
}
