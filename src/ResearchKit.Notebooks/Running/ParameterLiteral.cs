using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using ResearchKit.Notebooks.Formatting;

namespace ResearchKit.Notebooks.Running;

/// <summary>Writes a parameter given as text as a C# literal of the type that the notebook declares.</summary>
internal static class ParameterLiteral
{
    // What a collection expression can make.
    private static readonly Type[] Lists =
    [
        typeof(List<>), typeof(IReadOnlyList<>), typeof(IEnumerable<>), typeof(IList<>), typeof(ICollection<>),
        typeof(IReadOnlyCollection<>),
        typeof(HashSet<>), typeof(System.Collections.Immutable.ImmutableArray<>),
        typeof(System.Collections.Immutable.ImmutableList<>),
    ];

    /// <summary>The literal.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="text">Its value as typed; lists as JSON, or separated by commas.</param>
    /// <param name="type">The type of the variable.</param>
    /// <param name="nullable">Whether it is declared with a question mark.</param>
    /// <exception cref="NotebookException">The text is no value of the type.</exception>
    public static string For(string name, string text, Type type, bool nullable = false)
    {
        try
        {
            return nullable && text.Trim() == "null" ? "null" : Literal(text.Trim(), text, type);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            throw new NotebookException(
                $"-p {name}={text}: '{name}' is declared as {PlainText.TypeName(type)}; {Expectation(type)}", e);
        }
    }

    private static string Literal(string text, string exact, Type type)
    {
        var invariant = CultureInfo.InvariantCulture;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return text == "null" ? "null" : Literal(text, exact, underlying);
        if (ElementType(type) is { } element)
        {
            return "[" + string.Join(", ", ParameterList.Items(text).Select(item => Item(item, element))) + "]";
        }

        if (type.IsEnum)
        {
            var member = Enum.GetNames(type).FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase))
                ?? throw new FormatException();
            // A type that a cell declares is nested in the cell's class and known by its bare name.
            var owner = type.IsNested ? type.Name : $"global::{type.FullName}";
            return $"{owner}.{member}";
        }

        return Type.GetTypeCode(type) switch
        {
            TypeCode.String => SymbolDisplay.FormatLiteral(exact, quote: true),
            TypeCode.Boolean => bool.Parse(text) ? "true" : "false",
            TypeCode.Char => SymbolDisplay.FormatLiteral(char.Parse(exact), quote: true),
            TypeCode.Double => Real(double.Parse(text, NumberStyles.Float, invariant), "double", ""),
            TypeCode.Single => Real(float.Parse(text, NumberStyles.Float, invariant), "float", "f"),
            TypeCode.Decimal => decimal.Parse(text, NumberStyles.Float, invariant).ToString(invariant) + "m",
            TypeCode.Int64 => long.Parse(text, NumberStyles.AllowLeadingSign, invariant).ToString(invariant) + "L",
            TypeCode.UInt64 => ulong.Parse(text, NumberStyles.None, invariant).ToString(invariant) + "UL",
            TypeCode.Object or TypeCode.DateTime or TypeCode.DBNull or TypeCode.Empty => throw new FormatException(),
            _ => ((IFormattable)Convert.ChangeType(text, type, invariant)).ToString(null, invariant),
        };
    }

    private static string Item(string? item, Type element) => item is not null ? Literal(item.Trim(), item, element)
        : Nullable.GetUnderlyingType(element) is not null || !element.IsValueType ? "null"
        : throw new FormatException();

    private static string Real<T>(T value, string type, string suffix)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        if (T.IsNaN(value)) return $"{type}.NaN";
        if (T.IsInfinity(value)) return T.IsPositive(value) ? $"{type}.PositiveInfinity" : $"{type}.NegativeInfinity";
        return value.ToString("R", CultureInfo.InvariantCulture) + suffix;
    }

    private static Type? ElementType(Type type) =>
        type.IsSZArray ? type.GetElementType()
        : type.IsGenericType && type.GetGenericTypeDefinition() is var open
            && Lists.Contains(open)
            ? type.GetGenericArguments()[0]
        : null;

    private static string Expectation(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (ElementType(type) is { } element) return $"give a list such as [{Example(element)},{Example(element)}]";
        return type.IsEnum ? $"give one of {string.Join(", ", Enum.GetNames(type))}"
            : Example(type) is { Length: > 0 } example ? $"give a value such as {example}"
            : "its type cannot be given on the command line";
    }

    private static string Example(Type type) =>
        type == typeof(bool) ? "true"
        : type == typeof(double) || type == typeof(float) || type == typeof(decimal) ? "0.1"
        : type == typeof(string) ? "text"
        : type == typeof(char) ? "x, one character"
        : Shape.IsNumber(type) ? "3"
        : "";
}
