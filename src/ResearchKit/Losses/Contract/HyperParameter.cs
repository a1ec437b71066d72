using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using ResearchKit.Losses.Json;

namespace ResearchKit.Losses.Contract;

/// <summary>A hyper-parameter of a loss, read from its constructor.</summary>
public sealed class HyperParameter
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<HyperParameter>> Cache = new();
    private readonly PropertyInfo _property;

    private HyperParameter(Type loss, ParameterInfo parameter)
    {
        _property = loss.GetProperty(parameter.Name!) ?? throw new LossException(
            $"{loss.Name}: parameter {parameter.Name} has no property. Declare the loss as a positional record.");
        Name = JsonNamingPolicy.SnakeCaseLower.ConvertName(parameter.Name!);
        Type = parameter.ParameterType;
        HasDefault = parameter.HasDefaultValue;
        Default = parameter.HasDefaultValue ? parameter.DefaultValue : null;
        Example = parameter.GetCustomAttribute<JsonExampleAttribute>()?.Json;
        if (parameter.GetCustomAttribute<HyperParameterAttribute>() is { } attribute)
        {
            Symbol = attribute.Symbol;
            Aliases = attribute.Aliases;
            if (attribute.Range.Contains('|'))
                Choices = attribute.Range.Split('|');
            else
                Range = Interval.Parse(attribute.Range);
        }
    }

    /// <summary>Name in settings and JSON: <c>label_smoothing</c>.</summary>
    public string Name { get; }

    /// <summary>The paper's symbol, or null.</summary>
    public string? Symbol { get; }

    /// <summary>Other names of the setting.</summary>
    public IReadOnlyList<string> Aliases { get; } = [];

    /// <summary>Type of the value.</summary>
    public Type Type { get; }

    /// <summary>Whether the constructor gives a default.</summary>
    public bool HasDefault { get; }

    /// <summary>The default value, if there is one.</summary>
    public object? Default { get; }

    /// <summary>The permitted range of a number, or null where everything is permitted.</summary>
    public Interval? Range { get; }

    /// <summary>The permitted words, or null where they are no words.</summary>
    public IReadOnlyList<string>? Choices { get; }

    /// <summary>Range or permitted words as text; null where everything is permitted.</summary>
    public string? Permitted => Choices is null ? Range?.ToString() : string.Join('|', Choices);

    /// <summary>An example of a value that is written as JSON, or null.</summary>
    public string? Example { get; }

    // What a value must be, in words.
    internal string Kind => Type == typeof(double) ? "a number" : Type == typeof(int) ? "a whole number"
        : Type == typeof(bool) ? "true or false" : Choices is not null ? string.Join(" or ", Choices)
        : Type.IsEnum ? string.Join(" or ", Enum.GetValues(Type).Cast<Enum>().Select(Word))
        : "JSON" + (Example is null ? "" : $", such as {Example}");

    /// <summary>The hyper-parameters of a loss type in constructor order.</summary>
    public static IReadOnlyList<HyperParameter> Of(Type loss) => Cache.GetOrAdd(loss, static type =>
        [.. Constructor(type).GetParameters().Select(p => new HyperParameter(type, p))]);

    internal static ConstructorInfo Constructor(Type loss) =>
        loss.GetConstructors().MaxBy(c => c.GetParameters().Length)
        ?? throw new LossException($"{loss.Name} has no public constructor.");

    /// <summary>The value in a loss.</summary>
    public object? Value(PreferenceLoss loss) => _property.GetValue(loss);

    /// <summary>The value in a loss as <see cref="Parse"/> reads it.</summary>
    public string Text(PreferenceLoss loss) => Format(Value(loss));

    internal static string Format(object? value) => value switch
    {
        bool b => b ? "true" : "false",
        Enum word => Word(word),
        IReadOnlyDictionary<string, string> pairs =>
            $"{{{string.Join(", ", pairs.Select(p => $"{p.Key}: {p.Value}"))}}}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        System.Collections.IEnumerable items and not string =>
            $"[{string.Join(", ", items.Cast<object?>().Select(Format))}]",
        _ => value?.ToString() ?? "null",
    };

    private static string Word(Enum value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>Reads a value from text.</summary>
    /// <exception cref="LossException">The text is not of the parameter's type.</exception>
    public object Parse(string loss, string text)
    {
        if (Type == typeof(string))
            return text;
        if (Type == typeof(bool) && bool.TryParse(text, out var flag))
            return flag;
        if (Type == typeof(int) && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture,
            out var whole))
            return whole;
        if (Type == typeof(double) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture,
            out var number))
            return number;
        if (Type.IsEnum && Enum.GetValues(Type).Cast<Enum>().FirstOrDefault(e => Word(e) == text) is { } word)
            return word;
        if (Choices is null && !Type.IsPrimitive && !Type.IsEnum && FromJson(text) is { } read)
            return read;
        throw new LossException($"{loss}: {Name} = '{text}' must be {Kind}.");
    }

    private object? FromJson(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, Type, LossJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static void Validate(PreferenceLoss loss)
    {
        foreach (var parameter in Of(loss.GetType()))
        {
            var value = parameter.Value(loss);
            if (parameter.Choices is { } words && !words.Contains(Format(value)))
                throw new LossException(
                    $"{loss.Name}: {parameter.Name} = {Format(value)} must be {string.Join(" or ", words)}.");
            if (parameter.Range is not { } range)
                continue;
            if (!range.Contains(Convert.ToDouble(value, CultureInfo.InvariantCulture)))
                throw new LossException(
                    $"{loss.Name}: {parameter.Name} = {Format(value)} is outside its range {range}.");
        }
    }
}
