using System.Reflection;
using ResearchKit.Losses.Contract;

namespace ResearchKit.Losses.Catalogue;

/// <summary>
/// All losses with a <see cref="MethodAttribute"/> in a set of assemblies, found by reflection: adding a loss touches
/// no list. Code constructs losses directly; names matter only to the command line and to JSON.
/// </summary>
public sealed class LossCatalogue
{
    private readonly Dictionary<string, LossEntry> _byName = [];

    private LossCatalogue(IEnumerable<LossEntry> entries)
    {
        foreach (var entry in entries)
            foreach (var name in Names(entry))
                if (!_byName.TryAdd(name, entry) && _byName[name].Type != entry.Type)
                    throw new LossException($"Two losses are called '{name}': {_byName[name].Type.FullName} and "
                        + $"{entry.Type.FullName}. Rename one of them.");
        Entries = [.. _byName.Values.Distinct().OrderBy(e => e.Name, StringComparer.Ordinal)];
    }

    /// <summary>The losses, ordered by name.</summary>
    public IReadOnlyList<LossEntry> Entries { get; }

    /// <summary>The losses of the given assemblies.</summary>
    /// <exception cref="LossException">Two losses share a name.</exception>
    public static LossCatalogue Of(params IEnumerable<Assembly> assemblies) => new(assemblies.SelectMany(EntriesIn));

    /// <summary>
    /// The losses of all loaded assemblies. A loss that a notebook cell defines is among them; where a later cell
    /// defines it again, the later definition counts.
    /// </summary>
    public static LossCatalogue Loaded()
    {
        var library = typeof(PreferenceLoss).Assembly;
        var files = new List<LossEntry>();
        var inMemory = new Dictionary<string, LossEntry>();
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            var uses = assembly == library || assembly.IsDynamic
                || assembly.GetReferencedAssemblies().Any(a => a.Name == library.GetName().Name);
            if (!uses)
                continue;
            if (!assembly.IsDynamic && assembly.Location.Length > 0)
                files.AddRange(EntriesIn(assembly));
            else
                foreach (var entry in EntriesIn(assembly))
                    inMemory[entry.Name] = entry;
        }
        return new LossCatalogue(files.Where(e => !inMemory.ContainsKey(e.Name)).Concat(inMemory.Values));
    }

    /// <summary>The loss of that name; case, hyphens and a final "Loss" do not matter, aliases count.</summary>
    /// <exception cref="LossException">There is none; the message lists what there is.</exception>
    public LossEntry Find(string name) => _byName.TryGetValue(Key(name), out var entry)
        ? entry
        : throw new LossException(
            $"There is no loss '{name}'.{Spelling.Hint(name, Entries.Select(e => e.Name))} Losses: "
            + $"{string.Join(", ", Entries.Select(e => e.Name))}.");

    /// <summary>Makes a loss from its name and settings as text, as on a command line.</summary>
    /// <param name="name">Name or alias.</param>
    /// <param name="settings">
    /// Hyper-parameters by name (<c>beta</c>, <c>label_smoothing</c>) or by the paper's symbol (<c>epsilon</c>); the
    /// rest take their defaults.
    /// </param>
    /// <exception cref="LossException">The name or a setting is unknown, or a value is not permitted.</exception>
    public PreferenceLoss Create(string name, IReadOnlyDictionary<string, string>? settings = null)
    {
        var entry = Find(name);
        var values = new Dictionary<string, object?>();
        foreach (var (setting, text) in settings ?? new Dictionary<string, string>())
        {
            var parameter = Parameter(entry, setting) ?? throw entry.Unknown(setting);
            if (values.ContainsKey(parameter.Name))
                throw new LossException($"{entry.Name}: {parameter.Name} is given twice.");
            values[parameter.Name] = parameter.Parse(entry.Name, text);
        }
        return entry.Create(values);
    }

    /// <summary>
    /// The hyper-parameter of that name or alias, or else the only one with that symbol in the paper.
    /// </summary>
    private static HyperParameter? Parameter(LossEntry entry, string setting)
    {
        var bySymbol = entry.HyperParameters.Where(p =>
            p.Symbol is { } symbol && Key(symbol) == Key(setting)).ToArray();
        return entry.HyperParameters.FirstOrDefault(p => Key(p.Name) == Key(setting))
            ?? entry.HyperParameters.FirstOrDefault(p => p.Aliases.Any(a => Key(a) == Key(setting)))
            ?? (bySymbol.Length == 1 ? bySymbol[0] : null);
    }

    private static IEnumerable<LossEntry> EntriesIn(Assembly assembly) =>
        from type in Types(assembly)
        where type.IsSealed && type.IsSubclassOf(typeof(PreferenceLoss))
        let method = type.GetCustomAttribute<MethodAttribute>()
        where method is not null
        select new LossEntry(type, method);

    private static IEnumerable<Type> Types(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            return e.Types.OfType<Type>();
        }
    }

    private static IEnumerable<string> Names(LossEntry entry) =>
        entry.Method.Aliases.Append(entry.Name).Append(entry.Method.Title).Append(entry.Type.Name)
            .Select(Key).Distinct();

    /// <summary>Lower-case letters and digits of a name, without a final "loss".</summary>
    private static string Key(string name)
    {
        var key = string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        return key.EndsWith("loss", StringComparison.Ordinal) && key.Length > 4 ? key[..^4] : key;
    }
}
