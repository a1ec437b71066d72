using System.Text.Json;
using System.Text.Json.Serialization;
using ResearchKit.Losses.Catalogue;
using ResearchKit.Losses.Contract;

namespace ResearchKit.Losses.Json;

/// <summary>Losses as JSON: <c>{"loss":"dpo","beta":0.1,"label_smoothing":0}</c>, nested for combinations.</summary>
public static class LossJson
{
    /// <summary>Options that read and write losses, alone or inside other records.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new Factory(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private sealed class Factory : JsonConverterFactory
    {
        public override bool CanConvert(Type type) => type.IsAssignableTo(typeof(PreferenceLoss));

        public override JsonConverter CreateConverter(Type type, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(type))!;
    }

    private sealed class Converter<TLoss> : JsonConverter<TLoss>
        where TLoss : PreferenceLoss
    {
        public override TLoss Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("loss", out var name)
                || name.ValueKind != JsonValueKind.String)
                throw new LossException("A loss in JSON is an object with its name in \"loss\", "
                    + "e.g. {\"loss\":\"dpo\",\"beta\":0.1}.");
            var entry = LossCatalogue.Loaded().Find(name.GetString()!);
            var values = new Dictionary<string, object?>();
            foreach (var property in root.EnumerateObject().Where(p => p.Name != "loss"))
            {
                var parameter = entry.HyperParameters.FirstOrDefault(p => p.Name == property.Name)
                    ?? throw entry.Unknown(property.Name);
                try
                {
                    values[parameter.Name] = property.Value.Deserialize(parameter.Type, options);
                }
                catch (JsonException e)
                {
                    const string unmapped = "The JSON property '";
                    throw new LossException($"{entry.Name}: {parameter.Name} " +
                        (e.Message.StartsWith(unmapped, StringComparison.Ordinal)
                            ? $"has no key '{e.Message[unmapped.Length..].Split('\'')[0]}'."
                            : $"= {property.Value.GetRawText()} must be {parameter.Kind}."));
                }
            }
            return entry.Create(values) as TLoss
                ?? throw new LossException($"{entry.Name} is not a {typeof(TLoss).Name}.");
        }

        public override void Write(Utf8JsonWriter writer, TLoss loss, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("loss", loss.Name);
            foreach (var parameter in HyperParameter.Of(loss.GetType()))
            {
                writer.WritePropertyName(parameter.Name);
                JsonSerializer.Serialize(writer, parameter.Value(loss), parameter.Type, options);
            }
            writer.WriteEndObject();
        }
    }
}
