using System.Globalization;
using System.Text.Json;

namespace ResearchKit.Datasets.Coco;

/// <summary>Numbers as annotation tools write them.</summary>
internal static class CocoNumbers
{
    /// <summary>A finite number, also one in quotation marks.</summary>
    public static bool Read(JsonElement value, out double number)
    {
        number = 0;
        if (value.ValueKind == JsonValueKind.Number) return value.TryGetDouble(out number) && double.IsFinite(number);
        if (value.ValueKind != JsonValueKind.String) return false;
        try
        {
            return double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number)
                && double.IsFinite(number);
        }
        catch (InvalidOperationException) // a text that is no characters
        {
            return false;
        }
    }
}
