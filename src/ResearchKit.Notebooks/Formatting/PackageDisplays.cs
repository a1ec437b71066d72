using System.Collections.Concurrent;

namespace ResearchKit.Notebooks.Formatting;

/// <summary>
/// How values of packages are shown that know nothing of these notebooks: a value of ours, which has its formats and
/// may be an artifact, stands in for theirs. A package is known by its assembly's name, so that none is loaded for it.
/// </summary>
public static class PackageDisplays
{
    private static readonly ConcurrentDictionary<string, Func<object, object>> Displays = new(StringComparer.Ordinal);

    /// <summary>Shows the values of an assembly by others, for the rest of the process.</summary>
    /// <param name="assembly">Its simple name.</param>
    /// <param name="display">Gives what is shown for a value; the value itself for those it does not know.</param>
    public static void Register(string assembly, Func<object, object> display) => Displays[assembly] = display;

    /// <summary>What is shown for a value: itself, unless its type or one that it derives from is of a known
    /// package.</summary>
    internal static object Of(object value)
    {
        for (var type = value.GetType(); type is not null; type = type.BaseType)
            if (Displays.TryGetValue(type.Assembly.GetName().Name ?? "", out var display)) return display(value);
        return value;
    }
}
