using System.Text.Json.Nodes;
using Parquet.Schema;

namespace ResearchKit.Interop.Parquet;

/// <summary>Puts one row together from the entries of its columns.</summary>
/// <param name="cursors">The columns, standing at the row's first entries; behind its last ones when all fields are
/// read.</param>
/// <param name="number">The row's number in the file.</param>
internal sealed class RowAssembler(ColumnCursors cursors, int number)
{
    private readonly Dictionary<string, byte[]> _images = [];

    /// <summary>The bytes of the first image in a field; null if there are none.</summary>
    public byte[]? Image(string field) => _images.GetValueOrDefault(field);

    /// <summary>A field's value in this row.</summary>
    public JsonNode? Read(Field field) => Read(field, field.Name);

    private JsonNode? Read(Field field, string top)
    {
        if (field is DataField column) return Value(column);
        if (cursors.Under(field).FirstOrDefault() is not { } first) return null;
        if (field is ListField list) return List(list, first, top);
        if (first.Definition < field.MaxDefinitionLevel) return Skip(field);
        return ColumnCursors.IsImage(field) ? ImageOf((StructField)field, top) : Struct((StructField)field, top);
    }

    private JsonNode? Value(DataField column) =>
        cursors.Of(column) is { } cursor && cursor.Next() is >= 0 and var value ? cursor.Json(value) : null;

    private JsonObject Struct(StructField field, string top)
    {
        var parts = new JsonObject();
        foreach (var part in field.Fields) parts[part.Name] = Read(part, top);
        return parts;
    }

    // A list's level counts its elements: one below it the list is empty, two below it is null.
    private JsonArray? List(ListField list, ColumnCursor first, string top)
    {
        var elements = new JsonArray();
        if (first.Definition < list.MaxDefinitionLevel)
        {
            var isNull = first.Definition < list.MaxDefinitionLevel - 1;
            Skip(list);
            return isNull ? null : elements;
        }
        do elements.Add(Read(list.Item, top));
        while (first.Repetition == list.MaxRepetitionLevel);
        return elements;
    }

    // The bytes stay beside the row; in it stands a name, the image's own or one by its row.
    private JsonObject ImageOf(StructField field, string top)
    {
        string? path = null;
        var embedded = !cursors.WithImages; // then nobody knows, and a name does no harm
        foreach (var part in field.Fields)
            if (part is DataField column && cursors.Of(column) is { } cursor && cursor.Next() is >= 0 and var value)
            {
                if (part.Name == "path") path = (string?)cursor.Json(value);
                else if (part.Name == "bytes" && cursor.Bytes(value) is { } bytes)
                    embedded = _images.TryAdd(top, bytes) || embedded;
            }
        if (string.IsNullOrEmpty(path)) path = embedded ? FormattableString.Invariant($"row-{number:D6}") : null;
        return new() { ["path"] = path };
    }

    private JsonNode? Skip(Field field)
    {
        foreach (var cursor in cursors.Under(field)) cursor.Next();
        return null;
    }
}
