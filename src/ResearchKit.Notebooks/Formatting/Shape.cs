using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ResearchKit.Notebooks.Formatting;

/// <summary>What kind of value a type is, for showing it.</summary>
internal static class Shape
{
    /// <summary>A value that is one piece of text: numbers, strings, dates, enums, types, tuples.</summary>
    public static bool IsScalar(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || typeof(Type).IsAssignableFrom(type)
        || (type.IsValueType && (typeof(IFormattable).IsAssignableFrom(type) || typeof(ITuple).IsAssignableFrom(type)));

    public static bool IsNumber(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return (type.IsPrimitive && type != typeof(bool) && type != typeof(char)) || type == typeof(decimal)
            || type == typeof(Half);
    }

    /// <summary>
    /// A value that is its properties and fields: a record, an anonymous object, or a class that does not say how it
    /// reads. A class with its own <c>ToString</c> (a tensor, a module) is shown by that.
    /// </summary>
    public static bool IsObject(Type type)
    {
        if (IsScalar(type) || typeof(IEnumerable).IsAssignableFrom(type) || typeof(Delegate).IsAssignableFrom(type))
            return false;
        return !HasOwnText(type);
    }

    /// <summary>Whether someone wrote a <c>ToString</c> for the type; the compiler's for records does not
    /// count.</summary>
    public static bool HasOwnText(Type type)
    {
        var method = type.GetMethod(nameof(ToString), Type.EmptyTypes)!;
        return method.DeclaringType != typeof(object)
            && method.DeclaringType != typeof(ValueType)
            && !method.IsDefined(typeof(CompilerGeneratedAttribute))
            && !IsAnonymous(type);
    }

    public static bool IsAnonymous(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute))
        && type.Name.Contains("AnonymousType", StringComparison.Ordinal);

    /// <summary>
    /// The readable public properties and fields, base type first, in the order of their declaration; fields come
    /// after properties.
    /// </summary>
    public static MemberInfo[] Members(Type type) =>
    [
        .. type.GetMembers(BindingFlags.Public | BindingFlags.Instance)
            .Where(m => m is FieldInfo || (m is PropertyInfo { GetMethod.IsPublic: true } p
                && p.GetIndexParameters().Length == 0 && !p.PropertyType.IsByRefLike))
            .OrderBy(m => Depth(m.DeclaringType!))
            .ThenBy(m => m is FieldInfo)
            .ThenBy(m => m.MetadataToken),
    ];

    /// <summary>The declared type of a property or field.</summary>
    public static Type TypeOf(MemberInfo member) =>
        member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    /// <summary>The value of a property or field, or the failure to read it.</summary>
    public static object? Read(MemberInfo member, object instance) => DisplayFailure.Or(() => member is FieldInfo field
        ? field.GetValue(instance)
        : ((PropertyInfo)member).GetValue(instance, BindingFlags.DoNotWrapExceptions, null, null, null));

    /// <summary>The value as a map of keys to values; null for any other.</summary>
    public static IDictionary? Map(object value) =>
        value as IDictionary
        ?? (value is IDictionary<string, object?> map ? new Dictionary<string, object?>(map) : null);

    /// <summary>The key of what <c>GroupBy</c> gives; null for any other type.</summary>
    public static PropertyInfo? GroupKey(Type type) =>
        type.GetInterfaces()
            .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IGrouping<,>))
            ?.GetProperty(nameof(IGrouping<,>.Key));

    /// <summary>The T of an <c>IEnumerable&lt;T&gt;</c>, or object.</summary>
    public static Type ElementType(Type sequence) =>
        sequence.GetInterfaces().Append(sequence)
            .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            ?.GetGenericArguments()[0] ?? typeof(object);

    /// <summary>The number of items if the sequence knows it without being read, else null.</summary>
    public static int? Count(IEnumerable sequence) =>
        sequence is ICollection collection
            ? collection.Count
            : sequence.GetType().GetProperty("Count", typeof(int)) is { } count ? Read(count, sequence) as int? : null;

    private static int Depth(Type? type) => type is null ? 0 : 1 + Depth(type.BaseType);
}
