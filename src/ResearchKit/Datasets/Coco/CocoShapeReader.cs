using System.Text.Json;
using ResearchKit.Imaging;

namespace ResearchKit.Datasets.Coco;

/// <summary>
/// Outlines in the forms that tools write: polygons as lists of numbers, one flat list, lists of points, run lengths
/// plain or compressed. Rings that enclose nothing are left out, as the training frameworks do.
/// </summary>
internal static class CocoShapeReader
{
    /// <summary>The shape; null if nothing of it can be used.</summary>
    /// <param name="value">The field <c>segmentation</c>.</param>
    /// <param name="left">Told what was left out, and why.</param>
    public static CocoShape? Read(JsonElement value, Action<string> left)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null or JsonValueKind.False:
            case JsonValueKind.String when value.ValueEquals(""):
            case JsonValueKind.Array when value.GetArrayLength() == 0:
            case JsonValueKind.Object when !value.EnumerateObject().Any():
                return null;
            case JsonValueKind.Array:
                float[][] rings = [.. Rings(value).Select(r => Ring(r, left)).OfType<float[]>()];
                return rings.Length == 0 ? null : new CocoPolygons(rings);
            case JsonValueKind.Object:
                return Runs(value, left);
            default:
                left("an outline that is neither polygons nor run lengths");
                return null;
        }
    }

    // [x, y, ...] and [[x, y], [x, y], [x, y]] are one ring.
    private static IEnumerable<JsonElement> Rings(JsonElement value) =>
        value.EnumerateArray().Any(e => e.ValueKind is JsonValueKind.Array or JsonValueKind.Object)
        && !(value.GetArrayLength() >= 3 && value.EnumerateArray().All(IsPoint))
            ? value.EnumerateArray()
            : [value];

    private static bool IsPoint(JsonElement e) =>
        e.ValueKind == JsonValueKind.Array && e.GetArrayLength() == 2
        && e.EnumerateArray().All(c => c.ValueKind is JsonValueKind.Number or JsonValueKind.String);

    private static float[]? Ring(JsonElement ring, Action<string> left)
    {
        var numbers = new List<float>();
        if (ring.ValueKind != JsonValueKind.Array || !ring.EnumerateArray().All(e => Add(e, numbers))
            || numbers.Count % 2 != 0)
        {
            left("a ring that is no list of numbers x, y, x, y, ...");
            return null;
        }
        if (numbers.Count < 6)
        {
            left("a ring of fewer than three corners");
            return null;
        }
        if (Area(numbers) != 0) return [.. numbers];
        left("a ring without area");
        return null;
    }

    private static bool Add(JsonElement e, List<float> numbers)
    {
        if (IsPoint(e)) return e.EnumerateArray().All(c => Add(c, numbers));
        if (e.ValueKind is not (JsonValueKind.Number or JsonValueKind.String) || !CocoNumbers.Read(e, out var number)
            || !float.IsFinite((float)number)) return false;
        numbers.Add((float)number);
        return true;
    }

    // Of the box around it: a ring that crosses itself can enclose as much on one side as on the other.
    private static double Area(List<float> ring)
    {
        double[] x = [.. ring.Where((_, k) => k % 2 == 0)], y = [.. ring.Where((_, k) => k % 2 == 1)];
        return (x.Max() - x.Min()) * (y.Max() - y.Min());
    }

    private static CocoRuns? Runs(JsonElement value, Action<string> left)
    {
        if (!value.TryGetProperty("size", out var size) || size.ValueKind != JsonValueKind.Array
            || size.GetArrayLength() != 2
            || !Whole(size[0], out var height) || !Whole(size[1], out var width) || height < 1 || width < 1
            || (long)width * height > RgbImage.MaxPixels)
        {
            left("run lengths without a 'size' of [height, width]");
            return null;
        }
        try
        {
            int[] counts = value.TryGetProperty("counts", out var runs) && runs.ValueKind == JsonValueKind.String
                ? RunLengths.Read(runs.GetString()!)
                : runs.ValueKind == JsonValueKind.Array
                    ? [.. runs.EnumerateArray()
                        .Select(c => Whole(c, out var count) ? count : throw new FormatException())]
                    : throw new FormatException();
            if (RunLengths.ToMask(counts, width, height).Area > 0) return new(width, height, counts);
            left("run lengths that cover no pixel");
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            left("run lengths that do not make up a mask of their size");
        }
        return null;
    }

    private static bool Whole(JsonElement e, out int number)
    {
        number = 0;
        if (!CocoNumbers.Read(e, out var read) || read != Math.Floor(read) || Math.Abs(read) > int.MaxValue)
            return false;
        number = (int)read;
        return true;
    }
}
