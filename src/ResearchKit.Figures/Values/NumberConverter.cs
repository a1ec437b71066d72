using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Values;

/// <summary>Numbers with ten digits, as in all files of results; those without a notation in JSON as texts.</summary>
internal sealed class NumberConverter : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? double.TryParse(reader.GetString(), CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new JsonException($"'{reader.GetString()}' is no number.")
            : reader.GetDouble();

    public override void Write(Utf8JsonWriter json, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value)) json.WriteRawValue(NumberText.Data(value), skipInputValidation: true);
        else json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }
}
