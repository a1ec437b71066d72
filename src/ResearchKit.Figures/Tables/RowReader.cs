using System.Collections.Immutable;
using System.Reflection;
using System.Text;

namespace ResearchKit.Figures.Tables;

/// <summary>Reads columns and cells from whatever a sequence holds.</summary>
internal static class RowReader
{
    internal static (ImmutableArray<TableColumn>, ImmutableArray<ImmutableDictionary<string, object?>>) Read<T>(
        IEnumerable<T> rows)
    {
        var read = rows.Select(r => Cells(r, typeof(T)).ToArray()).ToArray();
        var keys = read.Length > 0
            ? read.SelectMany(r => r.Select(c => c.Key)).Distinct()
            : IsMap(typeof(T)) ? [] : Members(typeof(T)).Select(m => m.Key);
        return ([.. keys.Select(k => new TableColumn(k) { Header = Words(k) })],
            [.. read.Select(r => r.ToImmutableDictionary(c => c.Key, c => c.Value))]);
    }

    private static IEnumerable<KeyValuePair<string, object?>> Cells(object? row, Type declared)
    {
        switch (row)
        {
            case null:
                return [];
            case IEnumerable<KeyValuePair<string, object?>> pairs:
                return pairs;
            case System.Collections.IDictionary map:
                return map.Keys.Cast<object>().Select(k => KeyValuePair.Create(k.ToString() ?? "", map[k]));
            default:
                var type = declared.IsInterface || declared.IsAbstract || declared == typeof(object) ? row.GetType()
                    : declared;
                return IsPlain(type)
                    ? [KeyValuePair.Create("Value", (object?)row)]
                    : Members(type).Select(m => KeyValuePair.Create(m.Key, m.Value(row)));
        }
    }

    /// <summary>Public properties in the order of the source; those of base types first; the fields of
    /// tuples.</summary>
    private static IEnumerable<KeyValuePair<string, Func<object, object?>>> Members(Type type)
    {
        if (type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true)
            return type.GetFields().Select(f => KeyValuePair.Create(f.Name, (Func<object, object?>)f.GetValue));
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.CanRead && p.GetIndexParameters().Length == 0 && p.GetMethod!.IsPublic)
            .OrderBy(p => Depth(p.DeclaringType!)).ThenBy(p => p.MetadataToken)
            .DistinctBy(p => p.Name)
            .Select(p => KeyValuePair.Create(p.Name, (Func<object, object?>)p.GetValue));
    }

    private static int Depth(Type type)
    {
        var depth = 0;
        for (var t = type; t.BaseType is not null; t = t.BaseType) depth++;
        return depth;
    }

    private static bool IsMap(Type type) => type.IsAssignableTo(typeof(System.Collections.IDictionary))
        || type.IsAssignableTo(typeof(IEnumerable<KeyValuePair<string, object?>>));

    private static bool IsPlain(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal)
        || type == typeof(PlusMinus);

    /// <summary><c>AmberScore</c> becomes <c>Amber score</c>; capitals and digits together stay as they are.</summary>
    private static string Words(string key)
    {
        var words = new StringBuilder();
        for (var i = 0; i < key.Length; i++)
        {
            var starts = i > 0 && char.IsUpper(key[i]) && (char.IsLower(key[i - 1])
                || i + 1 < key.Length && char.IsUpper(key[i - 1]) && char.IsLower(key[i + 1]));
            if (starts) words.Append(' ');
            var acronym = i + 1 < key.Length && !char.IsLower(key[i + 1]) || i + 1 == key.Length && !starts;
            words.Append(key[i] == '_' ? ' ' : starts && !acronym ? char.ToLowerInvariant(key[i]) : key[i]);
        }
        return words.ToString();
    }
}
