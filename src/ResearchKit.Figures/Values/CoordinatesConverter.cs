using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResearchKit.Figures.Values;

/// <summary>Positions along an axis: an object with <c>categories</c> or with <c>numbers</c>.</summary>
internal sealed class CoordinatesConverter : JsonConverter<Coordinates>
{
    private const string Categories = "categories", Numbers = "numbers";

    public override Coordinates Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        using var positions = JsonDocument.ParseValue(ref reader);
        if (positions.RootElement.TryGetProperty(Categories, out var categories))
            return new Coordinates(categories.Deserialize<ImmutableArray<string>>(options));
        return positions.RootElement.TryGetProperty(Numbers, out var numbers)
            ? new Coordinates(numbers.Deserialize<ImmutableArray<double>>(options))
            : throw new JsonException("Positions have neither numbers nor categories.");
    }

    public override void Write(Utf8JsonWriter json, Coordinates value, JsonSerializerOptions options)
    {
        json.WriteStartObject();
        json.WritePropertyName(value.IsCategorical ? Categories : Numbers);
        if (value.IsCategorical) JsonSerializer.Serialize(json, value.Categories, options);
        else JsonSerializer.Serialize(json, value.Numbers, options);
        json.WriteEndObject();
    }
}
