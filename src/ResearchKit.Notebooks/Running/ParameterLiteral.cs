using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using ResearchKit.Notebooks.Formatting;

namespace ResearchKit.Notebooks.Running;

/// <summary>Writes a parameter given as text as a C# literal of the type that the notebook declares.</summary>
internal static class ParameterLiteral
{
    /// <exception cref="NotebookException">The text is no value of the type.</exception>
    public static string For(string name, string text, Type type)
    {
        try
        {
            return Literal(text.Trim(), text, type);
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
        if (Nullable.GetUnderlyingType(type) is { } underlying) return text == "null" ? "null" : Literal(text, exact, underlying);
        if (ElementType(type) is { } element)
        {
            var inner = text.StartsWith('[') && text.EndsWith(']') ? text[1..^1] : text;
            var items = inner.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return "[" + string.Join(", ", items.Select(item => Literal(item, item, element))) + "]";
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
            && (open == typeof(List<>) || open == typeof(IReadOnlyList<>) || open == typeof(IEnumerable<>) || open == typeof(IList<>))
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
        : Shape.IsNumber(type) ? "3"
        : "";
}
