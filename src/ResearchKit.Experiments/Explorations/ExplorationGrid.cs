using System.Globalization;
using ResearchKit.Losses.Catalogue;
using ResearchKit.Losses.Contract;

namespace ResearchKit.Experiments.Explorations;

/// <summary>
/// A grid of settings: every combination of the values named. A setting that a loss does not have is left out for that
/// loss, so that it runs once and not once per value.
/// </summary>
public sealed class ExplorationGrid
{
    /// <summary>The most runs of a grid: each is a file, and its inputs are held in memory.</summary>
    public const int MostRuns = 100_000;

    private readonly ExplorationLab _lab;
    private readonly LossCatalogue _catalogue;

    /// <summary>Expands a grid.</summary>
    /// <param name="lab">Where to run.</param>
    /// <param name="catalogue">The losses there are.</param>
    /// <param name="losses">The losses to run, by name.</param>
    /// <param name="axes">
    /// By name, the values of parameters of the lab and of hyper-parameters of the losses, in the user's order.
    /// </param>
    /// <exception cref="ArgumentException">A name or a value is not permitted; the message says which are.</exception>
    public ExplorationGrid(
        ExplorationLab lab, LossCatalogue catalogue, IReadOnlyList<string> losses,
        IReadOnlyList<(string Name, IReadOnlyList<string> Values)> axes)
    {
        (_lab, _catalogue) = (lab, catalogue);
        if (losses.Count == 0) throw new ArgumentException("no loss is named.");
        var entries = losses.Select(Find).DistinctBy(e => e.Name).ToArray();
        foreach (var (name, values) in axes)
        {
            if (values.Count == 0) throw new ArgumentException($"{name} has no value.");
            if (lab.Parameters.All(p => p.Name != name) && entries.All(e => Setting(e, name) is null))
                throw new ArgumentException(Unknown(name, entries));
        }

        var size = entries.Sum(e => Own(e, axes).Aggregate(1.0, (product, a) => product * a.Values.Count));
        if (size > MostRuns)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"the grid has {size:N0} runs, and at most {MostRuns:N0} are made at once: name fewer values."));
        Runs = [.. entries.SelectMany(e => Expand(e, axes)).DistinctBy(r => r.Inputs)];
    }

    /// <summary>The runs, in the order of losses and of the values named; those of one seed are not together.</summary>
    public IReadOnlyList<(RunInputs Inputs, PreferenceLoss Loss)> Runs { get; }

    /// <summary>A run and its loss from the inputs that identify it.</summary>
    /// <exception cref="ArgumentException">They are no run of the lab.</exception>
    public static (RunInputs Inputs, PreferenceLoss Loss) Again(
        ExplorationLab lab, LossCatalogue catalogue, RunInputs inputs)
    {
        var axes = inputs.Identity.Where(v => v.Key is not ("lab" or "loss"))
            .Select(v => (v.Key, (IReadOnlyList<string>)[v.Value]));
        var run = new ExplorationGrid(lab, catalogue, [inputs["loss"]], [.. axes]).Runs.Single();
        return run.Inputs.Equals(inputs) ? run
            : throw new ArgumentException($"no run of the {lab.Name} lab has the inputs {inputs}");
    }

    private IEnumerable<(RunInputs Inputs, PreferenceLoss Loss)> Expand(
        LossEntry entry, IReadOnlyList<(string Name, IReadOnlyList<string> Values)> axes)
    {
        var seedLast = Own(entry, axes).OrderBy(a => a.Name == "seed" ? 1 : 0);
        IEnumerable<(string Name, string Value)[]> points = [[]];
        foreach (var (name, values) in seedLast)
            points =
                points.SelectMany(point => values, (point, value) => ((string, string)[])[.. point, (name, value)]);
        foreach (var point in points) yield return Run(entry, point);
    }

    // What the lab or the loss has of the axes, and the lab's own defaults of the loss's settings.
    private IEnumerable<(string Name, IReadOnlyList<string> Values)> Own(
        LossEntry entry, IReadOnlyList<(string Name, IReadOnlyList<string> Values)> axes)
    {
        var defaults = _lab.LossDefaults.Where(d => axes.All(a => a.Name != d.Key))
            .Select(d => (Name: d.Key, Values: (IReadOnlyList<string>)[d.Value]));
        return axes.Concat(defaults)
            .Where(a => _lab.Parameters.Any(p => p.Name == a.Name) || Setting(entry, a.Name) is not null);
    }

    private (RunInputs, PreferenceLoss) Run(LossEntry entry, (string Name, string Value)[] point)
    {
        var values = new Dictionary<string, string>
        {
            ["lab"] = _lab.Name, ["loss"] = entry.Name,
        };
        var settings = new Dictionary<string, string>();
        foreach (var parameter in _lab.Parameters)
        {
            var given = point.FirstOrDefault(p => p.Name == parameter.Name).Value;
            if (given is not null)
                values[parameter.Name] = parameter.Canonical(given)
                    ?? throw new ArgumentException($"{parameter.Name} = '{given}' is not permitted: {parameter.Help}.");
            else if (parameter.Default is not null)
                values[parameter.Name] = parameter.Default;
        }

        foreach (var parameter in _lab.Parameters.Where(p => !values.ContainsKey(p.Name)))
            values[parameter.Name] = _lab.Derived(parameter.Name, values);
        var own = point.Where(p => !values.ContainsKey(p.Name)).ToArray();
        foreach (var (name, text) in own) settings[Setting(entry, name)!.Name] = text;
        var loss = _catalogue.Create(entry.Name, settings);
        var identity = values.ToDictionary();
        foreach (var (name, _) in own)
        {
            var setting = Setting(entry, name)!;
            var text = setting.Text(loss);
            // Under the user's name for it, so that losses that call it differently share a column.
            values[name] = text;
            // A default that is written out is the same run; a default of the lab's own is always written out.
            if (_lab.LossDefaults.ContainsKey(setting.Name) || !Equals(setting.Value(loss), setting.Default))
                identity[setting.Name] = text;
        }

        if (_lab.Rejects(loss) is { } reason)
            throw new ArgumentException($"the {_lab.Name} lab cannot train {entry.Name}: {reason}.");
        return (new(values, identity), loss);
    }

    private LossEntry Find(string name)
    {
        var entry = _catalogue.Find(name);
        return entry.HasDefaults ? entry
            : throw new ArgumentException($"{entry.Name} has settings without defaults and cannot be explored.");
    }

    private static HyperParameter? Setting(LossEntry entry, string name) =>
        entry.HyperParameters.FirstOrDefault(p => p.Name == name || p.Aliases.Contains(name));

    private string Unknown(string name, LossEntry[] entries)
    {
        var settings = entries.SelectMany(e => e.HyperParameters).Select(p => p.Name).Distinct().ToArray();
        var known = _lab.Parameters.Select(p => p.Name).Concat(settings);
        return $"neither the {_lab.Name} lab nor {string.Join(" or ", entries.Select(e => e.Name))} has a setting "
            + $"'{name}'.{Spelling.Hint(name, known)} The lab " +
            $"has {string.Join(", ", _lab.Parameters.Select(p => p.Name))}; "
            + $"the losses have {string.Join(", ", settings)}.";
    }
}
