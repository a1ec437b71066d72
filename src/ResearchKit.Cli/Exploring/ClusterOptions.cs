using System.CommandLine;
using System.Globalization;
using ResearchKit.Experiments.Explorations.Slurm;

namespace ResearchKit.Cli.Exploring;

/// <summary>The options of <c>explore</c> for a cluster.</summary>
internal sealed class ClusterOptions
{
    private readonly Option<bool> _slurm = new("--slurm")
    {
        Description = "Run on a Slurm cluster, as an array job, and wait for it.",
    };

    private readonly Option<string?> _partition =
        Text("--partition", "The partition. [default: the cluster's]", "name");

    private readonly Option<string?> _time =
        Text("--time", "Time limit of a task: minutes, or hours:minutes:seconds. [default: the partition's]", "time");

    private readonly Option<string?> _account = Text("--account", "The account to charge.", "name");

    private readonly Option<string[]> _lines = new("--sbatch")
    {
        Description = "Another option of sbatch, such as mem=4G; may be repeated.",
        HelpName = "name=value",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<int> _tasks = new("--tasks")
    {
        Description = "The most tasks of an array job; a seed is in one task.",
        HelpName = "N",
        DefaultValueFactory = _ => new SlurmOptions().Tasks,
        Validators =
        {
            result =>
            {
                if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var n)
                    && n is < 1 or > 100_000)
                    result.AddError("--tasks must be between 1 and 100000");
            },
        },
    };

    private readonly Option<bool> _noWait = new("--no-wait")
    {
        Description = "Submit and return; the same command collects later.",
    };

    private Option[] OfCluster => [_partition, _time, _account, _lines, _tasks, _noWait];

    public void AddTo(Command command)
    {
        foreach (var option in OfCluster.Prepend(_slurm)) command.Add(option);
    }

    public bool Wait(ParseResult parsed) => !parsed.GetValue(_noWait);

    /// <summary>What the cluster must know; null without <c>--slurm</c>.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="threads">The option whose value is a task's number of processors, if it is given.</param>
    /// <exception cref="UserException">An option belongs to <c>--slurm</c>, which is not given.</exception>
    public SlurmOptions? Read(ParseResult parsed, Option<int> threads)
    {
        if (parsed.GetValue(_slurm))
            return Checked(new()
            {
                Partition = parsed.GetValue(_partition),
                Time = parsed.GetValue(_time),
                Account = parsed.GetValue(_account),
                Lines = parsed.GetValue(_lines)!,
                Tasks = parsed.GetValue(_tasks),
                Processors = parsed.GetResult(threads) is { Implicit: false } ? parsed.GetValue(threads) : 1,
            });
        if (OfCluster.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is { } stray)
            throw new UserException($"{stray.Name} is an option of a cluster: add --slurm.");
        return null;
    }

    // Before a cluster is asked: what has no meaning anywhere.
    private static SlurmOptions Checked(SlurmOptions options)
    {
        try
        {
            options.Check();
            return options;
        }
        catch (ArgumentException e)
        {
            throw new UserException(e.Message);
        }
    }

    private static Option<string?> Text(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help };
}
