using System.Reflection;
using System.Text;

namespace ManagedTorch.Tests.Api;

/// <summary>
/// Spells a reflected type as C# source with full names: keywords, <c>?</c> for nullable references and values,
/// arrays, flattened tuples with their element names, nested and generic types.
/// </summary>
internal static class CSharpName
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool",
        [typeof(char)] = "char", [typeof(sbyte)] = "sbyte", [typeof(byte)] = "byte", [typeof(short)] = "short",
        [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long",
        [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    /// <param name="type">The type to spell.</param>
    /// <param name="nullability">What is known of its nullability; null when nothing is.</param>
    /// <param name="tupleNames">Names of tuple elements in the compiler's order, consumed as tuples are met.</param>
    public static string Of(Type type, NullabilityInfo? nullability = null, Queue<string?>? tupleNames = null)
    {
        if (type.IsByRef) return Of(type.GetElementType()!, nullability, tupleNames);
        if (type.IsPointer) return Of(type.GetElementType()!) + "*";
        if (type.IsGenericParameter) return type.Name;
        if (type.IsArray) return Array(type, nullability, tupleNames);
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Of(value, Argument(nullability, 0), tupleNames) + "?";
        string mark = QuestionMark(type, nullability);
        if (Keywords.TryGetValue(type, out string? keyword)) return keyword + mark;
        if (type.Namespace == "System" && type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal))
            return Tuple(type, nullability, tupleNames);
        return Named(type, nullability, tupleNames) + mark;
    }

    /// <summary>The name without namespace, arity or arguments: <c>List`1</c> is <c>List</c>.</summary>
    public static string Simple(Type type) => type.Name.Split('`')[0];

    private static string Array(Type type, NullabilityInfo? nullability, Queue<string?>? tupleNames)
    {
        string mark = QuestionMark(type, nullability);
        var ranks = new StringBuilder();
        while (type.IsArray)
        {
            ranks.Append('[').Append(',', type.GetArrayRank() - 1).Append(']');
            type = type.GetElementType()!;
            nullability = nullability?.ElementType;
        }
        return Of(type, nullability, tupleNames) + ranks + mark;
    }

    private static string Tuple(Type type, NullabilityInfo? nullability, Queue<string?>? tupleNames)
    {
        var elements = new List<(Type Type, NullabilityInfo? Nullability)>();
        for (Type? rest = type; rest is not null;)
        {
            Type[] arguments = rest.GetGenericArguments();
            for (int i = 0; i < Math.Min(arguments.Length, 7); i++)
                elements.Add((arguments[i], Argument(nullability, i)));
            rest = arguments.Length == 8 ? arguments[7] : null;
            nullability = null;
        }
        string?[] names = elements.Select(_ => tupleNames is { Count: > 0 } ? tupleNames.Dequeue() : null).ToArray();
        IEnumerable<string> parts = elements.Select((e, i) =>
            Of(e.Type, e.Nullability, tupleNames) + (names[i] is { } name ? " " + name : ""));
        return "(" + string.Join(", ", parts) + ")";
    }

    private static string Named(Type type, NullabilityInfo? nullability, Queue<string?>? tupleNames)
    {
        var chain = new Stack<Type>();
        for (Type? t = type; t is not null; t = t.DeclaringType) chain.Push(t);
        Type[] arguments = type.GetGenericArguments();
        var text = new StringBuilder(type.Namespace);
        int used = 0;
        foreach (Type part in chain)
        {
            if (text.Length > 0) text.Append('.');
            text.Append(Simple(part));
            int total = part.GetGenericArguments().Length;
            if (total == used) continue;
            int from = used;
            used = total;
            text.Append('<').AppendJoin(", ",
                Enumerable.Range(from, total - from)
                .Select(i => Of(arguments[i], Argument(nullability, i), tupleNames)));
            text.Append('>');
        }
        return text.ToString();
    }

    private static NullabilityInfo? Argument(NullabilityInfo? nullability, int index) =>
        nullability is not null && index < nullability.GenericTypeArguments.Length
            ? nullability.GenericTypeArguments[index] : null;

    private static string QuestionMark(Type type, NullabilityInfo? nullability) =>
        nullability is not null && !type.IsValueType
        && (nullability.ReadState == NullabilityState.Nullable || nullability.WriteState == NullabilityState.Nullable)
            ? "?" : "";
}
