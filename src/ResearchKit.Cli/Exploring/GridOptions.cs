using System.CommandLine;
using ResearchKit.Experiments.Explorations;
using ResearchKit.Losses.Catalogue;
using ResearchKit.Losses.Contract;

namespace ResearchKit.Cli.Exploring;

/// <summary>The options of <c>explore</c> that say what to run.</summary>
internal sealed class GridOptions
{
    private readonly Option<string?> _lab = Text("--lab",
        $"Where to run: {string.Join(", ", ExplorationLab.All.Select(l => l.Name))}. [default: bandit]", "name");

    private readonly Option<string?> _losses = Text("--loss", "The losses, between commas: dpo,adavip.", "names");

    private readonly Option<string?> _betas =
        Text("--beta", "Values of beta, between commas; a loss without beta runs once.", "values");

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Another setting of the lab or of the losses, as name=value,value; may be repeated.",
        HelpName = "name=values",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<int?> _seeds = new("--seeds")
    {
        Description = "How many seeds, from 0. [default: "
            + $"{string.Join(", ", ExplorationLab.All.Select(l => $"{l.DefaultSeeds} in {l.Name}"))}]",
        HelpName = "N",
        Validators =
        {
            result =>
            {
                if (result.Tokens is [var token] && int.TryParse(token.Value, out var n) && n is < 1
                    or > GridFile.MostSeeds)
                    result.AddError($"--seeds must be between 1 and {GridFile.MostSeeds}");
            },
        },
    };

    private readonly Option<string?> _file =
        Text("--grid", "The grid as a JSON file; options on the command line go before it.", "file");

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_lab, _losses, _betas, _set, _seeds, _file]) command.Add(option);
    }

    /// <exception cref="UserException">The options are no grid.</exception>
    public (ExplorationLab Lab, ExplorationGrid Grid) Read(ParseResult parsed)
    {
        List<(string Name, IReadOnlyList<string> Values)> axes =
        [
            .. parsed.GetValue(_betas) is { } betas ? [("beta", Words(betas))]
                : Array.Empty<(string, IReadOnlyList<string>)>(),
            .. parsed.GetValue(_set)!.Select(Setting),
            .. parsed.GetValue(_seeds) is { } n ? [GridFile.Seeds(n)]
                : Array.Empty<(string, IReadOnlyList<string>)>(),
        ];
        var file = parsed.GetValue(_file);
        if (file is not null) InputPath.CheckFile(file, "--grid");
        try
        {
            var read = file is null ? new GridFile(null, [], []) : GridFile.Read(file);
            var lab = ExplorationLab.Find(parsed.GetValue(_lab) ?? read.Lab ?? "bandit");
            List<(string Name, IReadOnlyList<string> Values)> all =
                [.. read.Axes.Where(a => axes.All(b => b.Name != a.Name)), .. axes];
            if (all.All(a => a.Name != "seed")) all.Add(GridFile.Seeds(lab.DefaultSeeds));
            if (all.GroupBy(a => a.Name).FirstOrDefault(g => g.Count() > 1) is { Key: var twice })
                throw new ArgumentException(twice == "seed"
                    ? "seed is given twice: give --seeds (how many, from 0) or the setting seed (which), not both."
                    : $"{twice} is given twice.");
            var names = parsed.GetValue(_losses) is { } losses ? Words(losses) : read.Losses;
            if (names.Count == 0)
                throw new ArgumentException("name the losses with --loss, such as --loss dpo,adavip.");
            return (lab, new(lab, LossCatalogue.Loaded(), names, all));
        }
        catch (Exception e) when (e is ArgumentException or LossException)
        {
            throw new UserException(e.Message);
        }
    }

    /// <summary>What stands between commas.</summary>
    public static IReadOnlyList<string> Words(string values) =>
        values.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The labs with their parameters, for the help.</summary>
    public static string LabHelp => string.Join("\n", ExplorationLab.All.SelectMany(lab =>
        lab.Parameters.Select(p => $"    {p.Name}: {p.Help}{(p.Default is null ? "" : $" [default: {p.Default}]")}")
            .Prepend($"  {lab.Name}  {lab.Summary}")
            .Append($"    measures: {string.Join(", ", lab.Measures.Keys)}")));

    private static Option<string?> Text(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help };

    private static (string, IReadOnlyList<string>) Setting(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return at > 0 ? (text[..at].Trim(), Words(text[(at + 1)..]))
            : throw new UserException(
                $"--set {text}: write it as name=value,value, such as --set optimizer=adamw,sgd.");
    }
}
