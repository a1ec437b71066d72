using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace ResearchKit.Interop.PlotlyNet;

/// <summary>Arrays of numbers as plotly.js also takes them: <c>{"dtype": "f8", "bdata": base64, "shape": "2,
/// 3"}</c>.</summary>
internal static class TypedArrays
{
    /// <summary>A copy in which each of them is a list of numbers, and null stands for what is none.</summary>
    /// <exception cref="NotSupportedException">The numbers of an array cannot be read.</exception>
    public static JsonNode? Expand(JsonNode? node) => node switch
    {
        JsonObject { } array when JsonValues.Text(array["bdata"]) is { } data => List(array, data),
        JsonObject parts => new JsonObject(parts.Select(p => KeyValuePair.Create(p.Key, Expand(p.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Expand)]),
        _ => node?.DeepClone(),
    };

    private static JsonArray List(JsonObject array, string base64)
    {
        var bytes = new byte[base64.Length * 3 / 4];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
            throw new NotSupportedException("there is an array whose bytes are no base64");
        var numbers = Numbers(JsonValues.Text(array["dtype"]), bytes.AsSpan(0, length));
        var shape = (JsonValues.Text(array["shape"]) ?? "").Split(',');
        if (shape is not [_, var last] || !int.TryParse(last, out var columns) || columns < 1)
            return new([.. numbers.Select(Number)]);
        return new([.. numbers.Chunk(columns).Select(row => new JsonArray([.. row.Select(Number)]))]);
    }

    private static JsonNode? Number(double value) => double.IsFinite(value) ? value : null;

    private static double[] Numbers(string? type, ReadOnlySpan<byte> bytes) => type switch
    {
        "f8" or "float64" => MemoryMarshal.Cast<byte, double>(bytes).ToArray(),
        "f4" or "float32" => Widen<float>(bytes),
        "i1" or "int8" => Widen<sbyte>(bytes),
        "u1" or "uint8" or "u1c" or "uint8c" => Widen<byte>(bytes),
        "i2" or "int16" => Widen<short>(bytes),
        "u2" or "uint16" => Widen<ushort>(bytes),
        "i4" or "int32" => Widen<int>(bytes),
        "u4" or "uint32" => Widen<uint>(bytes),
        var other => throw new NotSupportedException($"there is an array of the unknown type '{other}'"),
    };

    private static double[] Widen<T>(ReadOnlySpan<byte> bytes) where T : struct, System.Numerics.INumber<T> =>
        Array.ConvertAll(MemoryMarshal.Cast<byte, T>(bytes).ToArray(), double.CreateChecked);
}
