using System.Text.Json;

namespace ResearchKit.Pairs.Formats;

/// <summary>Texts in the fields of a row.</summary>
internal static class RowText
{
    /// <summary>The text of a field, without white space around it.</summary>
    /// <exception cref="PairFormatException">There is none.</exception>
    public static string Needed(JsonElement row, string field) =>
        Optional(row, field) ?? throw new PairFormatException($"no text in field '{field}'");

    /// <summary>The same, or null if the field is missing, null, empty or no text.</summary>
    public static string? Optional(JsonElement row, string field) =>
        row.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
        && value.GetString()!.Trim() is { Length: > 0 } text ? text : null;
}
