using System.Text.Json;
using ResearchKit.Imaging;

namespace ResearchKit.Datasets.Coco;

/// <summary>One image, category or annotation as it is written, and errors that say where it stands.</summary>
internal sealed class CocoRow
{
    private readonly string place;
    private readonly JsonElement row;

    public CocoRow(ReadOnlyMemory<byte> json, string path, string kind)
    {
        using var document = JsonDocument.Parse(json);
        row = document.RootElement.Clone();
        place = $"{path}: {kind}";
        if (row.ValueKind != JsonValueKind.Object) throw new CocoException($"{place}: a JSON object is needed, not {row.ValueKind}");
        Id = Number("id");
        place += FormattableString.Invariant($" {Id}");
    }

    public long Id { get; }

    public CocoException Error(string field, string problem) => new($"{place}, field '{field}': {problem}");

    public long Number(string field) =>
        row.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : throw Error(field, "a whole number is needed");

    public int Size(string field) => Number(field) is var size and > 0 and <= int.MaxValue ? (int)size : throw Error(field, "a number of pixels is needed");

    public string Text(string field)
    {
        try
        {
            if (row.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text) return text;
        }
        catch (InvalidOperationException)
        {
            // Half a character, such as "\ud800" alone.
        }
        throw Error(field, "a text is needed");
    }

    /// <summary>0 or 1, or a truth value; false if the field is missing.</summary>
    public bool Flag(string field)
    {
        if (!row.TryGetProperty(field, out var value)) return false;
        return value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => Number(field) is var n and (0 or 1) ? n == 1 : throw Error(field, "0 or 1 is needed"),
        };
    }

    public (double X, double Y, double Width, double Height) Bounds()
    {
        const string needed = "four numbers [left, top, width, height] are needed";
        if (!row.TryGetProperty("bbox", out var value) || value.ValueKind != JsonValueKind.Array || value.GetArrayLength() != 4) throw Error("bbox", needed);
        var n = new double[4];
        for (var k = 0; k < 4; k++)
            if (value[k].ValueKind != JsonValueKind.Number || !value[k].TryGetDouble(out n[k]) || !double.IsFinite(n[k])) throw Error("bbox", needed);
        if (n[2] < 0 || n[3] < 0) throw Error("bbox", "width and height cannot be negative");
        return (n[0], n[1], n[2], n[3]);
    }

    /// <summary>Polygons, run lengths as numbers or compressed; null if there is nothing.</summary>
    public CocoShape? Shape()
    {
        if (!row.TryGetProperty("segmentation", out var value)) return null;
        return value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Array when value.GetArrayLength() == 0 => null,
            JsonValueKind.Array => new CocoPolygons([.. value.EnumerateArray().Select(Ring)]),
            JsonValueKind.Object => Runs(value),
            _ => throw Error("segmentation", "a list of polygons or run lengths are needed"),
        };
    }

    private float[] Ring(JsonElement ring)
    {
        const string needed = "a polygon is a list of numbers x, y, x, y, ... of three corners or more";
        if (ring.ValueKind != JsonValueKind.Array || ring.GetArrayLength() is var n && (n < 6 || n % 2 != 0)) throw Error("segmentation", needed);
        return [.. ring.EnumerateArray().Select(c =>
            c.ValueKind == JsonValueKind.Number && c.TryGetSingle(out var number) && float.IsFinite(number) ? number : throw Error("segmentation", needed))];
    }

    private CocoRuns Runs(JsonElement value)
    {
        if (!value.TryGetProperty("size", out var size) || size.ValueKind != JsonValueKind.Array || size.GetArrayLength() != 2
            || !Whole(size[0], out var height) || !Whole(size[1], out var width) || height < 1 || width < 1 || (long)width * height > RgbImage.MaxPixels)
            throw Error("segmentation", "run lengths need a 'size' of [height, width]");
        try
        {
            int[] counts = value.TryGetProperty("counts", out var runs) && runs.ValueKind == JsonValueKind.String
                ? RunLengths.Read(runs.GetString()!)
                : runs.ValueKind == JsonValueKind.Array
                    ? [.. runs.EnumerateArray().Select(c => Whole(c, out var count) ? count : throw new FormatException("'counts' holds something that is no whole number"))]
                    : throw new FormatException("run lengths need 'counts', a list or a text");
            RunLengths.ToMask(counts, width, height);
            return new(width, height, counts);
        }
        catch (FormatException e)
        {
            throw Error("segmentation", e.Message);
        }

        static bool Whole(JsonElement e, out int number)
        {
            number = 0;
            return e.ValueKind == JsonValueKind.Number && e.TryGetInt32(out number);
        }
    }
}
