using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;

namespace ResearchKit.Cli.Terminal;

/// <summary>Help that teaches: after the options come an explanation and examples to copy.</summary>
internal static class Help
{
    private const string ProgramName = "researchkit";
    private static readonly ConditionalWeakTable<Command, string> Examples = [];

    /// <summary>What <c>--help</c> adds for this command; the list of commands shows the one-line description
    /// alone.</summary>
    public static Command WithExamples(this Command command, string examples)
    {
        Examples.AddOrUpdate(command, examples);
        return command;
    }

    /// <summary>Makes <c>--help</c> of the root and all its commands show their examples.</summary>
    public static void Install(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new HelpWithExamples((HelpAction)option.Action!);
    }

    private sealed class HelpWithExamples(HelpAction standard) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var configuration = parseResult.InvocationConfiguration;
            var output = configuration.Output;
            var text = new StringWriter { NewLine = "\n" };
            configuration.Output = text;
            standard.Invoke(parseResult);
            configuration.Output = output;
            // The program is known by its command, not by the file that `dotnet` was given.
            output.WriteLine(text.ToString().Replace(RootCommand.ExecutableName, ProgramName, StringComparison.Ordinal)
                .TrimEnd());
            if (Examples.TryGetValue(parseResult.CommandResult.Command, out var examples))
            {
                output.WriteLine();
                output.WriteLine(examples.TrimEnd());
            }

            return ExitCode.Success;
        }
    }
}
