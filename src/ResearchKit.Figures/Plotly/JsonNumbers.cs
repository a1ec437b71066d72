using System.Text.Json;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Plotly;

/// <summary>Numbers and arrays in the notation of the project's files.</summary>
internal static class JsonNumbers
{
    internal static void Number(this Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        json.Number(value);
    }

    internal static void Number(this Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value)) json.WriteRawValue(NumberText.Data(value), skipInputValidation: true);
        else json.WriteNullValue();
    }

    internal static void Numbers(this Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.Number(value);
        json.WriteEndArray();
    }

    internal static void Texts(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(RichText.Html(value));
        json.WriteEndArray();
    }
}
