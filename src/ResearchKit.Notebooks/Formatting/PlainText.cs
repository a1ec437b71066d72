using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace ResearchKit.Notebooks.Formatting;

/// <summary>
/// Values as text in invariant culture: <c>0.1</c>, <c>[1, 2, 3]</c>, <c>Run { Step = 1, Loss = 0.5 }</c>. Nothing
/// depends on the machine: no addresses, hash codes or culture.
/// </summary>
/// <param name="listLimit">How many items of a sequence are shown.</param>
/// <param name="own">The representation that the notebook has registered for a value of a MIME type; null for
/// none.</param>
internal sealed class PlainText(int listLimit, Func<object, string, string?>? own = null)
{
    private const int MaxDepth = 5;

    // An object that leads to half of the runtime's would fill pages.
    private const int MostValues = 20_000;
    private int _values;

    /// <summary>How many items of a sequence are shown.</summary>
    public int ListLimit => listLimit;

    public string Describe(object? value) => Describe(value, 0);

    /// <summary>Counts a value that is to be shown; false when there have been too many.</summary>
    public bool HasRoom() => ++_values <= MostValues;

    /// <summary>Whether the notebook has registered representations of any values.</summary>
    public bool HasOwn => own is not null;

    /// <summary>The representation that the notebook has registered for values like this, or null.</summary>
    public string? Own(object? value, string mimeType) => value is null ? null : own?.Invoke(value, mimeType);

    private string Describe(object? value, int depth)
    {
        try
        {
            return Described(value, depth);
        }
        catch (Exception e) when (DisplayFailure.IsShown(e))
        {
            return new DisplayFailure(e).ToString();
        }
    }

    private string Described(object? value, int depth)
    {
        if (!HasRoom()) return "…";
        if (depth > 0 && Own(value, "text/plain") is { } registered) return registered;
        switch (value)
        {
            case null:
                return "null";
            case string text:
                return text;
            case bool b:
                return b ? "true" : "false";
            case Type type:
                return TypeName(type);
            case DateTime or DateTimeOffset:
                return ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture);
            case ITuple tuple:
                return "(" +
                    string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => Describe(tuple[i], depth + 1))) +
                    ")";
            case IFormattable formattable when Shape.IsScalar(value.GetType()):
                return formattable.ToString(null, CultureInfo.InvariantCulture);
            case RichContent rich:
                return rich.Text;
        }

        var valueType = value.GetType();
        if (depth >= MaxDepth) return "…";
        if (Shape.Map(value) is { } map)
            return Braces(Items(map.Keys, key =>
                $"{Describe(key, depth + 1)}: {Describe(DisplayFailure.Or(() => map[key!]), depth + 1)}"));
        if (value is Array { Rank: > 1 } array) return Block(array, new int[array.Rank], 0, depth);
        if (value is IEnumerable sequence && !Shape.HasOwnText(valueType))
        {
            // A group is its items under their key.
            var key = Shape.GroupKey(valueType) is { } property
                ? $"{Describe(Shape.Read(property, value), depth + 1)}: "
                : "";
            return $"{key}[{string.Join(", ", Items(sequence, item => Describe(item, depth + 1)))}]";
        }

        if (!Shape.IsObject(valueType)) return value.ToString() ?? "";
        var members = Shape.Members(valueType)
            .Select(m => $"{m.Name} = {Describe(Shape.Read(m, value), depth + 1)}");
        return Shape.IsAnonymous(valueType) ? Braces(members) : $"{TypeName(valueType)} {Braces(members)}";
    }

    /// <summary>
    /// The first items as <paramref name="show"/> writes them, then how many are left out; an endless sequence is
    /// read no further than needed, and one that throws ends with what it threw.
    /// </summary>
    public IEnumerable<string> Items(IEnumerable sequence, Func<object?, string> show)
    {
        var shown = 0;
        foreach (var item in DisplayFailure.Items(sequence))
        {
            if (shown == listLimit)
            {
                yield return Rest(Shape.Count(sequence) - shown);
                yield break;
            }

            shown++;
            yield return item is DisplayFailure ? item.ToString()! : show(item);
        }
    }

    /// <summary>Stands for items that are left out.</summary>
    public static string Rest(int? count) => count is { } n ? $"… ({n} more)" : "…";

    /// <summary>The name as C# writes it: <c>List&lt;Int32&gt;</c>; types of a cell without the cell's class.</summary>
    public static string TypeName(Type type)
    {
        if (type.IsArray)
            return TypeName(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        var name = type.Name.Split('`')[0];
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>" : name;
    }

    private static string Braces(IEnumerable<string> parts) =>
        parts.ToList() is { Count: > 0 } list ? "{ " + string.Join(", ", list) + " }" : "{ }";

    private string Block(Array array, int[] index, int axis, int depth)
    {
        var parts = new List<string>();
        for (var i = 0; i < array.GetLength(axis); i++)
        {
            if (i == listLimit)
            {
                parts.Add(Rest(array.GetLength(axis) - i));
                break;
            }

            index[axis] = i;
            parts.Add(axis + 1 == array.Rank ? Describe(array.GetValue(index), depth + 1)
                : Block(array, index, axis + 1, depth));
        }

        return "[" + string.Join(", ", parts) + "]";
    }
}
