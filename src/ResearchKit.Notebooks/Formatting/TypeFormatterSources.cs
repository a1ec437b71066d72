using System.Collections.Concurrent;
using System.Reflection;

namespace ResearchKit.Notebooks.Formatting;

/// <summary>
/// Formatters that a library declares for its own types, found by names alone so that neither side references the
/// other: an attribute called <c>TypeFormatterSourceAttribute</c> with <c>FormatterSourceType</c> (and optionally
/// <c>PreferredMimeTypes</c>); that type's <c>CreateTypeFormatters()</c> gives objects with <c>MimeType</c> and
/// <c>bool Format(object, TextWriter)</c>. The convention is .NET Interactive's.
/// </summary>
internal static class TypeFormatterSources
{
    private static readonly ConcurrentDictionary<Type, Source> Cache = new();

    public static IReadOnlyList<TypeFormatter> For(Type type) => Find(type).Formatters;

    /// <summary>The representations that the library wants shown, or null for all.</summary>
    public static string[]? Preferred(Type type) => Find(type).PreferredMimeTypes;

    private static Source Find(Type type) => Cache.GetOrAdd(type, static t =>
    {
        var formatters = new List<TypeFormatter>();
        string[]? preferred = null;
        foreach (var attribute in t.GetCustomAttributes(inherit: true))
        {
            if (attribute.GetType().Name != "TypeFormatterSourceAttribute") continue;
            if (Get<Type>(attribute, "FormatterSourceType") is not { } source) continue;
            if (Get<string[]>(attribute, "PreferredMimeTypes") is { Length: > 0 } named) preferred ??= named;
            var create = source.GetMethod("CreateTypeFormatters", Type.EmptyTypes);
            if (create?.Invoke(Activator.CreateInstance(source), null) is not System.Collections.IEnumerable created)
                continue;
            formatters.AddRange(created.Cast<object>().Select(TypeFormatter.Wrap).OfType<TypeFormatter>()
                .Where(f => f.Handles(t)));
        }

        return new Source(formatters, preferred);
    });

    private static T? Get<T>(object instance, string property)
        where T : class => instance.GetType().GetProperty(property)?.GetValue(instance) as T;

    private sealed record Source(IReadOnlyList<TypeFormatter> Formatters, string[]? PreferredMimeTypes);

    /// <summary>A foreign formatter behind delegates, so that reflection is paid once per type.</summary>
    public sealed record TypeFormatter(string MimeType, Type? Type, Func<object, TextWriter, bool> Format)
    {
        public bool Handles(Type type) => Type is null || Type.IsAssignableFrom(type);

        public static TypeFormatter? Wrap(object formatter)
        {
            var format = formatter.GetType().GetMethod(
                "Format", BindingFlags.Public | BindingFlags.Instance, [typeof(object), typeof(TextWriter)]);
            return Get<string>(formatter, "MimeType") is { } mimeType && format?.ReturnType == typeof(bool)
                ? new TypeFormatter(
                    mimeType, Get<Type>(formatter, "Type"),
                    format.CreateDelegate<Func<object, TextWriter, bool>>(formatter))
                : null;
        }
    }
}
