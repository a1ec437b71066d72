using System.Text.Json;

namespace ResearchKit.Pairs.Formats;

/// <summary>The file of an image in a row, wherever the formats of the field put it.</summary>
internal static class RowImage
{
    private static readonly string[] Fields = ["image_path", "image", "images"];

    /// <summary>The row's image; null if it names none.</summary>
    /// <inheritdoc cref="Of(JsonElement, string)"/>
    public static string? Of(JsonElement row)
    {
        foreach (var field in Fields)
            if (Of(row, field) is { } path) return path;
        return null;
    }

    /// <summary>
    /// A path, an object with a path as the datasets library writes it, or a list of one of these. Null if the field is
    /// missing, null or empty.
    /// </summary>
    /// <exception cref="PairFormatException">There are several images, or the image itself is in the row.</exception>
    public static string? Of(JsonElement row, string field)
    {
        if (!row.TryGetProperty(field, out var image)) return null;
        if (image.ValueKind == JsonValueKind.Array)
        {
            if (image.GetArrayLength() == 0) return null;
            if (image.GetArrayLength() > 1)
                throw new PairFormatException(
                    $"{image.GetArrayLength()} images in field '{field}', where one is needed");
            image = image[0];
        }
        return image.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => image.GetString()!.Trim() is not { Length: > 0 } text ? null
                : text.StartsWith("data:", StringComparison.Ordinal) ? throw Embedded(field) : text,
            JsonValueKind.Object when RowText.Optional(image, "path") is { } path => path,
            JsonValueKind.Object
                when image.TryGetProperty("bytes", out var bytes) && bytes.ValueKind != JsonValueKind.Null =>
                throw Embedded(field),
            JsonValueKind.Object => null,
            _ => throw new PairFormatException($"the image in field '{field}' is no path"),
        };
    }

    private static PairFormatException Embedded(string field) =>
        new($"field '{field}' holds the bytes of an image: write them to a file and name that in the row");
}
