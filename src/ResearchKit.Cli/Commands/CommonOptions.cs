using System.CommandLine;
using System.Globalization;

namespace ResearchKit.Cli.Commands;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    public static Option<string[]> Parameters() => new("--parameter", "-p")
    {
        Description =
        "A value for a variable of the notebook's cell tagged `parameters`, as name=value; may be repeated.",
        HelpName = "name=value",
        Arity = ArgumentArity.OneOrMore,
        DefaultValueFactory = _ => [],
    };

    /// <summary>The word for a session of .NET Interactive.</summary>
    public const string Interactive = "interactive";

    public static Option<string> Session()
    {
        var option = new Option<string>("--session")
        {
            Description = "Who runs the cells: this program, or the C# kernel of .NET Interactive in its process, "
                + "whose packages (about 300 MB) are restored the first time.",
            HelpName = $"researchkit|{Interactive}",
            DefaultValueFactory = _ => "researchkit",
        };
        option.AcceptOnlyFromAmong("researchkit", Interactive);
        return option;
    }

    public static Option<double> Timeout() => new("--timeout")
    {
        Description = "How long one cell may run, in seconds.",
        HelpName = "seconds",
        DefaultValueFactory = _ => 600,
        Validators =
        {
            result =>
            {
                if (result.Tokens is [var token, ..]
                    && double.TryParse(token.Value, CultureInfo.InvariantCulture, out var s)
                    && !(s > 0 && s < 1e6))
                {
                    result.AddError("--timeout must be more than 0 and less than 1000000 seconds");
                }
            },
        },
    };

    public static Option<int> Threads() => new("--threads")
    {
        Description = "Threads in all; the results are the same for any number.",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
        Validators =
        {
            result =>
            {
                if (result.Tokens is [var token, ..]
                    && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var n) && n is < 1 or > 1024)
                    result.AddError("--threads must be between 1 and 1024");
            },
        },
    };

    public static Option<bool> Json() => new("--json")
    {
        Description = "Print the result as JSON on stdout; progress and messages stay on stderr.",
    };

    public static Option<bool> Strict() => new("--strict")
    {
        Description = "Take a row or record that cannot be used for an error instead of leaving it out.",
    };

    /// <summary>Takes <c>name=value</c> apart.</summary>
    /// <param name="given">What an option was given.</param>
    /// <param name="option">The option's name, for messages.</param>
    public static SortedDictionary<string, string> Parse(IEnumerable<string> given, string option = "-p")
    {
        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in given)
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
                throw new UserException($"{option} {pair}: write it as name=value, such as {option} beta=0.2.");
            var name = pair[..at].Trim();
            if (!map.TryAdd(name, pair[(at + 1)..])) throw new UserException($"{option} {name} is given twice.");
        }

        return map;
    }
}
